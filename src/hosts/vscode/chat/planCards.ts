/** Cards whose call never came, since the person skipped them, are forgotten by their age. */
const most = 20;

/** Which plan the chat's card has shown for a call. Chat does not say which card a call belongs to: the same call has the same input. */
export class PlanCards {
  readonly #digests = new Map<string, string>();

  keep(tool: string, input: unknown, digest: string): void {
    const key = keyOf(tool, input);
    this.#digests.delete(key);
    this.#digests.set(key, digest);
    const oldest = this.#digests.keys().next().value;
    if (this.#digests.size > most && oldest !== undefined) this.#digests.delete(oldest);
  }

  /** Undefined: no card has shown a plan of it. */
  take(tool: string, input: unknown): string | undefined {
    const key = keyOf(tool, input);
    const digest = this.#digests.get(key);
    this.#digests.delete(key);
    return digest;
  }

  /** The last card showed none. */
  drop(tool: string, input: unknown): void {
    this.#digests.delete(keyOf(tool, input));
  }
}

function keyOf(tool: string, input: unknown): string {
  return JSON.stringify([tool, input]);
}
