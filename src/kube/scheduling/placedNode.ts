import { isFinished } from '../endpoints.ts';
import type { Node } from '../kinds/node.ts';
import type { Pod } from '../kinds/pod.ts';
import type { Labels } from '../selectors.ts';

/** A node with the pods that take something of it. */
export interface PlacedNode {
  readonly name: string;
  readonly labels: Labels;
  readonly node: Node;
  readonly pods: readonly Pod[];
}

/**
 * The nodes with their pods, in the order of `nodes`. A finished pod takes nothing; one that is being deleted still does. A pod that is
 * nominated for a node (its place is being made by preemption) counts there already, as it does for pods of no higher priority.
 */
export function placedNodes(nodes: readonly Node[], pods: readonly Pod[]): readonly PlacedNode[] {
  const byNode = new Map<string, Pod[]>();
  for (const pod of pods) {
    const name = pod.spec?.nodeName ?? pod.status?.nominatedNodeName ?? '';
    const held = byNode.get(name);
    if (isFinished(pod)) continue;
    if (held === undefined) byNode.set(name, [pod]);
    else held.push(pod);
  }
  return nodes.map((node) => {
    const name = node.metadata?.name ?? '';
    return { name, labels: node.metadata?.labels ?? {}, node, pods: name === '' ? [] : (byNode.get(name) ?? []) };
  });
}
