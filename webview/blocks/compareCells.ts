import type { Cell } from '../../src/core/blocks.ts';

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, y: 31_536_000 };

/** Orders cells as a person means it: `9m` before `1h`, `2/10` before `10/10`, `node-9` before `node-10`, empty ones last. */
export function compareCells(a: Cell, b: Cell): number {
  const [left, right] = [textOf(a), textOf(b)];
  if (left === '' || right === '') return Number(left === '') - Number(right === '');
  const [one, other] = [amount(left), amount(right)];
  if (one !== undefined && other !== undefined && one !== other) return one - other;
  return left.localeCompare(right, 'en', { numeric: true });
}

function textOf(cell: Cell): string {
  return typeof cell === 'object' ? cell.text : String(cell);
}

/** A duration (`3d4h`) in seconds or a number that the text begins with; undefined for words. */
function amount(text: string): number | undefined {
  if (/^(\d+[smhdy])+$/.test(text))
    return [...text.matchAll(/(\d+)([smhdy])/g)].reduce(
      (sum, [, count, unit]) => sum + Number(count) * (seconds[unit ?? ''] ?? 0),
      0,
    );
  const number = /^-?\d+(\.\d+)?(?=$|[\s/%(])/.exec(text);
  return number === null ? undefined : Number(number[0]);
}
