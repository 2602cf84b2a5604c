import type { GraphBlock } from '../../src/core/blocks.ts';

/** How many hops stand before each hop on its longest way; a cycle is cut where it closes. */
export function hopRanks({ nodes, edges }: Pick<GraphBlock<string>, 'nodes' | 'edges'>): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  const rank = (id: string, ahead: ReadonlySet<string>): number => {
    const before = edges.filter(({ from, to }) => to === id && from !== id && !ahead.has(from));
    const further = new Set([...ahead, id]);
    const at = known.get(id) ?? Math.max(-1, ...before.map(({ from }) => rank(from, further))) + 1;
    known.set(id, at);
    return at;
  };
  return new Map(nodes.map(({ id }) => [id, rank(id, new Set())]));
}
