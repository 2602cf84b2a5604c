import type { Block } from '../../../core/blocks.ts';
import type { Envelope } from '../../../core/envelope.ts';
import type { FindingFix } from '../../../core/fix.ts';

/** The tools that an answer offers to call. */
export function toolsNamed(
  { next }: Pick<Envelope, 'next'>,
  blocks: readonly Block<unknown>[],
  fixes: readonly (FindingFix | null)[],
): ReadonlySet<string> {
  const ofBlocks = blocks.flatMap((block) =>
    block.type === 'diff' && block.rollBack !== undefined ? [block.rollBack.tool] : [],
  );
  const ofFindings = fixes.flatMap((fix) => fix?.tool ?? []);
  return new Set([...next.map(({ tool }) => tool), ...ofBlocks, ...ofFindings]);
}
