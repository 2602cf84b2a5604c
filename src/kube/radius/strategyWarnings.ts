import type { Workload } from '../rollouts/workload.ts';

/** What the strategy of a workload makes worse for who waits for its new pods. */
export function strategyWarnings({ kind, object }: Workload): readonly string[] {
  if (kind === 'Deployment') {
    const { paused, strategy } = object.spec ?? {};
    return [
      ...(paused === true ? ['It is paused: its pods are replaced only once somebody resumes it.'] : []),
      ...(strategy?.type === 'Recreate'
        ? ['Its strategy is Recreate: all pods end before the first new one starts.']
        : []),
    ];
  }
  if (kind === 'ReplicaSet') return [];
  return object.spec?.updateStrategy?.type === 'OnDelete'
    ? ['Its strategy is OnDelete: pods are replaced only as somebody deletes them.']
    : [];
}
