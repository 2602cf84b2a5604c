/** How long the editor is left alone after it last asked for something. Milliseconds. */
const quiet = 200;

/**
 * Holds changes back while the editor reads the tree. A change that is told of between the answer to "what is below?" and its
 * drawing makes the editor forget the very lines that it is about to draw, and they can never be expanded.
 */
export class QuietChanges<T> {
  readonly #tell: (changes: readonly T[]) => void;
  readonly #waiting = new Set<T>();
  #reading = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: (changes: readonly T[]) => void) {
    this.#tell = tell;
  }

  /** Runs what the editor asked for. */
  async during<R>(read: () => Promise<R>): Promise<R> {
    this.#reading += 1;
    clearTimeout(this.#timer);
    try {
      return await read();
    } finally {
      this.#reading -= 1;
      this.#schedule();
    }
  }

  add(changes: readonly T[]): void {
    for (const change of changes) this.#waiting.add(change);
    if (this.#timer === undefined) this.#schedule();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#waiting.clear();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#reading > 0 || this.#waiting.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const changes = [...this.#waiting];
      this.#waiting.clear();
      this.#tell(changes);
    }, quiet);
  }
}
