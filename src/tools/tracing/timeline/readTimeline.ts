import type { Gap } from '../../../core/gap.ts';
import type { Kind } from '../../../core/kind.ts';
import { resourceName } from '../../../core/kind.ts';
import { gapOf, isKubeError } from '../../../core/kubeError.ts';
import type { ObjectRef } from '../../../core/objectRef.ts';
import type { Cluster, ListQuery, ObjectAddress } from '../../../core/ports.ts';
import { seenEvents, type SeenEvent } from '../../../kube/events.ts';
import { fieldIs } from '../../../kube/fieldSelectors.ts';
import { notFound } from '../../../kube/findObject.ts';
import { controllerRevision, type ControllerRevision } from '../../../kube/kinds/controllerRevision.ts';
import { horizontalPodAutoscaler, type HorizontalPodAutoscaler } from '../../../kube/kinds/horizontalPodAutoscaler.ts';
import { job, type Job } from '../../../kube/kinds/job.ts';
import { node, type Node } from '../../../kube/kinds/node.ts';
import { persistentVolume } from '../../../kube/kinds/persistentVolume.ts';
import { persistentVolumeClaim, type PersistentVolumeClaim } from '../../../kube/kinds/persistentVolumeClaim.ts';
import { pod as podKind, type Pod } from '../../../kube/kinds/pod.ts';
import { labelSelector } from '../../../kube/kinds/labelSelector.ts';
import { laterState } from '../../../kube/laterState.ts';
import { replicaSet, type ReplicaSet } from '../../../kube/kinds/replicaSet.ts';
import { refOf } from '../../../kube/metadata.ts';
import { oncePerKind } from '../../../kube/oncePerKind.ts';
import { controllerOf, workloadOf } from '../../../kube/owners.ts';
import { requirementsOf, requirementsOfMap, selectorText } from '../../../kube/selectors.ts';
import { mapOf, text } from '../../../kube/shape.ts';
import { timelineKind, type TimelineObject } from '../../../kube/timeline/timelineObject.ts';
import { kindOfRef } from './knownKinds.ts';

export interface Placed {
  readonly ref: ObjectRef;
  readonly object: TimelineObject;
}

/** Everything that a timeline is made of, as it was read: the namespace's lists whole, not yet chosen from. */
export interface TimelineReads {
  readonly root: Placed;
  /** Where the root is a pod. */
  readonly rootPod?: Pod;
  /** The workloads above the root, the highest first; of an HPA the one that it scales. */
  readonly owners: readonly Placed[];
  readonly replicaSets: readonly ReplicaSet[];
  readonly revisions: readonly ControllerRevision[];
  readonly jobs: readonly Job[];
  readonly pods: readonly Pod[];
  readonly nodes: readonly Node[];
  readonly claims: readonly PersistentVolumeClaim[];
  /** The volume behind the root, where that is a claim. */
  readonly volumes: readonly Placed[];
  readonly autoscalers: readonly HorizontalPodAutoscaler[];
  readonly events: readonly SeenEvent[];
  readonly gaps: readonly Gap[];
}

const withReplicaSets = new Set(['Pod', 'Deployment', 'ReplicaSet', 'Service', 'HorizontalPodAutoscaler']);
const withPods = new Set([
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'Service',
  'PersistentVolumeClaim',
]);
const withAutoscaler = new Set(['Pod', 'Deployment', 'ReplicaSet', 'StatefulSet', 'Service']);
const withRevisions = new Set(['StatefulSet', 'DaemonSet']);

/**
 * Two waves: the object with the lists of its namespace, then what the object points to. 10 reads at most.
 * @throws KubeError when the object itself cannot be read.
 */
export async function readTimeline(
  cluster: Cluster,
  kind: Kind<unknown>,
  at: ObjectAddress,
  signal: AbortSignal,
): Promise<TimelineReads> {
  const reader = new GapReader(cluster, signal);
  const { namespace } = at;
  const inNamespace = namespace === undefined ? {} : { namespace };
  const has = (kinds: ReadonlySet<string>): boolean => namespace !== undefined && kinds.has(kind.kind);

  const [root, events, nodeEvents, replicaSets, autoscalers, revisions, jobs] = await Promise.all([
    readRoot(cluster, kind, at, signal),
    reader.list(seenEvents, eventQuery(kind, at)),
    // The kubelet and the node controller write events of nodes to the namespace default
    has(withPods) || has(new Set(['Pod']))
      ? reader.list(seenEvents, { namespace: 'default', fieldSelector: 'involvedObject.kind=Node' }, 'events of nodes')
      : [],
    has(withReplicaSets) ? reader.list(replicaSet, inNamespace) : [],
    has(withAutoscaler) ? reader.list(horizontalPodAutoscaler, inNamespace) : [],
    has(withRevisions) ? reader.list(controllerRevision, inNamespace) : [],
    kind.kind === 'CronJob' ? reader.list(job, inNamespace) : [],
  ]);

  const rootPod = root.pod;
  const nodeName = rootPod?.spec?.nodeName;
  const podQuery = podsOf(kind, root.object);
  const ownerRefs = ownersOf(kind, root.object, rootPod);
  const volume = volumeOf(kind, root.object);
  const [owners, cronJobs, pods, nodes, claims, volumes, volumeEvents] = await Promise.all([
    Promise.all(ownerRefs.map((ref) => reader.get(ref))),
    Promise.all(ownerRefs.flatMap(cronJobByName).map((ref) => reader.find(ref))),
    has(withPods) && podQuery !== undefined ? reader.list(podKind, { ...inNamespace, ...podQuery }) : [],
    has(withPods)
      ? reader.list(node, {})
      : nodeName === undefined
        ? []
        : reader.list(node, { fieldSelector: fieldIs('metadata.name', nodeName) }, `node ${nodeName}`),
    (has(withPods) && kind.kind !== 'PersistentVolumeClaim') || rootPod !== undefined
      ? reader.list(persistentVolumeClaim, inNamespace)
      : [],
    volume === undefined ? [] : reader.get(volume),
    volume === undefined
      ? []
      : reader.list(seenEvents, eventQuery(persistentVolume, volume), `events of PersistentVolume ${volume.name}`),
  ]);
  const found = owners.flat();
  return {
    root: { ref: refOf(kind, root.object), object: root.object },
    ...(rootPod === undefined ? {} : { rootPod }),
    owners: [...cronJobs.flat().filter((one) => found.some((job) => isOwner(one, job))), ...found],
    replicaSets,
    revisions,
    jobs,
    pods,
    nodes,
    claims,
    volumes,
    autoscalers,
    events: [...events, ...nodeEvents, ...volumeEvents],
    gaps: reader.gaps,
  };
}

/** Lists and gets of which a failure leaves a gap. */
class GapReader {
  readonly #cluster: Cluster;
  readonly #signal: AbortSignal;
  readonly gaps: Gap[] = [];

  constructor(cluster: Cluster, signal: AbortSignal) {
    this.#cluster = cluster;
    this.#signal = signal;
  }

  async list<T>(kind: Kind<T>, query: ListQuery, wanted?: string): Promise<readonly T[]> {
    try {
      const listing = await this.#cluster.list(kind, query, this.#signal);
      this.gaps.push(...laterState(kind, query.namespace, listing));
      return listing.items;
    } catch (error) {
      const where = query.namespace === undefined ? '' : ` in ${query.namespace}`;
      this.#leaveGap(error, wanted ?? `${resourceName(kind)}${where}`);
      return [];
    }
  }

  async get(ref: ObjectRef): Promise<readonly Placed[]> {
    try {
      return await this.#read(ref);
    } catch (error) {
      this.#leaveGap(error, `${ref.kind} ${ref.name}`);
      return [];
    }
  }

  /** What may be there: that it is not is no gap. */
  async find(ref: ObjectRef): Promise<readonly Placed[]> {
    try {
      return await this.#read(ref);
    } catch (error) {
      if (!isKubeError(error) || error.facts.code !== 'not_found') this.#leaveGap(error, `${ref.kind} ${ref.name}`);
      return [];
    }
  }

  async #read(ref: ObjectRef): Promise<readonly Placed[]> {
    const kind = kindOfRef(ref);
    if (kind === undefined) return [];
    const { name, namespace } = ref;
    const at = { name, ...(namespace === undefined ? {} : { namespace }) };
    return [{ ref, object: await this.#cluster.get(timelineKind(kind), at, this.#signal) }];
  }

  #leaveGap(error: unknown, wanted: string): void {
    if (!isKubeError(error) || error.facts.code === 'cancelled' || error.facts.code === 'unauthorized') throw error;
    this.gaps.push(gapOf(error, wanted));
  }
}

interface RootObject {
  readonly object: TimelineObject;
  /** Where it is one: with its containers. */
  readonly pod?: Pod;
}

const rootKind = oncePerKind<RootObject>((kind) => {
  const base = timelineKind(kind);
  const isPod = kind.kind === 'Pod' && kind.group === '';
  return {
    ...base,
    project: (raw) => ({ object: base.project(raw), ...(isPod ? { pod: podKind.project(raw) } : {}) }),
  };
});

async function readRoot(
  cluster: Cluster,
  kind: Kind<unknown>,
  at: ObjectAddress,
  signal: AbortSignal,
): Promise<RootObject> {
  try {
    return await cluster.get(rootKind(kind), at, signal);
  } catch (error) {
    const isAbsent = isKubeError(error) && error.facts.code === 'not_found' && error.facts.kindAbsent !== true;
    throw isAbsent ? await notFound(cluster, kind, at, signal) : error;
  }
}

/** All events of the namespace, since children and former children are known by name only later. */
function eventQuery(kind: Kind<unknown>, { namespace, name }: ObjectAddress): ListQuery {
  if (namespace !== undefined) return { namespace };
  return {
    namespace: 'default',
    fieldSelector: `involvedObject.kind=${kind.kind},${fieldIs('involvedObject.name', name)}`,
  };
}

const stringMap = mapOf(text);

/** Which pods to list for the object; undefined where it can have none. */
function podsOf(kind: Kind<unknown>, { spec }: TimelineObject): Pick<ListQuery, 'labelSelector'> | undefined {
  if (kind.kind === 'PersistentVolumeClaim') return {};
  if (kind.kind === 'CronJob') return { labelSelector: 'job-name' };
  if (kind.kind === 'Service') {
    const selector = stringMap(spec?.selector);
    const isEmpty = selector === undefined || Object.keys(selector).length === 0;
    return isEmpty ? undefined : { labelSelector: selectorText(requirementsOfMap(selector)) };
  }
  const selector = labelSelector(spec?.selector);
  return selector === undefined ? undefined : { labelSelector: selectorText(requirementsOf(selector)) };
}

/** The objects above it. A pod's ReplicaSet is in the list of the first wave. */
function ownersOf(kind: Kind<unknown>, object: TimelineObject, pod: Pod | undefined): readonly ObjectRef[] {
  const target = kind.kind === 'HorizontalPodAutoscaler' ? object.spec?.scaleTargetRef : undefined;
  if (target?.kind !== undefined && target.name !== undefined) {
    const namespace = object.metadata?.namespace;
    return [
      {
        apiVersion: target.apiVersion ?? '',
        kind: target.kind,
        ...(namespace === undefined ? {} : { namespace }),
        name: target.name,
      },
    ];
  }
  const owner = pod === undefined ? controllerOf(object) : workloadOf(pod);
  return owner === undefined || owner.kind === 'Node' ? [] : [owner];
}

/**
 * The CronJob that a Job may be of, so that it need not wait for the Job's own word: the controller names Jobs
 * `<cronjob>-<minutes since the epoch>` (pkg/controller/cronjob/utils.go, getJobName).
 */
function cronJobByName({ kind, namespace, name }: ObjectRef): readonly ObjectRef[] {
  const cronJobName = kind === 'Job' ? /^(.+)-\d{8,}$/.exec(name)?.[1] : undefined;
  if (cronJobName === undefined) return [];
  return [
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      ...(namespace === undefined ? {} : { namespace }),
      name: cronJobName,
    },
  ];
}

function isOwner(owner: Placed, { object }: Placed): boolean {
  const controller = controllerOf(object);
  return controller?.kind === owner.ref.kind && controller.name === owner.ref.name;
}

function volumeOf(kind: Kind<unknown>, { spec }: TimelineObject): ObjectRef | undefined {
  if (kind.kind !== 'PersistentVolumeClaim' || kind.group !== '' || spec?.volumeName === undefined) return undefined;
  return refOf(persistentVolume, { metadata: { name: spec.volumeName } });
}
