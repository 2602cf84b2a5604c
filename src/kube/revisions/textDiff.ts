import { diffLines, diffWordsWithSpace } from 'diff';
import type { DiffLine, DiffRow } from '../../core/blocks.ts';

/** The two texts as one, all lines of both: those of the first alone begin with `-`, of the second with `+`, the rest with a space. */
export function unifiedText(before: string, after: string): string {
  return diffLines(before, after)
    .flatMap(({ value, added, removed }) => linesOf(value).map((line) => `${added ? '+' : removed ? '-' : ' '}${line}`))
    .join('\n');
}

/** A `unifiedText` side by side: removed lines beside the added ones that follow them, with the words that differ. */
export function diffRows(unified: string): readonly DiffRow[] {
  const rows: DiffRow[] = [];
  const lines = unified === '' ? [] : unified.split('\n');
  let [left, right, at] = [0, 0, 0];
  const run = (sign: string): string[] => {
    const from = at;
    while (at < lines.length && (lines[at] ?? '').startsWith(sign)) at++;
    return lines.slice(from, at).map((line) => line.slice(1));
  };
  while (at < lines.length) {
    for (const text of run(' ')) {
      const parts = [{ text }];
      rows.push({ changed: false, before: { number: ++left, parts }, after: { number: ++right, parts } });
    }
    const removed = run('-');
    const added = run('+');
    for (let index = 0; index < Math.max(removed.length, added.length); index++) {
      const { before, after } = wordParts(removed[index], added[index]);
      rows.push({
        changed: true,
        ...(before === undefined ? {} : { before: { number: ++left, parts: before } }),
        ...(after === undefined ? {} : { after: { number: ++right, parts: after } }),
      });
    }
    // A line that begins otherwise is none of ours; it must not hold the loop
    if (at < lines.length && !/^[-+ ]/.test(lines[at] ?? '')) at++;
  }
  return rows;
}

type Parts = DiffLine['parts'];

/** A line that stands alone is marked by standing alone. */
function wordParts(before: string | undefined, after: string | undefined): { before?: Parts; after?: Parts } {
  if (before === undefined) return after === undefined ? {} : { after: [{ text: after }] };
  if (after === undefined) return { before: [{ text: before }] };
  const words = diffWordsWithSpace(before, after);
  const side = (without: 'added' | 'removed', marked: 'added' | 'removed'): Parts =>
    words
      .filter((word) => !word[without])
      .map((word) => (word[marked] ? { text: word.value, marked: true } : { text: word.value }));
  return { before: side('added', 'removed'), after: side('removed', 'added') };
}

function linesOf(text: string): readonly string[] {
  return text.replace(/\n$/, '').split('\n');
}
