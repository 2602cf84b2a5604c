import { conditionOf, conditionPath } from './conditions.ts';
import type { ContainerStatus } from './kinds/container.ts';
import type { Pod } from './kinds/pod.ts';

/** Why a pod is not ready: one word, and the field of the pod that holds it. */
export interface WhyUnready {
  /** `CrashLoopBackOff`, `exit code 3`, `Unschedulable`, `NotReady`. */
  readonly word: string;
  readonly path: string;
  readonly value: unknown;
}

/** What decides: a container that waits or failed, then the scheduler, then the pod as a whole. */
export function whyUnready(pod: Pod): WhyUnready {
  const { status, metadata } = pod;
  if (metadata?.deletionTimestamp !== undefined)
    return { word: 'Terminating', path: 'metadata.deletionTimestamp', value: metadata.deletionTimestamp };
  const container = ofContainers(status?.initContainerStatuses, 'init') ?? ofContainers(status?.containerStatuses, '');
  if (container !== undefined) return container;
  const conditions = status?.conditions;
  const scheduled = conditionOf(conditions, 'PodScheduled');
  if (scheduled?.status === 'False')
    return {
      word: scheduled.reason ?? 'Unschedulable',
      path: conditionPath(conditions, 'PodScheduled'),
      value: scheduled.status,
    };
  if (status?.reason !== undefined) return { word: status.reason, path: 'status.reason', value: status.reason };
  const ready = conditionOf(conditions, 'Ready');
  const word = status?.phase === 'Running' ? 'NotReady' : (status?.phase ?? 'Unknown');
  // A pod that no kubelet has taken up has no condition Ready yet
  return ready === undefined
    ? { word, path: 'status.phase', value: status?.phase ?? null }
    : { word, path: conditionPath(conditions, 'Ready'), value: ready.status ?? null };
}

function ofContainers(statuses: readonly ContainerStatus[] | undefined, which: 'init' | ''): WhyUnready | undefined {
  const list = which === 'init' ? 'status.initContainerStatuses' : 'status.containerStatuses';
  for (const [index, { state }] of (statuses ?? []).entries()) {
    const path = `${list}[${index}].state`;
    const waiting = state?.waiting?.reason;
    if (waiting !== undefined && waiting !== 'PodInitializing' && waiting !== 'ContainerCreating')
      return { word: waiting, path: `${path}.waiting.reason`, value: waiting };
    const ended = state?.terminated;
    if (ended === undefined || ended.exitCode === 0) continue;
    return ended.reason === undefined
      ? {
          word: `exit code ${ended.exitCode ?? '?'}`,
          path: `${path}.terminated.exitCode`,
          value: ended.exitCode ?? null,
        }
      : { word: ended.reason, path: `${path}.terminated.reason`, value: ended.reason };
  }
  return undefined;
}
