import { setImmediate } from 'node:timers/promises';

/** Milliseconds of work after which others get their turn. With what a judgement does by itself it stays within a frame. */
const longest = 4;

/** Long work in short pieces: a scan of 10,000 pods must not hold up the editor's other extensions. */
export class Turns {
  readonly #signal: AbortSignal;
  #resumed = performance.now();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** Between two pieces. Throws what the signal says once it is aborted. */
  async rest(): Promise<void> {
    if (performance.now() - this.#resumed < longest) return;
    await setImmediate();
    this.#resumed = performance.now();
    this.#signal.throwIfAborted();
  }
}
