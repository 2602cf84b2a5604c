import type { Pod } from '../kinds/pod.ts';
import { isUnscheduled } from '../isUnscheduled.ts';

/** Below this a scheduler may not have come to it yet. */
const patience = 30_000;

/** Without a node for longer than a scheduler takes, and neither gated nor being deleted. */
export function waitsForNode(pod: Pod, now: number): boolean {
  return (
    isUnscheduled(pod) &&
    pod.metadata?.deletionTimestamp === undefined &&
    (pod.spec?.schedulingGates ?? []).length === 0 &&
    waitedFor(pod, now) > patience
  );
}

/** Milliseconds since the pod was made. */
export function waitedFor({ metadata }: Pod, now: number): number {
  return Math.max(0, now - (Date.parse(metadata?.creationTimestamp ?? '') || now));
}
