import type { ObjectRef } from '../core/objectRef.ts';
import { objectPath } from '../core/objectRef.ts';
import { isTrue } from './conditions.ts';
import { cronJob, type CronJob } from './kinds/cronJob.ts';
import { daemonSet, type DaemonSet } from './kinds/daemonSet.ts';
import { deployment, type Deployment } from './kinds/deployment.ts';
import { job, type Job } from './kinds/job.ts';
import type { PodSpec, PodTemplate } from './kinds/podSpec.ts';
import { replicaSet, type ReplicaSet } from './kinds/replicaSet.ts';
import { statefulSet, type StatefulSet } from './kinds/statefulSet.ts';
import { refOf, type HasMetadata } from './metadata.ts';
import { controllerOf } from './owners.ts';

/** A template of pods, and who makes pods of it. */
export interface PodTemplateOwner {
  readonly ref: ObjectRef;
  readonly object: HasMetadata;
  readonly template: PodTemplate;
  /** `spec.template`, `spec.jobTemplate.spec.template` */
  readonly path: string;
  readonly spec: PodSpec;
  /** Wants no pods now: scaled to zero, suspended, on no node. */
  readonly isIdle: boolean;
  /** How many pods of those that it wants have not been made. */
  readonly lacking: number;
}

/** Undefined: not read. */
export interface PodMakers {
  readonly deployments?: readonly Deployment[] | undefined;
  readonly statefulSets?: readonly StatefulSet[] | undefined;
  readonly daemonSets?: readonly DaemonSet[] | undefined;
  readonly replicaSets?: readonly ReplicaSet[] | undefined;
  readonly jobs?: readonly Job[] | undefined;
  readonly cronJobs?: readonly CronJob[] | undefined;
}

/**
 * Every template that pods will be made of, once: not the ReplicaSets of a Deployment, nor the Jobs of a CronJob, which are copies of
 * theirs; not Jobs that have ended.
 */
export function podTemplates({
  deployments = [],
  statefulSets = [],
  daemonSets = [],
  replicaSets = [],
  jobs = [],
  cronJobs = [],
}: PodMakers): readonly PodTemplateOwner[] {
  const makers = [
    ...deployments.map((one) => refOf(deployment, one)),
    ...cronJobs.map((one) => refOf(cronJob, one)),
  ].map(objectPath);
  const known = new Set(makers);
  const isOfKnown = (one: HasMetadata): boolean => {
    const owner = controllerOf(one);
    return owner !== undefined && known.has(objectPath(owner));
  };
  const lackingByMaker = new Map<string, number>();
  for (const one of jobs) {
    const owner = controllerOf(one);
    if (owner === undefined || hasEnded(one)) continue;
    const key = objectPath(owner);
    lackingByMaker.set(key, (lackingByMaker.get(key) ?? 0) + lackingOfJob(one));
  }
  return [
    ...deployments.flatMap((one) => owner(deployment, one, ...scaled(one))),
    ...statefulSets.flatMap((one) => owner(statefulSet, one, ...scaled(one))),
    ...daemonSets.flatMap((one) => {
      const { desiredNumberScheduled: wanted = 0, currentNumberScheduled: made = 0 } = one.status ?? {};
      return owner(daemonSet, one, wanted === 0, wanted - made);
    }),
    ...replicaSets.filter((one) => !isOfKnown(one)).flatMap((one) => owner(replicaSet, one, ...scaled(one))),
    ...jobs
      .filter((one) => !isOfKnown(one) && !hasEnded(one))
      .flatMap((one) => owner(job, one, one.spec?.suspend === true, lackingOfJob(one))),
    ...cronJobs.flatMap((one) => {
      const { suspend, jobTemplate } = one.spec ?? {};
      const lacking = lackingByMaker.get(objectPath(refOf(cronJob, one))) ?? 0;
      return owned(
        cronJob,
        one,
        jobTemplate?.spec?.template,
        'spec.jobTemplate.spec.template',
        suspend === true,
        lacking,
      );
    }),
  ];
}

/** A condition says that it is done, for better or worse. */
export function hasEnded({ status }: Job): boolean {
  return isTrue(status?.conditions, 'Complete') || isTrue(status?.conditions, 'Failed');
}

/** By the Job that made it: the CronJob that made the Job, where both were read. */
export function cronJobsOfJobs({ jobs = [], cronJobs = [] }: PodMakers): ReadonlyMap<string, ObjectRef> {
  const known = new Set(cronJobs.map((one) => objectPath(refOf(cronJob, one))));
  return new Map(
    jobs.flatMap((one): [string, ObjectRef][] => {
      const owner = controllerOf(one);
      return owner !== undefined && known.has(objectPath(owner)) ? [[objectPath(refOf(job, one)), owner]] : [];
    }),
  );
}

interface Scaled {
  readonly spec?: { readonly replicas?: number };
  readonly status?: { readonly replicas?: number };
}

/** The server fills in 1 where replicas is left out. */
function scaled({ spec, status }: Scaled): readonly [boolean, number] {
  const wanted = spec?.replicas ?? 1;
  return [wanted === 0, wanted - (status?.replicas ?? 0)];
}

/** Between two attempts it has no pod either: what is told of a Job that lacks one is true of its next. */
function lackingOfJob({ spec, status }: Job): number {
  if (spec?.suspend === true) return 0;
  const left = (spec?.completions ?? Infinity) - (status?.succeeded ?? 0);
  return Math.min(spec?.parallelism ?? 1, left) - (status?.active ?? 0);
}

type Templated = HasMetadata & { readonly spec?: { readonly template?: PodTemplate } };

function owner(
  kind: Parameters<typeof refOf>[0],
  object: Templated,
  isIdle: boolean,
  lacking: number,
): readonly PodTemplateOwner[] {
  return owned(kind, object, object.spec?.template, 'spec.template', isIdle, lacking);
}

function owned(
  kind: Parameters<typeof refOf>[0],
  object: HasMetadata,
  template: PodTemplate | undefined,
  path: string,
  isIdle: boolean,
  lacking: number,
): readonly PodTemplateOwner[] {
  const spec = template?.spec;
  if (template === undefined || spec === undefined) return [];
  return [{ ref: refOf(kind, object), object, template, path, spec, isIdle, lacking: Math.max(0, lacking) }];
}
