import type { Kind } from '../../core/kind.ts';
import { configMap } from '../../kube/kinds/configMap.ts';
import { cronJob } from '../../kube/kinds/cronJob.ts';
import { csiNode } from '../../kube/kinds/csiNode.ts';
import { daemonSet } from '../../kube/kinds/daemonSet.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { job } from '../../kube/kinds/job.ts';
import { lease } from '../../kube/kinds/lease.ts';
import { limitRange } from '../../kube/kinds/limitRange.ts';
import { namespace } from '../../kube/kinds/namespace.ts';
import { persistentVolume } from '../../kube/kinds/persistentVolume.ts';
import { persistentVolumeClaim } from '../../kube/kinds/persistentVolumeClaim.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { priorityClass } from '../../kube/kinds/priorityClass.ts';
import { replicaSet } from '../../kube/kinds/replicaSet.ts';
import { resourceQuota } from '../../kube/kinds/resourceQuota.ts';
import { runtimeClass } from '../../kube/kinds/runtimeClass.ts';
import { secret } from '../../kube/kinds/secret.ts';
import { serviceAccount } from '../../kube/kinds/serviceAccount.ts';
import { statefulSet } from '../../kube/kinds/statefulSet.ts';
import { storageClass } from '../../kube/kinds/storageClass.ts';
import { isUnscheduled } from '../../kube/isUnscheduled.ts';
import { controllerOf, workloadOf } from '../../kube/owners.ts';
import { podReferences } from '../../kube/podReferences.ts';
import type { Suspected } from '../judgeSuspects.ts';

/** When something of a kind can have to do with a pod. A kind that is not named here always can. */
const concerns: ReadonlyMap<Kind<unknown>, (pod: Pod) => boolean> = new Map<Kind<unknown>, (pod: Pod) => boolean>([
  // A node's heartbeat is told by its conditions, some 40 s later
  [lease, () => false],
  [podKind, isUnscheduled],
  [namespace, isUnscheduled],
  // Admission has seen to its class, and to quotas and ranges, before there was a pod
  ...[priorityClass, resourceQuota, limitRange].map((kind) => [kind, () => false] as const),
  [persistentVolumeClaim, (pod) => refersTo(pod, persistentVolumeClaim)],
  // Nobody looks for these before the pod has a node
  ...[configMap, secret, serviceAccount, runtimeClass].map(
    (kind) => [kind, (pod: Pod) => !isUnscheduled(pod) && refersTo(pod, kind)] as const,
  ),
  [persistentVolume, (pod) => isUnscheduled(pod) && hasClaims(pod)],
  [storageClass, (pod) => isUnscheduled(pod) && hasClaims(pod)],
  [csiNode, (pod) => isUnscheduled(pod) && hasClaims(pod)],
  ...[replicaSet, deployment, statefulSet, daemonSet, job, cronJob].map(
    (kind) => [kind, (pod: Pod) => isOwned(pod, kind)] as const,
  ),
]);

/**
 * Whose absence is a fault by itself. A template may name one that its pod does not: pods keep what they were made with. And a pod that
 * is there has been through admission, while its template names the class still.
 */
const namedByTemplates: ReadonlySet<Kind<unknown>> = new Set<Kind<unknown>>([
  configMap,
  secret,
  serviceAccount,
  persistentVolumeClaim,
  priorityClass,
  runtimeClass,
]);

/** Kinds that are not read for these pods, so that a diagnosis stays within its reads. */
export function kindsAside(pods: readonly Pod[]): Required<Pick<Suspected, 'leaveOut' | 'unasked'>> {
  const aside = [...concerns].flatMap(([kind, concernsPod]) => (pods.some(concernsPod) ? [] : [kind]));
  return {
    leaveOut: new Set(aside.filter((kind) => !namedByTemplates.has(kind))),
    unasked: new Set(aside.filter((kind) => namedByTemplates.has(kind))),
  };
}

/** Also by an ephemeral volume, whose claim is made for the pod. */
function refersTo(pod: Pod, kind: Kind<unknown>): boolean {
  if (kind === persistentVolumeClaim && hasClaims(pod)) return true;
  return podReferences(pod.spec).some((one) => one.kind === kind.kind && !one.optional);
}

function hasClaims({ spec }: Pod): boolean {
  return (spec?.volumes ?? []).some(
    (volume) => volume.persistentVolumeClaim !== undefined || volume.ephemeral !== undefined,
  );
}

function isOwned(pod: Pod, kind: Kind<unknown>): boolean {
  const owners = [controllerOf(pod)?.kind, workloadOf(pod)?.kind];
  return owners.includes(kind.kind) || (kind.kind === 'CronJob' && owners.includes('Job'));
}
