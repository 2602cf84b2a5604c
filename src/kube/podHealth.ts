import { conditionOf, isTrue } from './conditions.ts';
import type { ContainerStatus } from './kinds/container.ts';
import type { Container } from './kinds/container.ts';
import type { Pod } from './kinds/pod.ts';
import { controllerOf } from './owners.ts';
import type { PodStatus } from './podStatus.ts';

/** From worst to best. `starting` is young enough to be expected; `quiet` has ended, or is being deleted in time. */
export const healthLevels = ['critical', 'warning', 'starting', 'ok', 'quiet'] as const;
export type HealthLevel = (typeof healthLevels)[number];

/**
 * How a pod does, as a function of time, so that a kept record can be judged later without the pod: `level`, and from `until`
 * (milliseconds since the epoch) on `then`.
 */
export interface PodHealth {
  readonly level: HealthLevel;
  readonly until?: number;
  readonly then?: HealthLevel;
  /** Where the STATUS word does not tell what is wrong: `not ready`. */
  readonly because?: string;
}

export function levelAt({ level, until, then }: PodHealth, now: number): HealthLevel {
  return until !== undefined && then !== undefined && now >= until ? then : level;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Judged from the pod alone: no events, no owner, no node. */
export function podHealth(pod: Pod, columns: PodStatus): PodHealth {
  const { metadata, spec, status } = pod;
  const created = Date.parse(metadata?.creationTimestamp ?? '') || 0;
  const word = columns.status.replace(/^Init:/, '');
  if (word === 'Terminating') {
    // deletionTimestamp holds the grace period already
    const due = Date.parse(metadata?.deletionTimestamp ?? '') || 0;
    return { level: 'quiet', until: due + minute, then: 'critical', because: 'past its grace period' };
  }
  if (status?.phase === 'Succeeded') return { level: 'quiet' };
  const isOfJob = controllerOf(pod)?.kind === 'Job';
  // A Job starts another pod in the place of a failed one, up to its backoff limit.
  if (status?.phase === 'Failed') return { level: isOfJob ? 'warning' : 'critical' };
  if (word === 'SchedulingGated') return { level: 'warning' };
  if (spec?.nodeName === undefined && status?.phase === 'Pending')
    return { level: 'starting', until: created + 30 * second, then: 'critical', because: 'not scheduled' };
  if (isStarting(word)) {
    const placed = Date.parse(status?.startTime ?? '') || created;
    return { level: 'starting', until: placed + 5 * minute, then: 'warning', because: 'slow to start' };
  }
  switch (word) {
    case 'Running':
      return runningHealth(pod, columns, created);
    case 'NotReady':
      return { level: 'warning' };
    case 'Completed':
      return completedHealth(pod, columns);
    case 'Error':
    case 'OOMKilled':
      return { level: columns.restarts === 0 || isOfJob ? 'warning' : 'critical' };
    default:
      return { level: 'critical' };
  }
}

/** Words of a pod on its way: no cause to worry for some minutes. */
function isStarting(word: string): boolean {
  return ['Pending', 'ContainerCreating', 'PodInitializing', ''].includes(word) || /^\d+\/\d+$/.test(word);
}

/** All containers ended well, and yet the pod is not done: it will start them again. */
function completedHealth({ spec }: Pod, { restarts }: PodStatus): PodHealth {
  if ((spec?.restartPolicy ?? 'Always') !== 'Always') return { level: 'quiet' };
  return { level: restarts < 2 ? 'warning' : 'critical', because: 'ends by itself' };
}

function runningHealth(pod: Pod, { ready, containers, lastRestartAt }: PodStatus, created: number): PodHealth {
  const conditions = pod.status?.conditions;
  const isReady =
    isTrue(conditions, 'Ready') || (ready === containers && conditionOf(conditions, 'Ready') === undefined);
  if (isReady)
    return lastRestartAt === undefined
      ? { level: 'ok' }
      : { level: 'warning', until: lastRestartAt + hour, then: 'ok', because: 'restarted' };
  if (lastRestartAt !== undefined && lastRestartAt + hour > created + startBudget(pod))
    return { level: 'warning', because: 'not ready' };
  if (ready === containers && (pod.spec?.readinessGates?.length ?? 0) > 0) {
    const since = Date.parse(conditionOf(conditions, 'ContainersReady')?.lastTransitionTime ?? '') || created;
    return { level: 'starting', until: since + 2 * minute, then: 'critical', because: 'readiness gate not met' };
  }
  return {
    level: 'starting',
    until: lastStart(pod, created) + startBudget(pod),
    then: 'warning',
    because: 'not ready',
  };
}

function lastStart({ status }: Pod, created: number): number {
  const starts = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].map(startOf);
  return Math.max(created, ...starts.filter((at) => !Number.isNaN(at)));
}

function startOf({ state }: ContainerStatus): number {
  return Date.parse(state?.running?.startedAt ?? '');
}

/** How long the probes allow a container to become ready, in milliseconds; half a minute at least. */
function startBudget({ spec }: Pod): number {
  const seconds = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].map(probeSeconds);
  return Math.max(30, ...seconds) * second;
}

/** The server's defaults of a probe: every 10 s, three failures. */
function probeSeconds({ startupProbe, readinessProbe }: Container): number {
  return [startupProbe, readinessProbe].reduce(
    (sum, probe) =>
      probe === undefined
        ? sum
        : sum + (probe.initialDelaySeconds ?? 0) + (probe.periodSeconds ?? 10) * (probe.failureThreshold ?? 3),
    0,
  );
}
