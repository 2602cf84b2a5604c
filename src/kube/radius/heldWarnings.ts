import type { Workload } from '../rollouts/workload.ts';

/** Why the pods of a workload do not follow a new template by themselves, or go all at once. */
export function heldWarnings({ kind, object }: Workload): readonly string[] {
  if (kind === 'Deployment')
    return [
      ...(object.spec?.paused === true ? ['It is paused: its pods are replaced only once somebody resumes it.'] : []),
      ...(object.spec?.strategy?.type === 'Recreate'
        ? ['Its strategy is Recreate: all pods end before the first new one starts.']
        : []),
    ];
  if (kind === 'ReplicaSet') return [];
  return object.spec?.updateStrategy?.type === 'OnDelete'
    ? ['Its strategy is OnDelete: pods are replaced only as somebody deletes them.']
    : [];
}
