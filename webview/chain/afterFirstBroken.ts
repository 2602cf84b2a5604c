import type { GraphBlock } from '../../src/core/blocks.ts';

/** What is reached from the first broken hop, that one left out: what is said of it there follows from the break. */
export function afterFirstBroken({ nodes, edges, firstBroken }: GraphBlock<string>): ReadonlySet<string> {
  if (firstBroken === undefined) return new Set();
  const reached = new Set<string>();
  const walk = (id: string): void => {
    for (const { from, to } of edges) {
      if (from !== id || reached.has(to)) continue;
      reached.add(to);
      walk(to);
    }
  };
  walk(firstBroken);
  reached.delete(firstBroken);
  return new Set(nodes.map(({ id }) => id).filter((id) => reached.has(id)));
}
