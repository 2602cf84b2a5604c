import { conditionOf, secondsSince } from './conditions.ts';
import type { Container, Probe } from './kinds/container.ts';
import type { Pod } from './kinds/pod.ts';

/** Why a pod is not ready, in the word that decides: a container's waiting or ending reason, else the condition's. */
export function unreadyReason(pod: Pod): string {
  const { status, metadata } = pod;
  if (metadata?.deletionTimestamp !== undefined) return 'Terminating';
  for (const { state } of [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])]) {
    const waiting = state?.waiting?.reason;
    if (waiting !== undefined && waiting !== 'PodInitializing' && waiting !== 'ContainerCreating') return waiting;
    if (state?.terminated !== undefined && state.terminated.exitCode !== 0)
      return state.terminated.reason ?? `exit code ${state.terminated.exitCode ?? '?'}`;
  }
  const scheduled = conditionOf(status?.conditions, 'PodScheduled');
  if (scheduled?.status === 'False') return scheduled.reason ?? 'Unschedulable';
  return status?.reason ?? (status?.phase === 'Running' ? 'NotReady' : (status?.phase ?? 'Unknown'));
}

/** `2 CrashLoopBackOff, 1 Unschedulable`, most frequent first. */
export function unreadyReasons(pods: readonly Pod[]): string {
  const counts = new Map<string, number>();
  for (const pod of pods) counts.set(unreadyReason(pod), (counts.get(unreadyReason(pod)) ?? 0) + 1);
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || a.localeCompare(b))
    .map(([reason, count]) => `${count} ${reason}`)
    .join(', ');
}

/** Never restarted and still within the time that its probes give it to come up. */
export function isStarting(pod: Pod, now: number): boolean {
  const statuses = pod.status?.containerStatuses ?? [];
  if (statuses.some(({ restartCount }) => (restartCount ?? 0) > 0)) return false;
  const age = secondsSince(pod.metadata?.creationTimestamp, now);
  return age !== undefined && age < Math.max(60, ...(pod.spec?.containers ?? []).map(startBudgetSeconds));
}

/** What the probes allow before a container counts as late: the startup probe in full, then the readiness probe's first rounds. */
function startBudgetSeconds({ startupProbe, readinessProbe }: Container): number {
  return 30 + budgetSeconds(startupProbe) + budgetSeconds(readinessProbe);
}

/** Probe defaults: core/v1 (period 10 s, 3 failures). */
function budgetSeconds(probe: Probe | undefined): number {
  if (probe === undefined) return 0;
  return (probe.initialDelaySeconds ?? 0) + (probe.periodSeconds ?? 10) * (probe.failureThreshold ?? 3);
}
