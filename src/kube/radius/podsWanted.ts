import type { Workload } from '../rollouts/workload.ts';

/** How many pods a workload has when it is whole: of a DaemonSet one for each node that is to run it. */
export function podsWanted({ kind, object }: Workload): number {
  // The server fills in 1 where replicas is left out
  return kind === 'DaemonSet' ? (object.status?.desiredNumberScheduled ?? 0) : (object.spec?.replicas ?? 1);
}
