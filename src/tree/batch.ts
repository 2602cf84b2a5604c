import type { Clock } from '../core/ports.ts';

/** Calls `flush` once for all that came within `milliseconds`. */
export class Batch {
  readonly #clock: Clock;
  readonly #milliseconds: number;
  readonly #flush: () => void;
  #waiting: AbortController | undefined;

  constructor(clock: Clock, milliseconds: number, flush: () => void) {
    this.#clock = clock;
    this.#milliseconds = milliseconds;
    this.#flush = flush;
  }

  touch(): void {
    if (this.#waiting !== undefined) return;
    const waiting = new AbortController();
    this.#waiting = waiting;
    void this.#wait(waiting);
  }

  cancel(): void {
    this.#waiting?.abort();
    this.#waiting = undefined;
  }

  async #wait(waiting: AbortController): Promise<void> {
    try {
      await this.#clock.sleep(this.#milliseconds, waiting.signal);
    } catch (error) {
      if (!waiting.signal.aborted) throw error;
    }
    if (this.#waiting !== waiting) return;
    this.#waiting = undefined;
    this.#flush();
  }
}
