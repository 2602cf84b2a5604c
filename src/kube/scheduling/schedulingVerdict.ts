import type { Pod } from '../kinds/pod.ts';
import { filters } from './filters.ts';
import { heldBack, type HeldBack } from './heldBack.ts';
import { namedNodes } from './namedNodes.ts';
import type { PlacedNode } from './placedNode.ts';
import { filterNames, type FilterName, type Refusal } from './refusal.ts';
import type { SchedulingCluster } from './schedulingCluster.ts';

export interface NodeVerdict {
  readonly node: string;
  /** In the order in which the scheduler asks; it stops at the first filter, here all have their say. None: the pod fits. */
  readonly refusals: readonly Refusal[];
}

export interface SchedulingVerdict {
  /** Where this is set the scheduler looks at no node; what each would say is told all the same. */
  readonly held?: HeldBack;
  readonly nodes: readonly NodeVerdict[];
  /** Filters that did not judge for want of what they look at. Where there are any, a pod that fits may not fit. */
  readonly unjudged: readonly FilterName[];
}

/**
 * Where the default profile of the scheduler would place a pod, and why not elsewhere. Preferences and preemption are not looked at.
 * Resource claims (dynamic resource allocation) and the profile of another scheduler cannot be judged.
 */
export function schedulingVerdict(pod: Pod, cluster: SchedulingCluster): SchedulingVerdict {
  const seen = { ...cluster, nodes: cluster.nodes.map((node) => asSeenBy(pod, node)) };
  const held = heldBack(pod, seen);
  const named = namedNodes(pod);
  const asked = filterNames.map((name) => filters[name](pod, seen));
  return {
    ...(held === undefined ? {} : { held }),
    nodes: seen.nodes.map((node) => {
      const refusals = asked.flatMap((ask) => ask(node));
      return { node: node.name, refusals: named === undefined || named.has(node.name) ? refusals : notNamed(refusals) };
    }),
    unjudged: unjudged(pod, cluster),
  };
}

/** A pod that is only nominated counts for those of no higher priority, and never for itself. */
function asSeenBy(pod: Pod, node: PlacedNode): PlacedNode {
  if (node.pods.every(({ spec }) => spec?.nodeName !== undefined)) return node;
  const counts = (other: Pod): boolean =>
    other.spec?.nodeName !== undefined ||
    ((other.spec?.priority ?? 0) >= (pod.spec?.priority ?? 0) &&
      (other.metadata?.namespace !== pod.metadata?.namespace || other.metadata?.name !== pod.metadata?.name));
  return { ...node, pods: node.pods.filter(counts) };
}

/** Such a node is left out before the filters run. */
function notNamed(refusals: readonly Refusal[]): readonly Refusal[] {
  return [
    {
      filter: 'NodeAffinity',
      counted: "node(s) didn't satisfy plugin(s) [NodeAffinity]",
      because: "is not among the nodes that the pod's node affinity names",
    },
    ...refusals.filter(({ filter }) => filter !== 'NodeAffinity'),
  ];
}

export function unjudged({ spec }: Pod, { namespaces, storage, nodes }: SchedulingCluster): readonly FilterName[] {
  const claims = spec?.volumes?.some(
    (volume) => volume.persistentVolumeClaim !== undefined || volume.ephemeral !== undefined,
  );
  const looksAtNamespaces = (): boolean =>
    [spec, ...nodes.flatMap(({ pods }) => pods.map((one) => one.spec))]
      .flatMap((one) => [
        ...(one?.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
        ...(one?.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
      ])
      .some(({ namespaceSelector }) => namespaceSelector !== undefined);
  return [
    ...(storage === undefined && claims === true
      ? (['VolumeRestrictions', 'NodeVolumeLimits', 'VolumeBinding', 'VolumeZone'] as const)
      : []),
    ...(namespaces === undefined && looksAtNamespaces() ? (['InterPodAffinity'] as const) : []),
  ];
}
