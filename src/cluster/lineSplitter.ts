/** Cuts bytes into lines; a line that comes in many chunks is put together once. */
export class LineSplitter {
  #parts: Buffer[] = [];
  readonly #onLine: (line: Buffer) => void;

  /** @param onLine without its newline, never empty */
  constructor(onLine: (line: Buffer) => void) {
    this.#onLine = onLine;
  }

  write(chunk: Buffer): void {
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(0x0a, from);
      if (end < 0) break;
      this.#give(chunk.subarray(from, end));
      from = end + 1;
    }
    if (from < chunk.length) this.#parts.push(chunk.subarray(from));
  }

  /** The last line may have no newline. */
  end(): void {
    this.#give(Buffer.alloc(0));
  }

  #give(last: Buffer): void {
    const line = this.#parts.length === 0 ? last : Buffer.concat([...this.#parts, last]);
    this.#parts = [];
    if (line.length > 0) this.#onLine(line);
  }
}
