import { isReadyPod } from '../../../kube/endpoints.ts';
import type { Pod } from '../../../kube/kinds/pod.ts';
import { podStatus } from '../../../kube/podStatus.ts';
import type { PodGroup } from './chainData.ts';

const namesShown = 3;

/** Pods by kubectl's STATUS word and readiness, the sick and the many first. */
export function podGroups(pods: readonly Pod[]): readonly PodGroup[] {
  const groups = new Map<string, { status: string; ready: boolean; names: string[] }>();
  for (const pod of pods) {
    const { status } = podStatus(pod);
    const ready = isReadyPod(pod) && pod.metadata?.deletionTimestamp === undefined;
    const key = `${status} ${ready}`;
    const group = groups.get(key) ?? { status, ready, names: [] };
    group.names.push(pod.metadata?.name ?? '');
    groups.set(key, group);
  }
  return [...groups.values()]
    .map(({ status, ready, names }) => ({
      status,
      ready,
      count: names.length,
      pods: names.sort().slice(0, namesShown),
    }))
    .sort((a, b) => Number(a.ready) - Number(b.ready) || b.count - a.count || a.status.localeCompare(b.status));
}

/** `2 CrashLoopBackOff, 1 Pending`; a running pod that is not ready is called so. */
export function groupsText(groups: readonly PodGroup[]): string {
  return groups
    .map(({ status, ready, count }) => `${count} ${status}${!ready && status === 'Running' ? ' but not ready' : ''}`)
    .join(', ');
}
