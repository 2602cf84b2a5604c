import type { Gap } from '../../../core/gap.ts';
import type { Cluster } from '../../../core/ports.ts';
import { isUnscheduled } from '../../../kube/isUnscheduled.ts';
import { csiNode } from '../../../kube/kinds/csiNode.ts';
import { deployment, type Deployment } from '../../../kube/kinds/deployment.ts';
import { event, type KubeEvent } from '../../../kube/kinds/event.ts';
import { namespace as namespaceKind } from '../../../kube/kinds/namespace.ts';
import { node } from '../../../kube/kinds/node.ts';
import { persistentVolume } from '../../../kube/kinds/persistentVolume.ts';
import { persistentVolumeClaim } from '../../../kube/kinds/persistentVolumeClaim.ts';
import { pod as podKind, type Pod } from '../../../kube/kinds/pod.ts';
import { storageClass } from '../../../kube/kinds/storageClass.ts';
import { listAllowed } from '../../../kube/listAllowed.ts';
import { assureNamespace } from '../../../kube/resolveNamespace.ts';
import type { Reader } from '../../../rules/reader.ts';
import type { SchedulingWorld } from '../../../rules/scheduling/schedulingWorld.ts';
import { itemsOf, type Reading } from '../../../rules/snapshot.ts';

export interface PendingReads {
  /** Without a node, gated ones and new ones too. */
  readonly pods: readonly Pod[];
  /** The namespace that was read; undefined for all. */
  readonly namespace: string | undefined;
  readonly deployments: readonly Deployment[];
  /** That a pod was not made. */
  readonly refusals: readonly KubeEvent[];
  readonly gaps: readonly Gap[];
}

export interface Wanted {
  readonly namespace: string | undefined;
  readonly labelSelector: string | undefined;
}

/**
 * The pods that have no node, and whose pods are not even made (which no label of a pod can select): one wave.
 * @throws KubeError as `Cluster.list` does, and `not_found` for a namespace that does not exist.
 */
export async function readPending(
  cluster: Cluster,
  reader: Reader,
  { namespace: wanted, labelSelector }: Wanted,
  signal: AbortSignal,
): Promise<PendingReads> {
  const query = {
    ...(wanted === undefined ? {} : { namespace: wanted }),
    ...(labelSelector === undefined ? {} : { labelSelector }),
    fieldSelector: 'status.phase=Pending',
  };
  const makers = (namespace: string | undefined) =>
    Promise.all([
      labelSelector === undefined ? reader.list(deployment, namespace) : undefined,
      labelSelector === undefined
        ? reader.search(event, {
            ...(namespace === undefined ? {} : { namespace }),
            fieldSelector: 'reason=FailedCreate',
          })
        : undefined,
    ]);
  const [allowed, read] = await Promise.all([listAllowed(cluster, podKind, query, signal), makers(wanted)]);
  const { items, namespace, gaps } = allowed;
  const [deployments, refusals] = namespace === wanted ? read : await makers(namespace);
  const pods = items.filter(isUnscheduled);
  const doubts =
    pods.length === 0 && namespace !== undefined ? await assureNamespace(cluster, namespace, 'pods', signal) : [];
  return {
    pods,
    namespace,
    deployments: itemsOf(deployments),
    refusals: itemsOf(refusals),
    gaps: [...gaps, ...doubts],
  };
}

/** What a scheduler looks at, as far as it concerns these pods; and their events. One wave. */
export async function readForPlacing(
  reader: Reader,
  pods: readonly Pod[],
  namespace: string | undefined,
): Promise<Omit<SchedulingWorld, 'pods' | 'now'>> {
  const hasClaims = pods.some(({ spec }) =>
    spec?.volumes?.some((volume) => volume.persistentVolumeClaim !== undefined || volume.ephemeral !== undefined),
  );
  const selectsNamespaces = JSON.stringify(pods.map(({ spec }) => spec?.affinity ?? {})).includes('namespaceSelector');
  const [nodes, everywhere, events, namespaces, claims, volumes, classes, csiNodes] = await Promise.all([
    reader.list(node, undefined),
    reader.list(podKind, undefined),
    reader.list(event, namespace),
    selectsNamespaces ? reader.list(namespaceKind, undefined) : undefined,
    hasClaims ? reader.list(persistentVolumeClaim, namespace) : undefined,
    hasClaims ? reader.list(persistentVolume, undefined) : undefined,
    hasClaims ? reader.list(storageClass, undefined) : undefined,
    hasClaims ? reader.list(csiNode, undefined) : undefined,
  ]);
  return {
    nodes: valueOf(nodes),
    everywhere: valueOf(everywhere),
    events: valueOf(events),
    namespaces: valueOf(namespaces),
    claims: valueOf(claims),
    volumes: valueOf(volumes),
    classes: valueOf(classes),
    csiNodes: valueOf(csiNodes),
  };
}

function valueOf<T>(reading: Reading<T> | undefined): T | undefined {
  return reading?.state === 'read' ? reading.value : undefined;
}
