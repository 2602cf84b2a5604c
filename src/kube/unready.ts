import { secondsSince } from './conditions.ts';
import type { Container, Probe } from './kinds/container.ts';
import type { Pod } from './kinds/pod.ts';
import { whyUnready } from './whyUnready.ts';

/** `2 CrashLoopBackOff, 1 Unschedulable`, most frequent first. */
export function unreadyReasons(pods: readonly Pod[]): string {
  const counts = new Map<string, number>();
  for (const pod of pods) {
    const { word } = whyUnready(pod);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
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
