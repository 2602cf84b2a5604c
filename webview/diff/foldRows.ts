import type { DiffRow } from '../../src/core/blocks.ts';

/** Unchanged lines around a change that stay in sight. */
const around = 3;
/** Fewer lines than this are not worth a press. */
const fewest = 4;

export interface RowGroup {
  /** Index of its first row. */
  readonly from: number;
  readonly rows: readonly DiffRow[];
  readonly folded: boolean;
}

/** The rows in runs: long unchanged ones are folded, but for a few lines beside each change. */
export function foldRows(rows: readonly DiffRow[]): readonly RowGroup[] {
  const near = new Set(
    rows.flatMap(({ changed }, index) =>
      changed ? Array.from({ length: 2 * around + 1 }, (_, shift) => index + shift - around) : [],
    ),
  );
  const groups: RowGroup[] = [];
  for (let from = 0; from < rows.length;) {
    const isNear = near.has(from);
    let until = from;
    while (until < rows.length && near.has(until) === isNear) until++;
    groups.push({ from, rows: rows.slice(from, until), folded: !isNear && until - from >= fewest });
    from = until;
  }
  return groups;
}
