import type { TreeNode } from '../core/engine.ts';

/**
 * What differs between two drawings of the children of `parent`: the parent where others or in another order stand below it, and
 * each child that is drawn otherwise.
 */
export function changedNodes(
  parent: string | undefined,
  before: readonly TreeNode[],
  after: readonly TreeNode[],
): readonly (string | undefined)[] {
  const known = new Map(before.map((node) => [node.id, node]));
  const isMoved = before.length !== after.length || before.some(({ id }, index) => after[index]?.id !== id);
  const redrawn = after.filter((node) => {
    const old = known.get(node.id);
    return old !== undefined && !isAlike(old, node);
  });
  return [...(isMoved ? [parent] : []), ...redrawn.map(({ id }) => id)];
}

function isAlike(a: TreeNode, b: TreeNode): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
