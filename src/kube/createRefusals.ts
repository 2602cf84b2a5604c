import type { Kind } from '../core/kind.ts';
import { objectPath, type ObjectRef } from '../core/objectRef.ts';
import type { Evidence } from '../core/finding.ts';
import { conditionOf } from './conditions.ts';
import { eventRef, eventsAbout } from './eventsAbout.ts';
import { cronJob } from './kinds/cronJob.ts';
import { daemonSet } from './kinds/daemonSet.ts';
import { deployment } from './kinds/deployment.ts';
import type { KubeEvent } from './kinds/event.ts';
import { job } from './kinds/job.ts';
import { replicaSet } from './kinds/replicaSet.ts';
import { statefulSet } from './kinds/statefulSet.ts';
import { refOf, type Condition, type HasMetadata } from './metadata.ts';
import { podTemplates, type PodMakers } from './podTemplates.ts';

/** The server did not let a workload make what it wants: its pods, or a ReplicaSet or a Job that would. */
export interface CreateRefusal {
  readonly object: HasMetadata;
  readonly ref: ObjectRef;
  /** What is not made: `Pods`, `The ReplicaSet`, `Jobs`. */
  readonly what: string;
  /** The server's words, as the controller passes them on. */
  readonly message: string;
  readonly evidence: Evidence;
}

export interface RefusedWorld extends PodMakers {
  readonly events?: readonly KubeEvent[] | undefined;
}

/**
 * What is refused now. Deployments and ReplicaSets say it in a condition (ReplicaFailure; Progressing with ReplicaSetCreateError); of
 * the other kinds only events tell: FailedCreate, with no SuccessfulCreate since, while pods are lacking.
 * Source: pkg/controller/replicaset/replica_set_utils.go, deployment/sync.go, controller_utils.go, statefulset/stateful_pod_control.go (1.36).
 */
export function createRefusals(world: RefusedWorld): readonly CreateRefusal[] {
  const { deployments = [], replicaSets = [], cronJobs = [], events } = world;
  const makers = podTemplates(world);
  const standing = new Set(makers.map(({ ref }) => objectPath(ref)));
  const byCondition = [
    ...deployments.flatMap((one) => [
      ...conditionTells(deployment, one, one.status?.conditions, 'ReplicaFailure', 'True', 'Pods'),
      ...conditionTells(
        deployment,
        one,
        one.status?.conditions,
        'Progressing',
        'False',
        'The ReplicaSet',
        /^ReplicaSetCreateError$/,
      ),
    ]),
    ...replicaSets
      .filter((one) => standing.has(objectPath(refOf(replicaSet, one))))
      .flatMap((one) => conditionTells(replicaSet, one, one.status?.conditions, 'ReplicaFailure', 'True', 'Pods')),
  ];
  const eventKinds = new Set([statefulSet.kind, daemonSet.kind, job.kind]);
  return [
    ...byCondition,
    ...makers
      .filter(({ ref, isIdle, lacking }) => eventKinds.has(ref.kind) && !isIdle && lacking > 0)
      .flatMap(({ ref, object }) => eventTells(ref, object, events, 'Pods')),
    ...cronJobs
      .filter(({ spec }) => spec?.suspend !== true)
      .flatMap((one) => eventTells(refOf(cronJob, one), one, events, 'Jobs')),
    ...jobsOfCronJobs(world),
  ];
}

/** podTemplates() leaves them out, as copies; their pods are refused all the same. */
function jobsOfCronJobs(world: RefusedWorld): readonly CreateRefusal[] {
  const alone = podTemplates({ jobs: world.jobs });
  const known = new Set(podTemplates(world).map(({ ref }) => objectPath(ref)));
  return alone
    .filter(({ ref, isIdle, lacking }) => !known.has(objectPath(ref)) && !isIdle && lacking > 0)
    .flatMap(({ ref, object }) => eventTells(ref, object, world.events, 'Pods'));
}

function conditionTells(
  kind: Kind<unknown>,
  object: HasMetadata,
  conditions: readonly Condition[] | undefined,
  type: string,
  status: string,
  what: string,
  reason = /./,
): readonly CreateRefusal[] {
  const condition = conditionOf(conditions, type);
  if (condition?.status !== status || !reason.test(condition.reason ?? 'FailedCreate')) return [];
  const ref = refOf(kind, object);
  const message = condition.message ?? '';
  const path = `status.conditions[${conditions?.indexOf(condition) ?? 0}].message`;
  return [{ object, ref, what, message, evidence: { object: ref, path, value: message } }];
}

function eventTells(
  ref: ObjectRef,
  object: HasMetadata,
  events: readonly KubeEvent[] | undefined,
  what: string,
): readonly CreateRefusal[] {
  const last = eventsAbout(events, ref, object.metadata?.uid).findLast(
    ({ reason }) => reason === 'FailedCreate' || reason === 'SuccessfulCreate',
  );
  if (last?.reason !== 'FailedCreate') return [];
  const evidence = { object: eventRef(last), path: 'message', value: last.message };
  return [{ object, ref, what, message: last.message, evidence }];
}
