import type { PodSummary } from './podSummary.ts';

/**
 * Failed pods that a younger and healthy pod of the same owner has replaced: history, which stays until the garbage collector
 * takes it (every eviction and every lost spot node leaves some). By uid.
 */
export function replacedPods(pods: readonly PodSummary[]): ReadonlySet<string> {
  const newest = new Map<string, number>();
  for (const pod of pods) {
    if (pod.owner === undefined || pod.failed === true || (pod.level !== 'ok' && pod.status !== 'Completed')) continue;
    const key = ownerKey(pod);
    newest.set(key, Math.max(newest.get(key) ?? 0, pod.createdAt));
  }
  const replaced = pods.filter((pod) => pod.failed === true && (newest.get(ownerKey(pod)) ?? 0) > pod.createdAt);
  return new Set(replaced.map(({ uid }) => uid));
}

function ownerKey({ namespace, owner }: PodSummary): string {
  return `${namespace}/${owner ?? ''}`;
}
