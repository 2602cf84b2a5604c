/** How long the editor is left alone after it last asked for something. Milliseconds. */
const usualQuiet = 200;

/** A change of everything waits no longer than this for an answer, since a login plugin may take a minute. Milliseconds. */
const patience = 2000;

interface Reading {
  readonly place: string | undefined;
  readonly since: number;
}

/**
 * Holds changes back while the editor reads the tree. A change that is told of between the answer to "what is below?" and its
 * drawing makes the editor forget the very lines that it is about to draw, and they can never be expanded. Places (contexts) do not
 * wait for one another: a cluster that does not answer must not freeze the lines of those that do. Undefined: all places.
 */
export class QuietChanges<T> {
  readonly #tell: (changes: readonly T[]) => void;
  readonly #placeOf: (change: T) => string | undefined;
  readonly #quiet: number;
  readonly #waiting = new Set<T>();
  readonly #readings = new Set<Reading>();
  #timer: NodeJS.Timeout | undefined;

  /** @param quiet how long the editor is left alone, in milliseconds */
  constructor(tell: (changes: readonly T[]) => void, placeOf: (change: T) => string | undefined, quiet = usualQuiet) {
    this.#quiet = quiet;
    this.#tell = tell;
    this.#placeOf = placeOf;
  }

  /** Runs what the editor asked for. */
  async during<R>(place: string | undefined, read: () => Promise<R>): Promise<R> {
    const reading: Reading = { place, since: Date.now() };
    this.#readings.add(reading);
    try {
      return await read();
    } finally {
      this.#readings.delete(reading);
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
    if (this.#waiting.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const changes = [...this.#waiting].filter((change) => !this.#isHeld(this.#placeOf(change)));
      for (const change of changes) this.#waiting.delete(change);
      if (changes.length > 0) this.#tell(changes);
      this.#schedule();
    }, this.#quiet);
  }

  #isHeld(place: string | undefined): boolean {
    const readings = [...this.#readings];
    if (place === undefined) return readings.some(({ since }) => Date.now() - since < patience);
    return readings.some((reading) => reading.place === undefined || reading.place === place);
  }
}
