import type { Pod } from '../kinds/pod.ts';
import { change, type Change } from './change.ts';
import type { PlacedNode } from './placedNode.ts';
import type { FilterName, Refusal } from './refusal.ts';
import { setApart } from './setApart.ts';
import type { SchedulingCluster } from './schedulingCluster.ts';
import { schedulingVerdict, type NodeVerdict, type SchedulingVerdict } from './schedulingVerdict.ts';

export interface SmallestChange {
  readonly node: string;
  /** All of them together let the node take the pod. */
  readonly changes: readonly Change[];
}

/**
 * What would have to change least for the pod to run somewhere: of the nodes that a change can open, the one with the fewest changes, of
 * those the mildest, and of those the one that stands for the most; nodes that are kept for others come last. Undefined where the pod fits, where it is held back before nodes are looked at, and where only volumes stand in
 * the way of every node (a claim says what that needs).
 */
export function smallestChange(
  pod: Pod,
  cluster: SchedulingCluster,
  { held, nodes: verdicts }: SchedulingVerdict,
): SmallestChange | undefined {
  if (held !== undefined || verdicts.some(({ refusals }) => refusals.length === 0)) return undefined;
  const byName = new Map(cluster.nodes.map((node) => [node.name, node]));
  const ways = verdicts.flatMap(({ node: name, refusals }): readonly SmallestChange[] => {
    const node = byName.get(name);
    if (node === undefined) return [];
    const changes = byFilter(refusals).map((group) => change(group, pod, node));
    return changes.every((one) => one !== undefined) ? [{ node: name, changes }] : [];
  });
  const apart = setApart(pod, cluster);
  const alike = new Map<string, number>();
  for (const verdict of verdicts) alike.set(reasonsOf(verdict), (alike.get(reasonsOf(verdict)) ?? 0) + 1);
  const reasons = new Map(verdicts.map((verdict) => [verdict.node, reasonsOf(verdict)]));
  const others = ({ node }: SmallestChange): number => alike.get(reasons.get(node) ?? '') ?? 0;
  const ordered = ways.toSorted(
    (a, b) =>
      Number(apart.has(a.node)) - Number(apart.has(b.node)) ||
      a.changes.length - b.changes.length ||
      cost(a) - cost(b) ||
      others(b) - others(a),
  );
  return ordered.slice(0, mostTried).find((way) => opens(way, pod, cluster));
}

function reasonsOf({ refusals }: NodeVerdict): string {
  return refusals.map(({ counted }) => counted).join();
}

function byFilter(refusals: readonly Refusal[]): readonly (readonly [Refusal, ...Refusal[]])[] {
  const groups = new Map<FilterName, [Refusal, ...Refusal[]]>();
  for (const refusal of refusals) {
    const group = groups.get(refusal.filter);
    if (group === undefined) groups.set(refusal.filter, [refusal]);
    else group.push(refusal);
  }
  return [...groups.values()];
}

function cost({ changes }: SmallestChange): number {
  return changes.reduce((sum, one) => sum + one.cost, 0);
}

/** Each is tried by a verdict over all nodes. */
const mostTried = 5;

/** A change may close what it has opened: once a pod's affinity lets it onto more nodes, its topology spread counts more of them. */
function opens(way: SmallestChange, pod: Pod, cluster: SchedulingCluster): boolean {
  const own = cluster.nodes.find(({ name }) => name === way.node);
  if (own === undefined) return false;
  const after = changed(way, pod, own);
  const nodes = cluster.nodes.map((node) => (node === own ? after.node : node));
  const verdict = schedulingVerdict(after.pod, { ...cluster, nodes });
  return verdict.nodes.find(({ node }) => node === way.node)?.refusals.length === 0;
}

/** The pod and the node as they would be. */
export function changed({ changes }: SmallestChange, pod: Pod, node: PlacedNode): { pod: Pod; node: PlacedNode } {
  return changes.reduce((state, one) => one.apply(state), { pod, node });
}
