import { objectPath, type ObjectRef } from '../core/objectRef.ts';
import type { Pod } from './kinds/pod.ts';
import { workloadOf } from './owners.ts';

const indexes = new WeakMap<readonly Pod[], ReadonlyMap<string, readonly Pod[]>>();

/** The pods of a workload, by their owners. The list is put in order once, however many workloads ask. */
export function podsOfWorkload(
  workload: Pick<ObjectRef, 'kind' | 'namespace' | 'name'>,
  pods: readonly Pod[],
): readonly Pod[] {
  return indexOf(pods).get(objectPath(workload)) ?? [];
}

function indexOf(pods: readonly Pod[]): ReadonlyMap<string, readonly Pod[]> {
  const known = indexes.get(pods);
  if (known !== undefined) return known;
  const index = new Map<string, Pod[]>();
  for (const pod of pods) {
    const workload = workloadOf(pod);
    if (workload === undefined) continue;
    const path = objectPath(workload);
    const group = index.get(path);
    if (group === undefined) index.set(path, [pod]);
    else group.push(pod);
  }
  indexes.set(pods, index);
  return index;
}
