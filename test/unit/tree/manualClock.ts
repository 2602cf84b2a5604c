import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../src/core/ports.ts';

interface Timer {
  readonly at: number;
  readonly fire: () => void;
}

/** A clock that goes on only when it is told to. */
export class ManualClock implements Clock {
  #now = Date.parse('2026-11-25T14:00:00Z');
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const onAbort = (): void => {
        this.#timers.delete(timer);
        reject(new DOMException('ended', 'AbortError'));
      };
      const fire = (): void => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      };
      const timer = { at: this.#now + milliseconds, fire };
      this.#timers.add(timer);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** Lets time pass, each timer in its turn, and what follows from it. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await settle();
    for (;;) {
      const due = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.fire();
      await settle();
    }
    this.#now = end;
  }

  /** Who still waits. */
  get waiting(): number {
    return this.#timers.size;
  }
}

/** Until all that can go on without time passing has gone on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await setImmediate();
}
