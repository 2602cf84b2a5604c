import type { Pod } from '../kinds/pod.ts';
import { namedNodes } from './namedNodes.ts';
import { obstacleOf, type Obstacle } from './obstacle.ts';
import type { PlacedNode } from './placedNode.ts';
import type { Refusal } from './refusal.ts';
import type { SchedulingCluster } from './schedulingCluster.ts';
import { schedulingVerdict, type NodeVerdict, type SchedulingVerdict } from './schedulingVerdict.ts';
import { setApart } from './setApart.ts';
import { smallestChange, type SmallestChange } from './smallestChange.ts';
import { templateKey } from './templateKey.ts';

/** What keeps a pod from every node, and what would change that. */
export interface Placement {
  readonly verdict: SchedulingVerdict;
  /** Of the nodes that it is meant for: those that its node affinity names (a DaemonSet's pod has one), else all. */
  readonly nodes: readonly NodeVerdict[];
  readonly change?: SmallestChange;
  /** None where a node takes it, and where it is held by gates or by a claim that does not exist. */
  readonly decided: readonly Decided[];
}

/** What stands in the way where the smallest change would be made; without one, where most nodes are. */
export interface Decided {
  readonly obstacle: Obstacle;
  readonly refusals: readonly Refusal[];
  readonly node?: PlacedNode;
}

const known = new WeakMap<SchedulingCluster, Map<string, Placement>>();

/** Judged once for all pods of one template: hundreds of them may wait. */
export function placementOf(pod: Pod, cluster: SchedulingCluster): Placement {
  const placements = known.get(cluster) ?? new Map<string, Placement>();
  known.set(cluster, placements);
  const key = templateKey(pod);
  const placement = placements.get(key) ?? placementIn(pod, cluster);
  placements.set(key, placement);
  return placement;
}

function placementIn(pod: Pod, cluster: SchedulingCluster): Placement {
  const verdict = schedulingVerdict(pod, cluster);
  const names = namedNodes(pod);
  const nodes = verdict.nodes.filter(({ node }) => names?.has(node) !== false);
  const change = smallestChange(pod, cluster, { ...verdict, nodes });
  const decided = decidedBy(pod, cluster, verdict, nodes, change?.node);
  return { verdict, nodes, decided, ...(change === undefined ? {} : { change }) };
}

function decidedBy(
  pod: Pod,
  cluster: SchedulingCluster,
  { held }: SchedulingVerdict,
  nodes: readonly NodeVerdict[],
  changed: string | undefined,
): readonly Decided[] {
  switch (held?.by) {
    case 'gates':
      return [];
    case 'noNodes':
      return [{ obstacle: 'no-nodes', refusals: [] }];
    case 'nodeNames':
      return [{ obstacle: 'node-affinity-mismatch', refusals: [] }];
    case 'claim':
      return held.claim?.state === 'missing' ? [] : [{ obstacle: 'volume-unbound', refusals: [] }];
    case undefined:
  }
  if (nodes.length === 0) return [{ obstacle: 'node-affinity-mismatch', refusals: [] }];
  if (nodes.some(({ refusals }) => refusals.length === 0)) return [];
  const deciding = nodes.find(({ node }) => node === changed) ?? commonest(pod, cluster, nodes);
  const node = cluster.nodes.find(({ name }) => name === deciding?.node);
  const found = new Map<Obstacle, Refusal[]>();
  for (const refusal of deciding?.refusals ?? []) {
    const obstacle = obstacleOf(refusal, pod, node, cluster.nodes);
    if (obstacle === undefined) continue;
    const group = found.get(obstacle);
    if (group === undefined) found.set(obstacle, [refusal]);
    else group.push(refusal);
  }
  return [...found].map(([obstacle, refusals]) => ({ obstacle, refusals, ...(node === undefined ? {} : { node }) }));
}

/** No change helps: of the nodes that are not kept for others one of those that refuse for the same reasons as most. */
function commonest(pod: Pod, cluster: SchedulingCluster, nodes: readonly NodeVerdict[]): NodeVerdict | undefined {
  const apart = setApart(pod, cluster);
  const open = nodes.filter(({ node }) => !apart.has(node));
  const asked = open.length === 0 ? nodes : open;
  const counts = new Map<string, { readonly first: NodeVerdict; count: number }>();
  for (const verdict of asked) {
    const key = verdict.refusals.map(({ counted }) => counted).join();
    const group = counts.get(key);
    if (group === undefined) counts.set(key, { first: verdict, count: 1 });
    else group.count++;
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count)[0]?.first;
}
