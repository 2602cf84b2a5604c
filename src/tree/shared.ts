/** So many are known at once; forgetting them costs memory for a while, and never correctness. */
const most = 20_000;

export interface SharedValue<T> {
  readonly value: T;
  /** The same for equal values. */
  readonly number: number;
}

/** Gives the first of equal values for all of them: names of nodes, labels and ports come thousands of times. */
export class Shared<T> {
  readonly #known = new Map<string, SharedValue<T>>();
  #last = 0;

  /** `key`: equal for equal values, and for no others. */
  of(value: T, key: string): SharedValue<T> {
    const first = this.#known.get(key);
    if (first !== undefined) return first;
    if (this.#known.size >= most) this.#known.clear();
    this.#last += 1;
    const shared = { value, number: this.#last };
    this.#known.set(key, shared);
    return shared;
  }
}
