import { conditionOf } from '../conditions.ts';
import type { SeenEvent } from '../events.ts';
import type { Pod } from '../kinds/pod.ts';
import type { PodContainer } from '../podContainers.ts';
import { quantity } from '../quantity.ts';
import type { Ending } from './endings.ts';
import { probeFailures, probeKills, stops } from './probeKills.ts';
import { restartAfter } from './restartAfter.ts';

/** Why a run of a container ended. One ending has one cause. */
export type EndCause =
  | 'oomKilled'
  | 'nodeOutOfMemory'
  | 'livenessKill'
  | 'startupKill'
  | 'killedAfterGrace'
  | 'stoppedOnPurpose'
  | 'killedUnexplained'
  | 'startError'
  | 'statusUnknown'
  | 'applicationError'
  /** Exit code 0 where it is to run for ever. */
  | 'endedByItself'
  /** Exit code 0 where that is its aim. */
  | 'completed';

export interface CauseOfEnd {
  readonly cause: EndCause;
  /** What was seen of it besides the status: the kill, the failing probe, the shortage of memory on the node. */
  readonly events: readonly SeenEvent[];
  /** Who or what stopped it on purpose: `the pod was deleted`. */
  readonly by?: string;
  /** 0 to 1, where it is an inference. */
  readonly confidence?: number;
}

export interface EndContext {
  readonly pod: Pod;
  readonly container: PodContainer;
  /** About the pod. */
  readonly events: readonly SeenEvent[];
  /** About its node. */
  readonly nodeEvents: readonly SeenEvent[];
}

const minute = 60_000;

/** Clocks of node and server differ, and the kubelet tells times in whole seconds. */
const slack = 5000;

/**
 * Told apart by what is surest first: the runtime's own reason, then who is known to have killed it, then the exit code.
 * 137 is SIGKILL and 143 SIGTERM (128 + signal); neither says who sent it, and a program that handles TERM exits as it likes.
 */
export function causeOfEnd(ending: Ending, context: EndContext): CauseOfEnd {
  const { reason, exitCode } = ending;
  // The kubelet found no container where it had left one (convertStatusToAPIStatus in pkg/kubelet): 137 is made up
  if (reason === 'ContainerStatusUnknown') return { cause: 'statusUnknown', events: [] };
  if (startErrors.has(reason)) return { cause: 'startError', events: [] };
  const byMemory = memoryKill(ending, context);
  if (byMemory !== undefined) return byMemory;
  const byProbe = probeKill(ending, context);
  if (byProbe !== undefined) return byProbe;
  const isKilled = exitCode === 137 || exitCode === 143;
  const byHand = isKilled ? stopped(ending, context) : undefined;
  if (byHand !== undefined) return byHand;
  if (isKilled) return probeKillByCounts(ending, context) ?? { cause: 'killedUnexplained', events: [] };
  if (exitCode !== 0) return { cause: 'applicationError', events: [] };
  return { cause: isMeantToRun(context) ? 'endedByItself' : 'completed', events: [] };
}

const startErrors = new Set(['StartError', 'ContainerCannotRun', 'RunContainerError']);

/**
 * The runtime reads OOMKilled from the kernel's counter of the container's cgroup, which counts a kill for its own limit, for the pod's
 * and for the node's alike (memory.events oom_kill).
 */
function memoryKill({ reason, exitCode, finishedAt }: Ending, context: EndContext): CauseOfEnd | undefined {
  const isOom = reason === 'OOMKilled';
  if (!isOom && exitCode !== 137) return undefined;
  const short = context.nodeEvents.filter(
    (event) => event.reason === 'SystemOOM' && finishedAt !== undefined && isNear(event, finishedAt, minute),
  );
  if (short.length > 0) return { cause: 'nodeOutOfMemory', events: short, confidence: 0.6 };
  if (!isOom) return undefined;
  return { cause: hasMemoryLimit(context) ? 'oomKilled' : 'nodeOutOfMemory', events: [] };
}

function hasMemoryLimit({ pod, container }: EndContext): boolean {
  const limits = [container.spec.resources?.limits?.memory, pod.spec?.resources?.limits?.memory];
  return limits.some((limit) => (quantity(limit) ?? 0) > 0);
}

function probeKill(ending: Ending, { container, events }: EndContext): CauseOfEnd | undefined {
  const kill = probeKills(events).findLast((one) => one.container === container.name && isOf(one.event, ending));
  if (kill === undefined) return undefined;
  return {
    cause: kill.probe === 'liveness' ? 'livenessKill' : 'startupKill',
    events: [kill.event, ...probeFailures(events, container.name, kill.probe).slice(-1)],
  };
}

/** The kill itself is told by no event (they are kept for an hour), the failures that led to it are. */
function probeKillByCounts(ending: Ending, { container, events }: EndContext): CauseOfEnd | undefined {
  for (const probe of ['startup', 'liveness'] as const) {
    const spec = probe === 'startup' ? container.spec.startupProbe : container.spec.livenessProbe;
    if (spec === undefined) continue;
    const failures = probeFailures(events, container.name, probe).filter((event) => isOf(event, ending));
    const count = failures.reduce((sum, event) => sum + event.count, 0);
    if (count >= (spec.failureThreshold ?? 3))
      return {
        cause: probe === 'startup' ? 'startupKill' : 'livenessKill',
        events: failures.slice(-1),
        confidence: 0.7,
      };
  }
  return undefined;
}

/** Whether something seen from its first to its last time can have been during the run that ended so. */
function isOf({ firstAt, lastAt }: SeenEvent, { startedAt, finishedAt }: Ending): boolean {
  if (finishedAt !== undefined && firstAt > finishedAt + slack) return false;
  return startedAt === undefined || lastAt >= startedAt - slack;
}

function isNear({ firstAt, lastAt }: SeenEvent, at: number, within: number): boolean {
  return at >= firstAt - within && at <= lastAt + within;
}

function stopped(ending: Ending, context: EndContext): CauseOfEnd | undefined {
  const { pod, container, events } = context;
  const { finishedAt } = ending;
  const [stop] = stops(events, container.name).filter(
    (event) => finishedAt === undefined || isNear(event, finishedAt, graceSeconds(context) * 1000 + slack),
  );
  const asked = deletedAt(pod);
  const isEnding = asked !== undefined && (finishedAt === undefined || finishedAt >= asked - slack);
  const isFailed = pod.status?.phase === 'Failed' && stopReasons.has(pod.status.reason ?? '');
  if (stop === undefined && !isEnding && !isFailed) return undefined;
  const from = isEnding ? asked : stop?.firstAt;
  const ran = from === undefined || finishedAt === undefined ? undefined : (finishedAt - from) / 1000;
  const by = stopper(pod, isEnding);
  const evidence = stop === undefined ? [] : [stop];
  // The kubelet sends KILL when the grace period is over, and rounds to seconds
  if (ending.exitCode === 137 && ran !== undefined && ran >= graceSeconds(context) - 2)
    return { cause: 'killedAfterGrace', events: evidence, by };
  return { cause: 'stoppedOnPurpose', events: evidence, by };
}

/** Reasons of a pod that its kubelet ended. Source: pkg/kubelet/eviction, nodeshutdown, preemption (1.36). */
const stopReasons = new Set(['Evicted', 'Terminated', 'NodeShutdown', 'Preempting', 'DeadlineExceeded']);

/** When the deletion was asked for: the timestamp holds the grace period already. */
function deletedAt({ metadata }: Pod): number | undefined {
  const until = Date.parse(metadata?.deletionTimestamp ?? '');
  return Number.isNaN(until) ? undefined : until - (metadata?.deletionGracePeriodSeconds ?? 0) * 1000;
}

function stopper({ status }: Pod, isDeleted: boolean): string {
  const target = conditionOf(status?.conditions, 'DisruptionTarget');
  if (target?.status === 'True')
    return disruptions[target.reason ?? ''] ?? `the pod was disrupted (${target.reason ?? ''})`;
  if (status?.reason === 'DeadlineExceeded') return 'the pod ran past its deadline';
  if (stopReasons.has(status?.reason ?? '')) return `its node ended the pod (${status?.reason ?? ''})`;
  return isDeleted ? 'the pod was deleted' : 'its node stopped the container';
}

/** Source: the reasons of the condition DisruptionTarget, kubernetes.io/docs/concepts/workloads/pods/disruptions. */
const disruptions: Readonly<Record<string, string>> = {
  PreemptionByScheduler: 'the pod was preempted by one of higher priority',
  DeletionByTaintManager: 'the pod was evicted by a taint of its node',
  EvictionByEvictionAPI: 'the pod was evicted by request, as a drain does',
  DeletionByPodGC: 'the pod was deleted with its node',
  TerminationByKubelet: 'its node ended the pod',
};

/** What it is given between TERM and KILL. */
function graceSeconds({ pod }: EndContext): number {
  return pod.metadata?.deletionGracePeriodSeconds ?? pod.spec?.terminationGracePeriodSeconds ?? 30;
}

function isMeantToRun({ pod, container }: EndContext): boolean {
  if (container.type === 'sidecar') return true;
  if (container.type !== 'app') return false;
  return restartAfter(0, container.spec, pod) === 'byPolicy';
}
