/** Beyond every message of the protocol: a tool's input is refused from 64 KB on. */
export const longestLine = 1_000_000;

/** A line that is longer, and what is left of it: as much of its beginning and its end as an id needs. */
export interface LongLine {
  readonly head: string;
  readonly tail: string;
}

const kept = 1024;

/** Bytes to lines of text. Of a line that is too long, the two ends are given, when it has ended; it is never held in memory. */
export class MessageLines {
  #parts: Buffer[] = [];
  #bytes = 0;
  #long: { readonly head: string; tail: Buffer } | undefined;

  add(chunk: Buffer): readonly (string | LongLine)[] {
    const lines: (string | LongLine)[] = [];
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      this.#take(chunk.subarray(from, at));
      lines.push(this.#line());
      from = at + 1;
    }
    this.#take(chunk.subarray(from));
    return lines;
  }

  #take(part: Buffer): void {
    if (this.#long !== undefined) {
      this.#long.tail = lastOf(Buffer.concat([this.#long.tail, lastOf(part)]));
      return;
    }
    this.#bytes += part.length;
    this.#parts.push(part);
    if (this.#bytes <= longestLine) return;
    const whole = Buffer.concat(this.#parts);
    this.#long = { head: whole.toString('utf8', 0, kept), tail: lastOf(whole) };
    this.#parts = [];
  }

  #line(): string | LongLine {
    const line =
      this.#long === undefined
        ? Buffer.concat(this.#parts).toString('utf8')
        : { head: this.#long.head, tail: this.#long.tail.toString('utf8') };
    this.#parts = [];
    this.#bytes = 0;
    this.#long = undefined;
    return line;
  }
}

/** A copy: a part of a large buffer would keep all of it. */
function lastOf(part: Buffer): Buffer {
  return Buffer.from(part.subarray(-kept));
}

/** Whether it answers a question, and asks nothing itself: by what comes first in it that is neither flat nor an id. */
export function isLongAnswer({ head }: LongLine): boolean {
  return /^\s*\{\s*(?:"(?:jsonrpc|id)"\s*:\s*(?:-?\d+|"[^"\\]*")\s*,\s*)*"(?:result|error)"\s*:/.test(head);
}

/**
 * The id of a message of which only the two ends are there: before everything that is not flat, or last of all, as clients write it.
 * An id inside of something else is not taken for it.
 */
export function idOfLongLine({ head, tail }: LongLine): string | number | undefined {
  const first = /^\s*\{\s*(?:"(?:jsonrpc|method)"\s*:\s*"[^"\\]*"\s*,\s*)*"id"\s*:\s*(-?\d+|"[^"\\]*")\s*[,}]/.exec(
    head,
  );
  const last = /[,{]\s*"id"\s*:\s*(-?\d+|"[^"\\]*")\s*(?:,\s*"(?:jsonrpc|method)"\s*:\s*"[^"\\]*"\s*)*\}\s*$/.exec(
    tail,
  );
  const found = first?.[1] ?? last?.[1];
  if (found === undefined) return undefined;
  return found.startsWith('"') ? found.slice(1, -1) : Number(found);
}
