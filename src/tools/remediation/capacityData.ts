import { quantity } from '../../kube/quantity.ts';
import { amountText } from '../../kube/scheduling/amountText.ts';
import type { CapacityStop, ScalingCapacity } from '../../kube/capacity/scalingCapacity.ts';
import type { Scalable } from '../../kube/capacity/podsToCome.ts';
import type { Autoscaler } from '../../kube/radius/autoscalerOf.ts';
import { allocatable, counted, taken } from '../../kube/scheduling/nodeResourcesFit.ts';
import { nodeGroupsText } from '../../kube/scheduling/nodeGroups.ts';
import { broughtBackTo } from './autoscalerFinding.ts';

export interface CapacityNode {
  readonly node: string;
  /** New pods that it gets. */
  readonly added: number;
  /** With them, of what it can give; `Added` is their share of it. */
  readonly cpuMillicoresRequested: number;
  readonly cpuMillicoresAdded: number;
  readonly cpuMillicoresAllocatable: number;
  readonly memoryBytesRequested: number;
  readonly memoryBytesAdded: number;
  readonly memoryBytesAllocatable: number;
  readonly pods: number;
  readonly podsAllocatable: number;
  /** Why it does not take the next one: `Insufficient cpu`; absent where it would, or where none is made. */
  readonly refusesNext?: string;
}

export interface Capacity {
  readonly kind: Scalable['kind'];
  readonly namespace: string;
  readonly name: string;
  /** As it is set now, and as it was asked about. */
  readonly replicas: number;
  readonly asked: number;
  readonly running: number;
  readonly waiting: number;
  /** Pods that would have to be made. */
  readonly lacking: number;
  /** Of those that wait or are lacking: how many find a place; absent where nothing could be placed. */
  readonly fits?: number;
  /** Whether all would, and one more would too. */
  readonly enough?: boolean;
  readonly oneMoreFits?: boolean;
  /** What stops the next one. */
  readonly stoppedBy?: { readonly what: CapacityStop['by']; readonly because: string };
  /** Who sets the number, and what it would make of the one that was asked about; that is absent within its limits. */
  readonly autoscaler?: {
    readonly name: string;
    /** KEDA has one made for it. */
    readonly horizontalPodAutoscaler: string;
    readonly min: number;
    readonly max: number;
    readonly bringsBackTo?: number;
  };
  /** What each of the new pods requests. */
  readonly podCpuMillicores?: number;
  readonly podMemoryBytes?: number;
  /** Nodes that get some, the most first; then those that get none, the fullest first. */
  readonly nodes: readonly CapacityNode[];
  /** What the answer takes for granted. */
  readonly assumptions: readonly string[];
  readonly candidates?: readonly string[];
}

export function capacityData(
  workload: Scalable,
  asked: number,
  capacity: ScalingCapacity | undefined,
  autoscaler?: Autoscaler,
): Capacity {
  const { metadata, spec } = workload.object;
  const head = {
    kind: workload.kind,
    namespace: metadata?.namespace ?? '',
    name: metadata?.name ?? '',
    replicas: spec?.replicas ?? 1,
    asked,
    ...(autoscaler === undefined ? {} : { autoscaler: limitsOf(autoscaler, asked) }),
  };
  if (capacity === undefined) return { ...head, running: 0, waiting: 0, lacking: 0, nodes: [], assumptions: [] };
  const { running, waiting, lacking, fits, stop, model } = capacity;
  const enough = fits >= waiting + lacking;
  return {
    ...head,
    running,
    waiting,
    lacking,
    fits,
    enough,
    oneMoreFits: enough && stop === undefined,
    ...(stop === undefined ? {} : { stoppedBy: { what: stop.by, because: stopText(stop) } }),
    podCpuMillicores: counted(model, 'cpu'),
    podMemoryBytes: counted(model, 'memory'),
    nodes: nodesOf(capacity),
    assumptions: assumptionsOf(capacity),
  };
}

function limitsOf(autoscaler: Autoscaler, asked: number): NonNullable<Capacity['autoscaler']> {
  const { name, min, max, object } = autoscaler;
  const back = broughtBackTo(autoscaler, asked);
  return {
    name,
    horizontalPodAutoscaler: object.name,
    min,
    max,
    ...(back === undefined ? {} : { bringsBackTo: back }),
  };
}

export function stopText(stop: CapacityStop): string {
  switch (stop.by) {
    case 'quota': {
      const { quota, resource, hard, used, needs, pods } = stop.quota;
      const withThem = amountOf(resource, (quantity(used) ?? 0) + pods * needs);
      const taken =
        pods === 0
          ? `${used} of ${hard} ${resource} are used`
          : `${withThem} of ${hard} ${resource} are used with the ${pods} placed`;
      return `ResourceQuota ${quota}: ${taken}, a pod needs ${amountOf(resource, needs)}`;
    }
    case 'unnamed':
      return `ResourceQuota ${stop.quota} counts ${stop.unnamed.resource}, which container ${stop.unnamed.container} does not name: no pod is admitted`;
    case 'limitRange':
      return `LimitRange ${stop.range}: container ${stop.conflict.container}: ${stop.conflict.words}: no pod is admitted`;
    case 'held':
      return stop.because;
    case 'nodes':
      return nodeGroupsText(stop.groups);
  }
}

/** A quota counts in cores and bytes. */
function amountOf(resource: string, needs: number): string {
  const bare = resource.replace(/^(requests|limits)\./, '').replace(/^.*\/requests\.storage$|^storage$/, 'memory');
  return amountText(bare, bare === 'cpu' ? Math.round(needs * 1000) : needs);
}

function nodesOf({ placed, before, after, stop }: ScalingCapacity): readonly CapacityNode[] {
  const added = new Map(placed.map(({ node, pods }) => [node, pods]));
  const podsNow = new Map(before.nodes.map(({ name, pods }) => [name, pods]));
  const refusals = new Map(
    stop?.by === 'nodes'
      ? stop.groups.flatMap(({ nodes, reasons }) => nodes.map((name) => [name, reasons.join(', ')] as const))
      : [],
  );
  return after.nodes
    .map((node): CapacityNode => {
      const { name, pods } = node;
      const addedOf = (resource: string): number => taken(pods, resource) - taken(podsNow.get(name) ?? [], resource);
      const refusesNext = refusals.get(name) ?? '';
      return {
        node: name,
        added: added.get(name) ?? 0,
        cpuMillicoresRequested: taken(pods, 'cpu'),
        cpuMillicoresAdded: addedOf('cpu'),
        cpuMillicoresAllocatable: allocatable(node, 'cpu'),
        memoryBytesRequested: taken(pods, 'memory'),
        memoryBytesAdded: addedOf('memory'),
        memoryBytesAllocatable: allocatable(node, 'memory'),
        pods: pods.length,
        podsAllocatable: allocatable(node, 'pods'),
        ...(refusesNext === '' ? {} : { refusesNext }),
      };
    })
    .sort((a, b) => b.added - a.added || fullness(b) - fullness(a));
}

function fullness(of: CapacityNode): number {
  return Math.max(
    of.cpuMillicoresRequested / Math.max(1, of.cpuMillicoresAllocatable),
    of.memoryBytesRequested / Math.max(1, of.memoryBytesAllocatable),
    of.pods / Math.max(1, of.podsAllocatable),
  );
}

function assumptionsOf({ like, model, volumesToMake, isCut, after }: ScalingCapacity): readonly string[] {
  const scheduler = model.spec?.schedulerName ?? 'default-scheduler';
  const terminating = after.nodes
    .flatMap(({ pods }) => pods)
    .filter(({ metadata }) => metadata?.deletionTimestamp !== undefined).length;
  return [
    like === undefined
      ? 'No pod of the current template runs: the new ones are taken from the template, without what webhooks may add.'
      : `The new pods are taken to be like ${like.metadata?.name ?? 'those that run'}.`,
    'Nodes are chosen as the default scheduler scores them, images left aside; of equal nodes it takes any. Preemption and new nodes are not counted.',
    ...(scheduler === 'default-scheduler' ? [] : [`Scheduler ${scheduler} may decide otherwise.`]),
    ...(model.spec?.runtimeClassName === undefined || like !== undefined
      ? []
      : [`What RuntimeClass ${model.spec.runtimeClassName} adds to each pod is not counted.`]),
    ...(volumesToMake === 0
      ? []
      : [`${volumesToMake} volumes are still to be made: they are taken to be reachable from every node.`]),
    ...(terminating === 0 ? [] : [`${terminating} pods are ending: they are counted as if they stayed.`]),
    ...(isCut ? ['No more than 1000 new pods were placed.'] : []),
  ];
}
