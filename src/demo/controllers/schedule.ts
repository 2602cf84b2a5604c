import { csiNode } from '../../kube/kinds/csiNode.ts';
import { node as nodeKind } from '../../kube/kinds/node.ts';
import { persistentVolume } from '../../kube/kinds/persistentVolume.ts';
import { persistentVolumeClaim } from '../../kube/kinds/persistentVolumeClaim.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { storageClass } from '../../kube/kinds/storageClass.ts';
import { placedNodes, type PlacedNode } from '../../kube/scheduling/placedNode.ts';
import type { SchedulingCluster } from '../../kube/scheduling/schedulingCluster.ts';
import { schedulingVerdict, type SchedulingVerdict } from '../../kube/scheduling/schedulingVerdict.ts';
import { effectiveRequest } from '../../kube/podRequests.ts';
import { quantity } from '../../kube/quantity.ts';
import { timeText } from '../../core/timeText.ts';
import type { JsonObject } from '../../core/json.ts';
import { listAt, mapAt, textAt, textMapAt, type KubeObject } from '../kubeObject.ts';
import type { Store } from '../store.ts';
import { nodeTopology } from '../world/nodeTopology.ts';
import { putChanged } from './changed.ts';
import { nameOf, namespaceOf, type Kit } from './kit.ts';
import { controllerOf, isEnding } from './owned.ts';
import { recordEvent } from './recordEvent.ts';

const from = 'default-scheduler';

/** Binds a pod that has no node to one that takes it, and says why none does. */
export function schedule(kit: Kit, key: string): void {
  const { store } = kit;
  const pod = store.get('pods', namespaceOf(key), nameOf(key));
  if (pod === undefined || isEnding(pod) || textAt(pod, 'spec.nodeName') !== undefined) return;
  if (textAt(pod, 'spec.schedulerName') !== from || listAt(pod, 'spec.schedulingGates').length > 0) return;
  const cluster = clusterOf(store);
  const verdict = schedulingVerdict(podKind.project(pod), cluster);
  const fitting = verdict.nodes.filter(({ refusals }) => refusals.length === 0).map(({ node }) => node);
  const chosen = verdict.held === undefined ? best(pod, cluster, fitting) : undefined;
  if (chosen === undefined)
    refuse(
      kit,
      pod,
      refusalText(verdict, (node, words) => isTooLarge(pod, cluster, node, words)),
    );
  else bind(kit, pod, chosen);
}

function clusterOf(store: Store): SchedulingCluster {
  const nodes = store.list('nodes').map((node) => nodeKind.project(node));
  const pods = store.list('pods').map((pod) => podKind.project(pod));
  return {
    nodes: placedNodes(nodes, pods),
    namespaces: new Map(
      store.list('namespaces').map((one) => [one.metadata.name, textMapAt(one, 'metadata.labels')] as const),
    ),
    storage: {
      claims: store.list('persistentvolumeclaims').map((one) => persistentVolumeClaim.project(one)),
      volumes: store.list('persistentvolumes').map((one) => persistentVolume.project(one)),
      classes: store.list('storageclasses.storage.k8s.io').map((one) => storageClass.project(one)),
      csiNodes: store.list('csinodes.storage.k8s.io').map((one) => csiNode.project(one)),
    },
  };
}

/**
 * Of those that take it the one of which the least is asked for (NodeResourcesFit, LeastAllocated: the mean of the shares of cpu and memory),
 * and on which the fewest of its like are (PodTopologySpread, by default).
 */
function best(pod: KubeObject, cluster: SchedulingCluster, fitting: readonly string[]): string | undefined {
  const owner = controllerOf(pod)?.uid;
  const share = ({ pods, node }: PlacedNode, resource: 'cpu' | 'memory'): number => {
    const asked = pods.reduce((sum, one) => sum + effectiveRequest(one, resource), 0);
    return asked / (quantity(node.status?.allocatable?.[resource]) ?? Infinity);
  };
  const alike = ({ pods }: PlacedNode): number =>
    pods.filter(({ metadata }) => metadata?.ownerReferences?.some(({ uid }) => uid === owner) === true).length;
  const ranked = cluster.nodes
    .filter(({ name }) => fitting.includes(name))
    .map((node) => ({ name: node.name, load: (share(node, 'cpu') + share(node, 'memory')) / 2 + alike(node) }))
    .toSorted((a, b) => a.load - b.load);
  return ranked[0]?.name;
}

/** It asks for more than the node has, whatever else runs there. */
function isTooLarge(pod: KubeObject, { nodes }: SchedulingCluster, name: string, words: string): boolean {
  const resource = words.replace(/^Insufficient /, '');
  const node = nodes.find((one) => one.name === name);
  const has = quantity(node?.node.status?.allocatable?.[resource]) ?? Infinity;
  return effectiveRequest(podKind.project(pod), resource) > has;
}

function bind(kit: Kit, pod: KubeObject, node: string): void {
  const { store, now } = kit;
  const labelled = nodeTopology(store.list('nodes')).labelled({
    ...pod,
    spec: { ...mapAt(pod, 'spec'), nodeName: node },
  });
  const metadata = { ...pod.metadata, labels: textMapAt(labelled, 'metadata.labels') };
  const bound: KubeObject = { ...pod, metadata, spec: mapAt(labelled, 'spec') };
  const condition = {
    type: 'PodScheduled',
    observedGeneration: 1,
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: timeText(now()),
  };
  const put = store.put('pods', { ...bound, status: { ...mapAt(pod, 'status'), conditions: [condition] } });
  const { namespace = '', name } = pod.metadata;
  recordEvent(kit, put, {
    reason: 'Scheduled',
    message: `Successfully assigned ${namespace}/${name} to ${node}`,
    from,
  });
}

function refuse(kit: Kit, pod: KubeObject, message: string): void {
  const { store, now } = kit;
  const old = listAt(pod, 'status.conditions').find((one) => textAt(one, 'type') === 'PodScheduled');
  if (textAt(old, 'message') === message) return;
  const condition: JsonObject = {
    type: 'PodScheduled',
    observedGeneration: 1,
    status: 'False',
    lastProbeTime: null,
    lastTransitionTime: textAt(old, 'lastTransitionTime') ?? timeText(now()),
    reason: 'Unschedulable',
    message,
  };
  const put = putChanged(store, 'pods', { ...pod, status: { ...mapAt(pod, 'status'), conditions: [condition] } });
  recordEvent(kit, put, { type: 'Warning', reason: 'FailedScheduling', message, from });
}

/** Refusals that no pod's eviction would change. Source: UnschedulableAndUnresolvable in kubernetes/pkg/scheduler/framework. */
const unresolvable = [
  'NodeUnschedulable',
  'NodeName',
  'TaintToleration',
  'NodeAffinity',
  'VolumeBinding',
  'VolumeZone',
];

/** Source: FitError.Error, kubernetes/pkg/scheduler/framework/types.go. */
function refusalText(
  { nodes, held }: SchedulingVerdict,
  isTooLargeFor: (node: string, words: string) => boolean,
): string {
  const count = `0/${nodes.length} nodes are available`;
  if (nodes.length === 0) return 'no nodes available to schedule pods';
  if (held !== undefined) return `${count}: ${held.counted ?? held.because}. not found`;
  // The scheduler stops at the first filter that refuses; of a node's resources it names all that are short.
  const first = nodes.map(({ refusals }) => refusals.filter(({ filter }) => filter === refusals[0]?.filter));
  const counts = new Map<string, number>();
  for (const { counted } of first.flat()) counts.set(counted, (counts.get(counted) ?? 0) + 1);
  const reasons = [...counts].map(([words, number]) => `${number} ${words}`).toSorted();
  const helpless = nodes.filter(({ node, refusals: [refusal] }) => {
    if (refusal === undefined) return false;
    return unresolvable.includes(refusal.filter) || isTooLargeFor(node, refusal.counted);
  }).length;
  const rest = nodes.length - helpless;
  const preemption = [
    ...(rest === 0 ? [] : [`${rest} No preemption victims found for incoming pod`]),
    ...(helpless === 0 ? [] : [`${helpless} Preemption is not helpful for scheduling`]),
  ];
  return `${count}: ${reasons.join(', ')}. no new claims to deallocate, preemption: ${count}: ${preemption.join(', ')}.`;
}
