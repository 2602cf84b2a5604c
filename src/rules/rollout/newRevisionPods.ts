import { podsOfDeployment } from '../../kube/deploymentPods.ts';
import type { Deployment } from '../../kube/kinds/deployment.ts';
import type { Pod } from '../../kube/kinds/pod.ts';
import type { ReplicaSet } from '../../kube/kinds/replicaSet.ts';
import { currentPods } from '../../kube/rollouts/currentPods.ts';

/** The pods of the revision that a Deployment rolls out; none where that cannot be told. */
export function newRevisionPods(
  one: Deployment,
  pods: readonly Pod[],
  replicaSets: readonly ReplicaSet[] | undefined,
): readonly Pod[] {
  const newest = currentPods({ kind: 'Deployment', object: one }, podsOfDeployment(one, pods), replicaSets);
  // More than its controller has made of it: they are of an earlier one, whose youngest pod was made again
  return newest.length > (one.status?.updatedReplicas ?? 0) ? [] : newest;
}
