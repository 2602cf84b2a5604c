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
}

export function deploymentState({ metadata, spec, status }: Deployment): WorkloadState {
  const desired = spec?.replicas ?? 1;
  const { replicas = 0, updatedReplicas = 0, readyReplicas = 0, conditions } = status ?? {};
  const isObserved = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
  const isRolling = !isObserved || updatedReplicas < desired || replicas > updatedReplicas;
  const progressing = conditionOf(conditions, 'Progressing');
  if (desired === 0 && replicas === 0) return { words: 'scaled to 0', level: 'quiet' };
  const ready = `${readyReplicas}/${desired} ready`;
  if (progressing?.status === 'False') return { words: `${ready} · rollout failed`, level: 'critical' };
  if (isTrue(conditions, 'ReplicaFailure')) return { words: `${ready} · pods are refused`, level: 'critical' };
  if (spec?.paused === true) return { words: `${ready} · paused`, level: unready(readyReplicas, desired, false) };
  return readiness(readyReplicas, desired, isRolling);
}

export function statefulSetState({ metadata, spec, status }: StatefulSet): WorkloadState {
  const desired = spec?.replicas ?? 1;
  const { replicas = 0, readyReplicas = 0, currentRevision, updateRevision } = status ?? {};
  if (desired === 0 && replicas === 0) return { words: 'scaled to 0', level: 'quiet' };
  const isObserved = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
  return readiness(readyReplicas, desired, !isObserved || replicas < desired || currentRevision !== updateRevision);
}

export function daemonSetState({ metadata, status }: DaemonSet): WorkloadState {
  const { desiredNumberScheduled: desired = 0, numberReady = 0, updatedNumberScheduled = desired } = status ?? {};
  const isObserved = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
  if (desired === 0) return { words: 'wanted on no node', level: 'quiet' };
  return readiness(numberReady, desired, !isObserved || updatedNumberScheduled < desired);
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

function readiness(ready: number, desired: number, isRolling: boolean): WorkloadState {
  const words = `${ready}/${desired} ready`;
  return { words: isRolling ? `${words} · rolling out` : words, level: unready(ready, desired, isRolling) };
}

/** While it rolls out, fewer ready pods than wanted are to be expected: its pods tell whether it goes well. */
function unready(ready: number, desired: number, isRolling: boolean): HealthLevel {
  if (ready >= desired) return 'ok';
  if (isRolling) return 'starting';
  return ready === 0 ? 'critical' : 'warning';
}
