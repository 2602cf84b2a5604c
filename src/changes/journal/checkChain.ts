import type { JournalCheck } from '../../core/journal.ts';
import { beginning, lineHead, linesOf, readLine, type ChainedLine, type Link } from './chain.ts';

/**
 * Follows the whole chain. A line that was cut short by a crash is one that could have followed, as far as it goes, and whose place the
 * next line has taken; whatever else does not follow was changed, removed or moved. `head` is the last line that was known to be
 * on the disk: it tells when lines are missing at the end. There is no key: who can write the file and the head can make a new chain.
 */
export function checkChain(bytes: Buffer, head: Link | undefined, isKnown: (entry: unknown) => boolean): JournalCheck {
  let last: Link & { readonly at: number } = { ...beginning, at: 0 };
  let entries = 0;
  let unknown = 0;
  const torn: number[] = [];
  let broken: { readonly at: number; readonly because: string } | undefined;
  const lines = linesOf(bytes);
  for (const [index, text] of lines.entries()) {
    const at = index + 1;
    const line = readLine(text);
    if (line === undefined) {
      if (couldFollow(text, last)) torn.push(at);
      else broken ??= { at, because: `line ${at} is none of the journal, nor the beginning of one` };
      continue;
    }
    entries += 1;
    if (!isKnown(line.entry)) unknown += 1;
    broken ??= breakAt(line, at, last, torn);
    if (line.seq === head?.seq && line.hash !== head.hash)
      broken ??= { at, because: `line ${at} was changed after it was written` };
    last = { ...line, at };
  }
  if (head !== undefined && head.seq > last.seq) {
    const cut = torn.find((one) => one > last.at);
    broken ??=
      cut === undefined
        ? {
            at: lines.length + 1,
            because: entries === 0 ? allGone(head.seq) : `${numbered(last.seq + 1, head.seq)} missing at the end`,
          }
        : { at: cut, because: `line ${cut} was cut short after it was written` };
  }
  return {
    entries,
    torn: torn.length,
    ...(unknown === 0 ? {} : { unknown }),
    ...(broken === undefined ? {} : { brokenAt: broken.at, because: broken.because }),
  };
}

function breakAt(
  line: ChainedLine,
  at: number,
  last: Link & { readonly at: number },
  torn: readonly number[],
): { readonly at: number; readonly because: string } | undefined {
  if (line.seq === last.seq + 1 && line.prev === last.hash) return undefined;
  if (line.seq === last.seq + 1)
    return {
      at,
      because:
        last.at === 0
          ? `line ${at} does not begin a journal, and nothing is before it`
          : `line ${at} does not follow from line ${last.at}: one of the two was changed`,
    };
  if (line.seq <= last.seq)
    return { at, because: `line ${at} holds entry ${line.seq}, after entry ${last.seq}: it was moved or repeated` };
  const cut = torn.find((one) => one > last.at);
  return cut === undefined
    ? { at, because: `${numbered(last.seq + 1, line.seq - 1)} missing before line ${at}` }
    : { at: cut, because: `line ${cut} was cut short after it was written` };
}

function numbered(from: number, to: number): string {
  return from === to ? `entry ${from} is` : `entries ${from} to ${to} are`;
}

function allGone(count: number): string {
  return count === 1 ? 'its one entry is gone' : `all ${count} entries are gone`;
}

/** A power cut may leave zeros where bytes should be. */
function couldFollow(text: Buffer, last: Link): boolean {
  if (text.includes(0)) return true;
  const expected = Buffer.from(lineHead(last));
  const length = Math.min(text.length, expected.length);
  return length > 0 && text.subarray(0, length).equals(expected.subarray(0, length));
}
