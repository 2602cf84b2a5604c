import type { DiffBlock } from '../../core/blocks.ts';

/** All lines of one side. */
export function diffSideText({ rows }: Pick<DiffBlock<string>, 'rows'>, side: 'before' | 'after'): string {
  return rows
    .flatMap((row) => (row[side] === undefined ? [] : [`${row[side].parts.map(({ text }) => text).join('')}\n`]))
    .join('');
}
