import type { Pod } from '../../kinds/pod.ts';
import type { TopologySpreadConstraint } from '../../kinds/podSpec.ts';
import { labelOf, type Requirement } from '../../selectors.ts';
import type { PlacedNode } from '../placedNode.ts';
import { countsFor, isCounted, spreadSelector } from '../podTopologySpread.ts';
import { most } from './normalized.ts';
import type { Scored, Scores } from './nodeScores.ts';

const hostname = 'kubernetes.io/hostname';
const ignored = -1;

interface Constraint {
  readonly of: TopologySpreadConstraint;
  readonly key: string;
  readonly selector: readonly Requirement[] | undefined;
}

/** Where a pod names no constraint at all. Source: pkg/scheduler/apis/config/v1/defaults.go and podtopologyspread/plugin.go. */
const systemDefaults: readonly TopologySpreadConstraint[] = [
  { topologyKey: hostname, maxSkew: 3, whenUnsatisfiable: 'ScheduleAnyway' },
  { topologyKey: 'topology.kubernetes.io/zone', maxSkew: 5, whenUnsatisfiable: 'ScheduleAnyway' },
];

/** The fewer matching pods in its domains the better. Source: podtopologyspread/scoring.go (1.36). */
export function spreadScores({ pod, fitting, cluster, spreadBy }: Scored): Scores {
  const own = pod.spec?.topologySpreadConstraints ?? [];
  const soft = own.length > 0 ? ownConstraints(pod, own) : defaultConstraints(spreadBy);
  if (soft.length === 0) return undefined;
  const hasAll = ({ labels }: PlacedNode): boolean => soft.every(({ key }) => labelOf(labels, key) !== undefined);
  const isIgnored = (node: PlacedNode): boolean => own.length > 0 && !hasAll(node);
  const scoredNodes = fitting.filter((node) => !isIgnored(node));
  const domains = soft.map(({ key }) => new Map(scoredNodes.map(({ labels }) => [labels[key] ?? '', 0])));
  for (const node of cluster.nodes) {
    if (isIgnored(node)) continue;
    for (const [index, { of, key, selector }] of soft.entries()) {
      const value = node.labels[key] ?? '';
      const before = domains[index]?.get(value);
      if (before === undefined || key === hostname || !isCounted(of, pod, node)) continue;
      domains[index]?.set(value, before + matching(node, pod, selector));
    }
  }
  const raw = fitting.map((node) => {
    if (isIgnored(node)) return ignored;
    const parts = soft.map(({ of, key, selector }, index) => {
      const value = labelOf(node.labels, key);
      if (value === undefined) return 0;
      const count = key === hostname ? matching(node, pod, selector) : (domains[index]?.get(value) ?? 0);
      const size = key === hostname ? scoredNodes.length : (domains[index]?.size ?? 0);
      return count * Math.log(size + 2) + (of.maxSkew ?? 1) - 1;
    });
    return Math.round(parts.reduce((sum, one) => sum + one, 0));
  });
  const kept = raw.filter((one) => one !== ignored);
  const [largest, least] = [Math.max(0, ...kept), Math.min(...kept)];
  return raw.map((score) => {
    if (score === ignored) return 0;
    return largest === 0 ? most : Math.floor((most * (largest + least - score)) / largest);
  });
}

function ownConstraints(pod: Pod, own: readonly TopologySpreadConstraint[]): readonly Constraint[] {
  return own
    .filter((one) => one.whenUnsatisfiable === 'ScheduleAnyway')
    .map((of) => ({ of, key: of.topologyKey ?? '', selector: spreadSelector(of, pod) }));
}

function defaultConstraints(spreadBy: readonly Requirement[]): readonly Constraint[] {
  if (spreadBy.length === 0) return [];
  return systemDefaults.map((of) => ({ of, key: of.topologyKey ?? '', selector: spreadBy }));
}

function matching({ pods }: PlacedNode, pod: Pod, selector: readonly Requirement[] | undefined): number {
  return pods.filter((other) => countsFor(other, pod, selector)).length;
}
