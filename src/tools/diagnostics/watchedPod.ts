import type { Kind } from '../../core/kind.ts';
import { isUnscheduled } from '../../kube/isUnscheduled.ts';
import { isTroubled, type JudgedPod } from '../../kube/judgedPod.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { podSummary, type PodSummary } from '../../kube/podSummary.ts';

/** A summary of every pod, and of those that are not surely well the pod itself, for the rules. */
export interface WatchedPod extends PodSummary {
  readonly pod?: Pod;
  readonly unscheduled?: true;
  /** Milliseconds since the epoch: the last that is known to have gone wrong with it. */
  readonly troubleAt?: number;
}

export const watchedPods: Kind<WatchedPod> = { ...podKind, project: (raw) => watchedPod(podKind.project(raw)) };

export function watchedPod(pod: Pod): WatchedPod {
  const summary = podSummary(pod);
  if (summary.level === 'ok' && summary.then === undefined) return summary;
  return {
    ...summary,
    pod,
    ...(isUnscheduled(pod) ? { unscheduled: true } : {}),
    troubleAt: troubleAt(pod, summary),
  };
}

/** What a troubled pod is troubled with, as far as several tools share the work. */
export type Trouble = 'fails' | 'waits' | 'restarted';

/** Undefined for pods that are in no trouble. */
export function troubleOf({ pod, level, note }: JudgedPod<WatchedPod>): Trouble | undefined {
  if (!isTroubled(level)) return undefined;
  if (pod.unscheduled === true) return 'waits';
  return note === 'restarted' ? 'restarted' : 'fails';
}

function troubleAt({ metadata, status }: Pod, { createdAt }: PodSummary): number {
  const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const times = [
    ...containers.flatMap(({ state, lastState }) => [state?.terminated?.finishedAt, lastState?.terminated?.finishedAt]),
    ...(status?.conditions ?? []).filter((one) => one.status === 'False').map((one) => one.lastTransitionTime),
    metadata?.deletionTimestamp,
  ].map((text) => Date.parse(text ?? '') || 0);
  return Math.max(createdAt, ...times);
}
