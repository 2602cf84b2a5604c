/** What is to happen when, in order. */
export class Agenda {
  #entries: { readonly at: number; readonly happen: () => void }[] = [];

  /** The moment of the next one, in milliseconds since the epoch. */
  get next(): number | undefined {
    return this.#entries[0]?.at;
  }

  /** Of two at one moment the one that was added first comes first. */
  add(at: number, happen: () => void): void {
    const place = this.#entries.findLastIndex((entry) => entry.at <= at) + 1;
    this.#entries.splice(place, 0, { at, happen });
  }

  /** Takes out the next one that is due. */
  take(now: number): { readonly at: number; readonly happen: () => void } | undefined {
    const [first] = this.#entries;
    if (first === undefined || first.at > now) return undefined;
    this.#entries.shift();
    return first;
  }
}
