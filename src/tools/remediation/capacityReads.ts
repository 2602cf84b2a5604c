import type { Gap } from '../../core/gap.ts';
import type { Cluster } from '../../core/ports.ts';
import type { Reads } from '../../core/tool.ts';
import type { CapacityWorld } from '../../kube/capacity/scalingCapacity.ts';
import type { Scalable } from '../../kube/capacity/podsToCome.ts';
import { csiNode } from '../../kube/kinds/csiNode.ts';
import { limitRange } from '../../kube/kinds/limitRange.ts';
import { namespace as namespaceKind } from '../../kube/kinds/namespace.ts';
import { node } from '../../kube/kinds/node.ts';
import { persistentVolume } from '../../kube/kinds/persistentVolume.ts';
import { persistentVolumeClaim } from '../../kube/kinds/persistentVolumeClaim.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { replicaSet } from '../../kube/kinds/replicaSet.ts';
import { resourceQuota } from '../../kube/kinds/resourceQuota.ts';
import { service } from '../../kube/kinds/service.ts';
import { storageClass } from '../../kube/kinds/storageClass.ts';
import { readWorkload } from '../../kube/radius/readWorkload.ts';
import { clusterOfLists } from '../../kube/scheduling/clusterOfLists.ts';
import { createReader } from '../../rules/reader.ts';
import type { Reading } from '../../rules/snapshot.ts';

export interface CapacityReads {
  readonly workload: Scalable;
  /** Undefined where the nodes or their pods may not be read: nothing can be placed then. */
  readonly world: CapacityWorld | undefined;
  readonly gaps: readonly Gap[];
}

/** All that `readCapacity` lists. */
export const capacityReads: readonly Reads[] = [
  podKind,
  node,
  resourceQuota,
  limitRange,
  service,
  replicaSet,
  namespaceKind,
  persistentVolumeClaim,
  persistentVolume,
  storageClass,
  csiNode,
].map((kind) => ({ kind, verbs: ['list'] }));

/**
 * The workload as it is now, and what a scheduler and admission look at: two waves.
 * @param known the workload, where it has just been read
 */
export async function readCapacity(
  cluster: Cluster,
  at: { readonly kind: Scalable['kind']; readonly namespace: string; readonly name: string },
  signal: AbortSignal,
  known?: Scalable,
): Promise<CapacityReads> {
  const reader = createReader(cluster, signal);
  const { namespace } = at;
  const [workload, nodes, everywhere, quotas, ranges, services, sets] = await Promise.all([
    known ?? readScalable(cluster, at, signal),
    reader.list(node, undefined),
    reader.list(podKind, undefined),
    reader.list(resourceQuota, namespace),
    reader.list(limitRange, namespace),
    reader.list(service, namespace),
    at.kind === 'Deployment' ? reader.list(replicaSet, namespace) : undefined,
  ]);
  const hasClaims = claimed(workload);
  const selectsNamespaces = JSON.stringify([
    workload.object.spec?.template?.spec?.affinity ?? {},
    ...(valueOf(everywhere) ?? []).map(({ spec }) => spec?.affinity ?? {}),
  ]).includes('namespaceSelector');
  const [namespaces, claims, volumes, classes, csiNodes] = await Promise.all([
    selectsNamespaces ? reader.list(namespaceKind, undefined) : undefined,
    hasClaims ? reader.list(persistentVolumeClaim, namespace) : undefined,
    hasClaims ? reader.list(persistentVolume, undefined) : undefined,
    hasClaims ? reader.list(storageClass, undefined) : undefined,
    hasClaims ? reader.list(csiNode, undefined) : undefined,
  ]);
  const placed = { nodes: valueOf(nodes), everywhere: valueOf(everywhere) };
  if (placed.nodes === undefined || placed.everywhere === undefined)
    return { workload, world: undefined, gaps: reader.gaps() };
  const scheduling = clusterOfLists({
    nodes: placed.nodes,
    everywhere: placed.everywhere,
    namespaces: valueOf(namespaces),
    claims: valueOf(claims),
    volumes: valueOf(volumes),
    classes: valueOf(classes),
    csiNodes: valueOf(csiNodes),
  });
  return {
    workload,
    world: {
      workload,
      pods: placed.everywhere.filter(({ metadata }) => metadata?.namespace === namespace),
      cluster: scheduling,
      quotas: valueOf(quotas),
      ranges: valueOf(ranges),
      services: valueOf(services),
      replicaSets: valueOf(sets),
    },
    gaps: reader.gaps(),
  };
}

/** @throws KubeError `not_found` with the nearest names. */
async function readScalable(
  cluster: Cluster,
  {
    kind: wanted,
    namespace,
    name,
  }: { readonly kind: Scalable['kind']; readonly namespace: string; readonly name: string },
  signal: AbortSignal,
): Promise<Scalable> {
  const { workload } = await readWorkload(cluster, wanted, { namespace, name }, signal);
  if (workload.kind === 'DaemonSet') throw new Error('a DaemonSet has no replicas');
  return workload;
}

function claimed(workload: Scalable): boolean {
  const templates = workload.kind === 'StatefulSet' ? (workload.object.spec?.volumeClaimTemplates ?? []) : [];
  const volumes = workload.object.spec?.template?.spec?.volumes ?? [];
  return (
    templates.length > 0 ||
    volumes.some(({ persistentVolumeClaim: claim, ephemeral }) => claim !== undefined || ephemeral !== undefined)
  );
}

function valueOf<T>(reading: Reading<T> | undefined): T | undefined {
  return reading?.state === 'read' ? reading.value : undefined;
}
