import type { Pod } from '../kinds/pod.ts';
import type { Requirement } from '../selectors.ts';
import type { PlacedNode } from './placedNode.ts';
import type { SchedulingCluster } from './schedulingCluster.ts';
import { schedulingVerdict, type SchedulingVerdict } from './schedulingVerdict.ts';
import { nodeScores } from './scoring/nodeScores.ts';
import { withVolumes } from './withVolumes.ts';

export interface PlacedPods {
  /** In the order of placing. */
  readonly placed: readonly { readonly pod: Pod; readonly node: string }[];
  /** The first that no node takes; undefined where all were placed. */
  readonly stopped?: { readonly pod: Pod; readonly verdict: SchedulingVerdict };
  /** As it is then. */
  readonly cluster: SchedulingCluster;
}

export interface Placing {
  /** By what the scheduler spreads pods that name no constraint: see nodeScores. */
  readonly spreadBy: readonly Requirement[];
  /** Of nodes with the best score, one; by default the first. The scheduler takes any. */
  readonly choose?: (equals: readonly PlacedNode[]) => PlacedNode | undefined;
  /** Called before each pod: other work gets its turn. */
  readonly rest?: () => Promise<void>;
}

/**
 * Places pods one after the other as the scheduler's default profile would: the filters say which nodes take a pod, the scores which of
 * them gets it, and the next pod finds it there. Ends at the first that fits nowhere: those after it are alike. Nobody is preempted.
 */
export async function placePods(
  pods: readonly Pod[],
  cluster: SchedulingCluster,
  { spreadBy, choose = ([first]) => first, rest }: Placing,
): Promise<PlacedPods> {
  const placed: { readonly pod: Pod; readonly node: string }[] = [];
  let now = cluster;
  for (const pod of pods) {
    await rest?.();
    const verdict = schedulingVerdict(pod, now);
    const names = new Set(verdict.nodes.filter(({ refusals }) => refusals.length === 0).map(({ node }) => node));
    const fitting = verdict.held === undefined ? now.nodes.filter(({ name }) => names.has(name)) : [];
    if (fitting.length === 0) return { placed, stopped: { pod, verdict }, cluster: now };
    const scores = fitting.length === 1 ? [0] : nodeScores({ pod, fitting, cluster: now, spreadBy });
    const best = Math.max(...scores);
    const node = choose(fitting.filter((_, index) => scores[index] === best)) ?? fitting[0];
    if (node === undefined) break;
    placed.push({ pod, node: node.name });
    now = withPod(now, pod, node);
  }
  return { placed, cluster: now };
}

function withPod(cluster: SchedulingCluster, pod: Pod, node: PlacedNode): SchedulingCluster {
  const bound = { ...pod, spec: { ...pod.spec, nodeName: node.name } };
  const nodes = cluster.nodes.map((one) => (one === node ? { ...one, pods: [...one.pods, bound] } : one));
  const { storage } = cluster;
  return { ...cluster, nodes, storage: storage === undefined ? undefined : withVolumes(storage, pod, node) };
}
