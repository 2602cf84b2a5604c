/** Something that is true once it has stood for so long, in milliseconds. The same thing, seen again, has the same key. */
export interface Sign {
  readonly key: string;
  readonly standing: number;
}

/** Remembers since when signs stand. */
export class Standing {
  readonly #since = new Map<string, number>();

  /** @param signs all that are seen now: what is not among them stands no more. */
  note(signs: readonly Sign[]): void {
    const now = performance.now();
    const keys = new Set(signs.map(({ key }) => key));
    for (const key of [...this.#since.keys()]) if (!keys.has(key)) this.#since.delete(key);
    for (const { key } of signs) if (!this.#since.has(key)) this.#since.set(key, now);
  }

  /** Whether it has stood for as long as it must. */
  has({ key, standing }: Sign): boolean {
    const now = performance.now();
    return now - (this.#since.get(key) ?? now) >= standing;
  }
}
