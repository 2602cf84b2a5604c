import { createHash } from 'node:crypto';
import { isRecord } from '../../core/json.ts';

/** A place in the chain: the number of a line, from 1, and the SHA-256 of its bytes without its end, in hex. */
export interface Link {
  readonly seq: number;
  readonly hash: string;
}

/** What the first line follows from. */
export const beginning: Link = { seq: 0, hash: '0'.repeat(64) };

export interface ChainedLine extends Link {
  /** The hash of the line before. */
  readonly prev: string;
  readonly entry: unknown;
}

/** With what the line after a link begins: known before it is written, so that a torn one can be told from a foreign one. */
export function lineHead({ seq, hash }: Link): string {
  return `{"seq":${seq + 1},"prev":"${hash}","entry":`;
}

/** The line without its end. */
export function lineAfter(link: Link, entryText: string): { readonly text: string; readonly link: Link } {
  const text = `${lineHead(link)}${entryText}}`;
  return { text, link: { seq: link.seq + 1, hash: hashOf(Buffer.from(text)) } };
}

/** undefined for what is no whole line of a journal. */
export function readLine(bytes: Buffer): ChainedLine | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (!isRecord(value) || !('entry' in value)) return undefined;
    const { seq, prev, entry } = value;
    if (typeof seq !== 'number' || !Number.isSafeInteger(seq) || seq < 1) return undefined;
    return typeof prev === 'string' ? { seq, prev, entry, hash: hashOf(bytes) } : undefined;
  } catch {
    return undefined;
  }
}

/** The lines without their ends. The last may be one whose end was never written. */
export function linesOf(bytes: Buffer): readonly Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(10, start);
    const end = found === -1 ? bytes.length : found;
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return lines;
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
