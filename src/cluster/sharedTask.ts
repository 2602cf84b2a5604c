/** Work that several wait for. It is aborted when the last of them gives up. */
export class SharedTask<T> {
  readonly result: Promise<T>;
  readonly #controller = new AbortController();
  readonly #onEnd: () => void;
  #waiting = 0;
  #ended = false;

  /** @param onEnd called once: when the work has ended, or was abandoned */
  constructor(work: (signal: AbortSignal) => Promise<T>, onEnd: () => void) {
    this.#onEnd = onEnd;
    this.result = work(this.#controller.signal);
    this.result.then(
      () => this.#end(),
      () => this.#end(),
    );
  }

  /** The result, or a rejection with the signal's reason as soon as that fires. */
  join(signal: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      let left = false;
      const leave = (): void => {
        if (left) return;
        left = true;
        signal.removeEventListener('abort', giveUp);
        this.#waiting -= 1;
      };
      const giveUp = (): void => {
        leave();
        reject(signal.reason as Error);
        if (this.#waiting === 0) this.abandon();
      };
      this.#waiting += 1;
      if (signal.aborted) {
        giveUp();
        return;
      }
      signal.addEventListener('abort', giveUp, { once: true });
      const settle = (): void => {
        leave();
        resolve(this.result);
      };
      this.result.then(settle, settle);
    });
  }

  /** @param reason what those who still wait get to hear */
  abandon(reason?: Error): void {
    if (this.#ended) return;
    this.#end();
    this.#controller.abort(reason);
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#onEnd();
  }
}
