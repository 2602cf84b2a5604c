import type { Pod } from '../kinds/pod.ts';
import type { TopologySpreadConstraint } from '../kinds/podSpec.ts';
import { labelOf, matches, requirementsOf, type Requirement } from '../selectors.ts';
import { wantsNode } from './matchesNode.ts';
import type { PlacedNode } from './placedNode.ts';
import type { Filter, Refusal } from './refusal.ts';
import { untolerated } from './tolerates.ts';

interface Constraint {
  readonly key: string;
  readonly maxSkew: number;
  readonly selector: readonly Requirement[] | undefined;
  /** Matching pods by the value of the topology key, over the nodes that count. */
  readonly counts: ReadonlyMap<string, number>;
  /** The least of them; 0 where there are fewer domains than asked for. */
  readonly least: number;
  /** The pod itself matches. */
  readonly own: number;
}

/**
 * Only DoNotSchedule keeps a pod off a node; the scheduler's own defaults are ScheduleAnyway and never do.
 * Source: pkg/scheduler/framework/plugins/podtopologyspread/filtering.go.
 */
export const podTopologySpread: Filter = (pod, { nodes }) => {
  const hard = (pod.spec?.topologySpreadConstraints ?? []).filter((one) => one.whenUnsatisfiable === 'DoNotSchedule');
  const keys = hard.map(({ topologyKey = '' }) => topologyKey);
  const counting = nodes.filter(({ labels }) => keys.every((key) => labelOf(labels, key) !== undefined));
  const constraints = hard.map((one) => countedConstraint(one, pod, counting));
  return (node) => {
    for (const constraint of constraints) {
      const refusal = refusalOf(constraint, node);
      if (refusal !== undefined) return [refusal];
    }
    return [];
  };
};

function countedConstraint(one: TopologySpreadConstraint, pod: Pod, nodes: readonly PlacedNode[]): Constraint {
  const { topologyKey: key = '', maxSkew = 1, minDomains = 1 } = one;
  const selector = spreadSelector(one, pod);
  const counts = new Map<string, number>();
  for (const node of nodes.filter((candidate) => isCounted(one, pod, candidate))) {
    const domain = node.labels[key] ?? '';
    const here = node.pods.filter((other) => countsFor(other, pod, selector)).length;
    counts.set(domain, (counts.get(domain) ?? 0) + here);
  }
  return {
    key,
    maxSkew,
    selector,
    counts,
    least: counts.size < minDomains ? 0 : Math.min(...counts.values()),
    own: selector !== undefined && matches(pod.metadata?.labels, selector) ? 1 : 0,
  };
}

/** Absent: nothing. matchLabelKeys take the pod's own values (a recent server has merged them into the selector itself). */
export function spreadSelector(
  { labelSelector, matchLabelKeys = [] }: TopologySpreadConstraint,
  { metadata }: Pod,
): readonly Requirement[] | undefined {
  if (labelSelector === undefined) return undefined;
  const labels = metadata?.labels ?? {};
  const own = matchLabelKeys.flatMap((key): Requirement[] => {
    const value = labelOf(labels, key);
    return value === undefined ? [] : [{ key, operator: 'In', values: [value] }];
  });
  return [...requirementsOf(labelSelector), ...own];
}

/** An empty selector counts none, though it matches the pod itself; pods that are being deleted count no more. */
export function countsFor(other: Pod, pod: Pod, selector: readonly Requirement[] | undefined): boolean {
  return (
    selector !== undefined &&
    selector.length > 0 &&
    other.metadata?.namespace === pod.metadata?.namespace &&
    other.metadata?.deletionTimestamp === undefined &&
    matches(other.metadata?.labels, selector)
  );
}

export function isCounted(
  { nodeAffinityPolicy = 'Honor', nodeTaintsPolicy = 'Ignore' }: TopologySpreadConstraint,
  pod: Pod,
  node: PlacedNode,
): boolean {
  if (nodeAffinityPolicy === 'Honor' && !wantsNode(pod, node)) return false;
  return nodeTaintsPolicy !== 'Honor' || untolerated(node.node, pod.spec?.tolerations).length === 0;
}

const counted = "node(s) didn't match pod topology spread constraints";

function refusalOf({ key, maxSkew, counts, least, own }: Constraint, { labels }: PlacedNode): Refusal | undefined {
  const domain = labelOf(labels, key);
  if (domain === undefined)
    return {
      filter: 'PodTopologySpread',
      counted: `${counted} (missing required label)`,
      because: `has no label ${key}, over which the pod is to be spread`,
    };
  const here = counts.get(domain) ?? 0;
  return here + own - least <= maxSkew
    ? undefined
    : {
        filter: 'PodTopologySpread',
        counted,
        because: `${key}=${domain} would hold ${here + own} matching pods and the emptiest ${least}: more apart than maxSkew ${maxSkew}`,
      };
}
