import { conditionOf } from '../../kube/conditions.ts';
import { eventsAbout } from '../../kube/eventsAbout.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { waitedFor } from '../../kube/scheduling/waitsForNode.ts';
import type { SchedulingWorld } from './schedulingWorld.ts';

const patience = 60_000;

/** No scheduler has touched it for a minute, and its own has placed nothing since. */
export function lacksScheduler(pod: Pod, { everywhere, pods, events, now }: SchedulingWorld): boolean {
  if (conditionOf(pod.status?.conditions, 'PodScheduled') !== undefined || waitedFor(pod, now) <= patience)
    return false;
  if (eventsAbout(events, refOf(podKind, pod), pod.metadata?.uid).length > 0) return false;
  const created = Date.parse(pod.metadata?.creationTimestamp ?? '');
  return (lastPlaced(everywhere ?? pods).get(schedulerOf(pod)) ?? 0) < created;
}

/** The server fills it in. */
export function schedulerOf({ spec }: Pod): string {
  return spec?.schedulerName ?? 'default-scheduler';
}

const known = new WeakMap<readonly Pod[], ReadonlyMap<string, number>>();

/** When each scheduler last placed a pod. */
function lastPlaced(pods: readonly Pod[]): ReadonlyMap<string, number> {
  const made = known.get(pods);
  if (made !== undefined) return made;
  const times = new Map<string, number>();
  for (const pod of pods) {
    const placed = conditionOf(pod.status?.conditions, 'PodScheduled');
    const at = placed?.status === 'True' ? Date.parse(placed.lastTransitionTime ?? '') || 0 : 0;
    if (at > (times.get(schedulerOf(pod)) ?? 0)) times.set(schedulerOf(pod), at);
  }
  known.set(pods, times);
  return times;
}
