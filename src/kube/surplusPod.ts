import type { Pod } from './kinds/pod.ts';
import { workloadOf } from './owners.ts';

/**
 * Why a pod of this manifest would not come back to stay; undefined: nothing speaks against it. A controller counts the pods that name
 * it, makes those that lack and deletes those that are more (manageReplicas in pkg/controller/replicaset).
 */
export function surplusPod(pod: Pod): string | undefined {
  const owner = workloadOf(pod);
  return owner === undefined
    ? undefined
    : `${owner.kind} ${owner.name} makes its pods itself, and keeps no more of them than it wants`;
}
