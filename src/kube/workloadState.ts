import { conditionOf, isTrue } from './conditions.ts';
import type { CronJob } from './kinds/cronJob.ts';
import type { DaemonSet } from './kinds/daemonSet.ts';
import type { Deployment } from './kinds/deployment.ts';
import type { Job } from './kinds/job.ts';
import type { StatefulSet } from './kinds/statefulSet.ts';
import type { HealthLevel } from './podHealth.ts';

/** A workload's state in words, judged from its own status: what its pods tell comes on top. */
export interface WorkloadState {
  /** `1/3 ready · rolling out`. */
  readonly words: string;
  readonly level: HealthLevel;
  /** How many pods are to be ready besides, where that is all that is wrong: as long as these are only starting, nothing is. */
  readonly lacking?: number;
}

// The server leaves out a count of zero (omitempty in k8s.io/api/apps/v1), so that a missing one is none.

export function deploymentState({ metadata, spec, status }: Deployment): WorkloadState {
  const desired = spec?.replicas ?? 1;
  const { replicas = 0, updatedReplicas = 0, readyReplicas = 0, conditions } = status ?? {};
  const isObserved = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
  const progressing = conditionOf(conditions, 'Progressing');
  const isRolling =
    !isObserved || updatedReplicas < desired || replicas > updatedReplicas || isUnderWay(progressing?.reason);
  if (desired === 0 && replicas === 0) return { words: 'scaled to 0', level: 'quiet' };
  const ready = `${readyReplicas}/${desired} ready`;
  if (progressing?.status === 'False') return { words: `${ready} · rollout failed`, level: 'critical' };
  if (isTrue(conditions, 'ReplicaFailure'))
    return { words: `${ready} · ${failureWords(conditions)}`, level: 'critical' };
  if (spec?.paused === true) return { ...readiness(readyReplicas, desired, false), words: `${ready} · paused` };
  return readiness(readyReplicas, desired, isRolling);
}

export function statefulSetState({ metadata, spec, status }: StatefulSet): WorkloadState {
  const desired = spec?.replicas ?? 1;
  const { replicas = 0, readyReplicas = 0, currentRevision, updateRevision } = status ?? {};
  if (desired === 0 && replicas === 0) return { words: 'scaled to 0', level: 'quiet' };
  const isObserved = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
  return readiness(readyReplicas, desired, !isObserved || replicas < desired || currentRevision !== updateRevision);
}

export function daemonSetState({ metadata, spec, status }: DaemonSet): WorkloadState {
  const { desiredNumberScheduled: desired = 0, numberReady = 0, updatedNumberScheduled = 0 } = status ?? {};
  const isObserved = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
  if (desired === 0 && isObserved) return { words: 'wanted on no node', level: 'quiet' };
  // Nothing rolls out by itself where pods are replaced only once somebody deletes them
  const isRolling = spec?.updateStrategy?.type !== 'OnDelete' && updatedNumberScheduled < desired;
  return readiness(numberReady, desired, !isObserved || isRolling);
}

export function jobState({ spec, status }: Job): WorkloadState {
  const failure = status?.conditions?.find((condition) => condition.type === 'Failed' && condition.status === 'True');
  const { succeeded = 0, failed = 0, active = 0 } = status ?? {};
  if (failure !== undefined)
    return { words: ['failed', failure.reason ?? ''].filter((word) => word !== '').join(' · '), level: 'critical' };
  if (isTrue(status?.conditions, 'Complete')) return { words: 'completed', level: 'quiet' };
  if (spec?.suspend === true) return { words: 'suspended', level: 'quiet' };
  const done = spec?.completions === undefined ? '' : `${succeeded}/${spec.completions} completed`;
  const words = [done, active > 0 ? `${active} running` : '', failed > 0 ? `${failed} failed` : ''];
  return { words: words.filter((word) => word !== '').join(' · '), level: failed > 0 ? 'warning' : 'ok' };
}

export function cronJobState({ spec, status }: CronJob): WorkloadState {
  const schedule = spec?.schedule ?? '';
  if (spec?.suspend === true) return { words: `${schedule} · suspended`, level: 'quiet' };
  const running = status?.active?.length ?? 0;
  return { words: running === 0 ? schedule : `${schedule} · ${running} running`, level: 'ok' };
}

/**
 * The new ReplicaSet has not been available in full yet: pods that are not ready are its first ones. Once it was, the reason stays
 * NewReplicaSetAvailable, whatever becomes of the pods (kubernetes/pkg/controller/deployment/progress.go).
 */
function isUnderWay(reason: string | undefined): boolean {
  return ['NewReplicaSetCreated', 'FoundNewReplicaSet', 'ReplicaSetUpdated'].includes(reason ?? '');
}

/** A ReplicaSet fails to make pods, or to delete them: its condition says which, and the Deployment repeats it. */
export function failureWords(
  conditions: NonNullable<Deployment['status']>['conditions'],
): 'blocked from creating pods' | 'blocked from deleting pods' {
  return conditionOf(conditions, 'ReplicaFailure')?.reason === 'FailedDelete'
    ? 'blocked from deleting pods'
    : 'blocked from creating pods';
}

/** While it rolls out, fewer ready pods than wanted are to be expected: its pods tell whether it goes well. */
function readiness(ready: number, desired: number, isRolling: boolean): WorkloadState {
  const words = `${ready}/${desired} ready`;
  const state = isRolling ? `${words} · rolling out` : words;
  if (ready >= desired) return { words: state, level: 'ok' };
  if (isRolling) return { words: state, level: 'starting' };
  return { words: state, level: ready === 0 ? 'critical' : 'warning', lacking: desired - ready };
}
