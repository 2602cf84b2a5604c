import type { ObjectRef } from '../../core/objectRef.ts';
import type { Cluster } from '../../core/ports.ts';
import { isWorkloadKind, readWorkload } from '../../kube/radius/readWorkload.ts';
import { isSettled, rolloutState } from '../../kube/rollouts/rolloutState.ts';

/** Whether pods of a workload are still being replaced. @throws KubeError where it cannot be read. */
export async function isRolloutRunning(
  cluster: Cluster,
  { kind, namespace = '', name }: ObjectRef,
  signal: AbortSignal,
): Promise<boolean> {
  if (!isWorkloadKind(kind)) return false;
  const { workload } = await readWorkload(cluster, kind, { namespace, name }, signal);
  return !isSettled(rolloutState(workload));
}
