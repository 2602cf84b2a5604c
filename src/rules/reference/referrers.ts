import type { ObjectRef } from '../../core/objectRef.ts';
import { objectPath } from '../../core/objectRef.ts';
import { list } from '../../core/rule.ts';
import { mayAwait } from '../../kube/awaitedReference.ts';
import { secondsSince } from '../../kube/conditions.ts';
import { isFinished } from '../../kube/endpoints.ts';
import { cronJob } from '../../kube/kinds/cronJob.ts';
import { daemonSet } from '../../kube/kinds/daemonSet.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { job } from '../../kube/kinds/job.ts';
import { pod, type Pod } from '../../kube/kinds/pod.ts';
import { replicaSet } from '../../kube/kinds/replicaSet.ts';
import { statefulSet } from '../../kube/kinds/statefulSet.ts';
import { refOf, type HasMetadata } from '../../kube/metadata.ts';
import { controllerOf, workloadOf } from '../../kube/owners.ts';
import { cronJobsOfJobs, podTemplates, type PodMakers, type PodTemplateOwner } from '../../kube/podTemplates.ts';

/** What makes pods: what a rule about templates looks at. */
export const makersRead = {
  deployments: list(deployment),
  statefulSets: list(statefulSet),
  daemonSets: list(daemonSet),
  replicaSets: list(replicaSet),
  jobs: list(job),
  cronJobs: list(cronJob),
};

export interface ReferringWorld extends PodMakers {
  readonly pods: readonly Pod[];
  readonly now: number;
}

/** Pods of one workload, or one of none. */
export interface PodGroup {
  /** The workload; of a pod without one the pod itself. */
  readonly owner: ObjectRef;
  readonly isBare: boolean;
  readonly pods: readonly Pod[];
}

export interface Referrers {
  readonly templates: readonly PodTemplateOwner[];
  /** Of a workload: its pods that may be kept from running. */
  readonly waiting: (owner: ObjectRef) => readonly Pod[];
  /** All of them, and the pods that no workload would make again. */
  readonly groups: readonly PodGroup[];
}

/** What others are about to make a moment after a pod or a workload is not missing yet: certificates, accounts, charts in parts. */
const graceSeconds = 60;

export function referrers(world: ReferringWorld): Referrers {
  const { pods, now } = world;
  const cronJobs = cronJobsOfJobs(world);
  const groups = new Map<string, { readonly owner: ObjectRef; readonly isBare: boolean; readonly pods: Pod[] }>();
  for (const one of pods) {
    const isBare = controllerOf(one) === undefined;
    if ((!isBare && !mayAwait(one)) || isFinished(one) || isYoung(one, now)) continue;
    const maker = workloadOf(one) ?? refOf(pod, one);
    const owner = cronJobs.get(objectPath(maker)) ?? maker;
    const group = groups.get(objectPath(owner));
    if (group === undefined) groups.set(objectPath(owner), { owner, isBare, pods: [one] });
    else group.pods.push(one);
  }
  return {
    templates: podTemplates(world).filter(({ object }) => !isYoung(object, now)),
    waiting: (owner) => groups.get(objectPath(owner))?.pods ?? [],
    groups: [...groups.values()],
  };
}

function isYoung({ metadata }: HasMetadata, now: number): boolean {
  const age = secondsSince(metadata?.creationTimestamp, now);
  return age !== undefined && age < graceSeconds;
}
