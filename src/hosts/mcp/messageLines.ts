/** Beyond every message of the protocol: a tool's input is refused from 64 KB on. */
export const longestLine = 1_000_000;

/** Bytes to lines of text. A line that is too long is given as undefined, once, and never held in memory. */
export class MessageLines {
  #parts: Buffer[] = [];
  #bytes = 0;
  #skipping = false;

  add(chunk: Buffer): readonly (string | undefined)[] {
    const lines: (string | undefined)[] = [];
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      this.#take(chunk.subarray(from, at), lines);
      if (!this.#skipping) lines.push(Buffer.concat(this.#parts).toString('utf8'));
      this.#reset(false);
      from = at + 1;
    }
    this.#take(chunk.subarray(from), lines);
    return lines;
  }

  #take(part: Buffer, lines: (string | undefined)[]): void {
    if (this.#skipping) return;
    this.#bytes += part.length;
    this.#parts.push(part);
    if (this.#bytes <= longestLine) return;
    lines.push(undefined);
    this.#reset(true);
  }

  #reset(skipping: boolean): void {
    this.#parts = [];
    this.#bytes = 0;
    this.#skipping = skipping;
  }
}
