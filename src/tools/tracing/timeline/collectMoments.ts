import { objectPath, type ObjectRef } from '../../../core/objectRef.ts';
import { latestByUid, type SeenEvent } from '../../../kube/events.ts';
import { conditionOf } from '../../../kube/conditions.ts';
import { horizontalPodAutoscaler } from '../../../kube/kinds/horizontalPodAutoscaler.ts';
import { job } from '../../../kube/kinds/job.ts';
import { node } from '../../../kube/kinds/node.ts';
import { persistentVolumeClaim } from '../../../kube/kinds/persistentVolumeClaim.ts';
import { pod as podKind, type Pod } from '../../../kube/kinds/pod.ts';
import { replicaSet } from '../../../kube/kinds/replicaSet.ts';
import { refOf, type HasMetadata } from '../../../kube/metadata.ts';
import { podStatus } from '../../../kube/podStatus.ts';
import { eventMoment } from '../../../kube/timeline/eventMoments.ts';
import { timeAt, type TimelineMoment } from '../../../kube/timeline/moment.ts';
import { nodeMoments } from '../../../kube/timeline/nodeMoments.ts';
import { conditionMoments, objectMoments } from '../../../kube/timeline/objectMoments.ts';
import { podMoments } from '../../../kube/timeline/podMoments.ts';
import { rolloutMoments } from '../../../kube/timeline/rolloutMoments.ts';
import { withEndCauses } from './endCauses.ts';
import type { Family } from './family.ts';
import type { Placed, TimelineReads } from './readTimeline.ts';

interface Member {
  readonly ref: ObjectRef;
  readonly uid: string | undefined;
}

export interface Collected {
  /** From owner down to owned, nodes and volumes last. */
  readonly members: readonly ObjectRef[];
  /** In order of time. */
  readonly moments: readonly TimelineMoment[];
}

export function collectMoments(reads: TimelineReads, family: Family): Collected {
  const members = membersOf(reads, family);
  const told = withEndCauses(statusMoments(reads, family), family.pods, reads.events);
  const seen = eventMoments(reads, members, family);
  const all = withoutDoubles([...told, ...seen]).sort((a, b) => a.at - b.at);
  return { members: members.map(({ ref }) => ref), moments: all };
}

/** A pod that is the root stands among the pods, under what is above it. */
function membersOf({ root, rootPod, owners, volumes }: TimelineReads, family: Family): readonly Member[] {
  const of = (kind: Parameters<typeof refOf>[0], objects: readonly HasMetadata[]): readonly Member[] =>
    objects.map((object) => ({ ref: refOf(kind, object), uid: object.metadata?.uid }));
  const placed = (all: readonly Placed[]): readonly Member[] =>
    all.map(({ ref, object }) => ({ ref, uid: object.metadata?.uid }));
  const all = [
    ...placed(rootPod === undefined ? [...owners, root] : owners),
    ...of(horizontalPodAutoscaler, family.autoscalers),
    ...of(replicaSet, family.replicaSets),
    ...of(job, family.jobs),
    ...of(podKind, family.pods),
    ...of(node, family.nodes),
    ...of(persistentVolumeClaim, family.claims),
    ...placed(volumes),
  ];
  return [...new Map(all.map((one) => [objectPath(one.ref), one])).values()];
}

function statusMoments(reads: TimelineReads, family: Family): readonly TimelineMoment[] {
  const { root, rootPod, owners, volumes, revisions } = reads;
  const placed = rootPod === undefined ? [...owners, root] : owners;
  const rollouts = [...owners, root].filter(({ ref }) => ref.kind === 'Deployment');
  const rootNode = root.ref.kind === 'Node';
  return [
    ...[...placed, ...volumes].flatMap(({ ref, object }) => objectMoments(ref, object)),
    ...(rootPod === undefined ? [] : objectMoments(root.ref, { managed: root.object.managed ?? {} })),
    ...rollouts.flatMap(({ ref }) => rolloutMoments(ref, family.replicaSets)),
    ...revisions
      .filter((one) => one.metadata?.ownerReferences?.some(({ uid }) => uid === root.object.metadata?.uid) === true)
      .flatMap(({ metadata, revision }): TimelineMoment[] => {
        const at = timeAt(metadata?.creationTimestamp);
        const title = `revision ${revision ?? '?'} (${metadata?.name ?? ''})`;
        return at === undefined
          ? []
          : [{ object: root.ref, shape: 'rollout', at, severity: 'info', title, path: 'metadata.creationTimestamp' }];
      }),
    ...family.replicaSets.flatMap((one) => conditionMoments(refOf(replicaSet, one), one.status?.conditions)),
    ...family.jobs.flatMap((one) => objectMoments(refOf(job, one), { ...pick(one), status: one.status ?? {} })),
    ...family.autoscalers.flatMap((one) =>
      objectMoments(refOf(horizontalPodAutoscaler, one), { ...pick(one), status: one.status ?? {} }),
    ),
    ...family.pods.flatMap(podMoments),
    ...(rootNode ? [] : family.nodes.flatMap(nodeMoments)),
    ...family.claims.flatMap((one) =>
      objectMoments(refOf(persistentVolumeClaim, one), {
        ...pick(one),
        status: { conditions: one.status?.conditions ?? [] },
      }),
    ),
  ];
}

function pick({ metadata }: HasMetadata): HasMetadata {
  return metadata === undefined ? {} : { metadata };
}

function eventMoments(reads: TimelineReads, members: readonly Member[], family: Family): readonly TimelineMoment[] {
  const byPath = new Map(members.map((one) => [objectPath(one.ref), one]));
  const pods = new Map(family.pods.map((pod) => [pod.metadata?.name ?? '', pod]));
  const isGone = goneChild(reads, family);
  return latestByUid(reads.events).flatMap((event): readonly TimelineMoment[] => {
    const { object, objectUid } = event;
    const member = byPath.get(objectPath(object));
    if (member === undefined) return isGone(object) ? [eventMoment(event)] : [];
    // The kubelet writes the name of a node in the place of its uid
    const isFormer =
      object.kind !== 'Node' && objectUid !== undefined && member.uid !== undefined && objectUid !== member.uid;
    const moment = eventMoment({ ...event, object: member.ref }, isFormer ? objectUid : undefined);
    const pod = isFormer || object.kind !== 'Pod' ? undefined : pods.get(object.name);
    return [pod !== undefined && wasHiccup(event, pod) ? { ...moment, severity: 'info' } : moment];
  });
}

/** Pods and ReplicaSets that are gone and were its children, by the names that the controllers give. */
function goneChild({ root, owners, rootPod }: TimelineReads, family: Family): (object: ObjectRef) => boolean {
  const { namespace } = root.ref;
  const patterns = rootPod === undefined ? [root, ...owners].flatMap(({ ref }) => namesOfChildren(ref)) : [];
  const sets = rootPod === undefined ? family.replicaSets.map(({ metadata }) => metadata?.name ?? '') : [];
  const jobs = family.jobs.map(({ metadata }) => metadata?.name ?? '');
  return (object) =>
    namespace !== undefined &&
    object.namespace === namespace &&
    (patterns.some(({ kind, name }) => kind === object.kind && name.test(object.name)) ||
      (object.kind === 'Pod' &&
        [...sets, ...jobs].some((name) => object.name.startsWith(`${name}-`) && generated.test(object.name))));
}

/** Names that the server generates have no vowels and no 0, 1, 3 (k8s.io/apimachinery/pkg/util/rand). */
const letter = '[bcdfghjklmnpqrstvwxz2456789]';
const generated = new RegExp(`-${letter}{5}$`);

function namesOfChildren({ kind, name }: ObjectRef): readonly { readonly kind: string; readonly name: RegExp }[] {
  const start = `^${name.replace(/[.]/g, '\\.')}`;
  switch (kind) {
    case 'Deployment':
      return [
        { kind: 'ReplicaSet', name: new RegExp(`${start}-${letter}{6,10}$`) },
        { kind: 'Pod', name: new RegExp(`${start}-${letter}{6,10}-${letter}{5}$`) },
      ];
    case 'StatefulSet':
      return [{ kind: 'Pod', name: new RegExp(`${start}-\\d+$`) }];
    case 'ReplicaSet':
    case 'DaemonSet':
    case 'Job':
      return [{ kind: 'Pod', name: new RegExp(`${start}-${letter}{5}$`) }];
    case 'CronJob':
      return [
        { kind: 'Job', name: new RegExp(`${start}-\\d{7,}$`) },
        { kind: 'Pod', name: new RegExp(`${start}-\\d{7,}-${letter}{5}$`) },
      ];
    default:
      return [];
  }
}

const startMinutes = 5;

/** A warning of the first minutes of a pod that then became ready and never restarted: a start as it should be. */
function wasHiccup({ lastAt }: SeenEvent, pod: Pod): boolean {
  const created = timeAt(pod.metadata?.creationTimestamp) ?? 0;
  const ready = conditionOf(pod.status?.conditions, 'Ready');
  return (
    ready?.status === 'True' &&
    lastAt <= created + startMinutes * 60_000 &&
    (timeAt(ready.lastTransitionTime) ?? 0) >= lastAt &&
    podStatus(pod).restarts === 0
  );
}

/** What the status tells already: the start of a container, the last scaling of an HPA. */
function withoutDoubles(moments: readonly TimelineMoment[]): TimelineMoment[] {
  const near = (a: TimelineMoment, b: TimelineMoment, within: number): boolean =>
    a.object.name === b.object.name && a.object.kind === b.object.kind && Math.abs(a.at - b.at) <= within;
  const starts = moments.filter(({ shape, title }) => shape === 'state' && / (ran|runs)$/.test(title));
  const rescales = moments.filter(({ title }) => title === 'SuccessfulRescale');
  return moments.filter((one) => {
    if (one.title === 'Started' && one.count === undefined) return !starts.some((start) => near(one, start, 2000));
    if (one.title === 'last scaled') return !rescales.some((event) => near(one, event, 5000));
    return true;
  });
}
