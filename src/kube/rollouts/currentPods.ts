import { isFinished } from '../endpoints.ts';
import { deployment } from '../kinds/deployment.ts';
import type { Pod } from '../kinds/pod.ts';
import type { ReplicaSet } from '../kinds/replicaSet.ts';
import { refOf } from '../metadata.ts';
import { controllerOf } from '../owners.ts';
import { podsOfWorkload } from '../podsOfWorkload.ts';
import { newestPods } from '../deploymentPods.ts';
import { workloadKinds, type Workload } from './workload.ts';

/** The pods that the workload's controllers have made, of those that its selector matches. */
export function ownPods(workload: Workload, pods: readonly Pod[]): readonly Pod[] {
  if (workload.kind === 'Deployment') return podsOfWorkload(refOf(deployment, workload.object), pods);
  const { kind } = workloadKinds[workload.kind];
  const name = workload.object.metadata?.name;
  return pods.filter((pod) => {
    const owner = controllerOf(pod);
    return owner?.kind === kind.kind && owner.name === name;
  });
}

/**
 * Those that decide whether a rollout gets on: live ones, and of the current template, where the others are only waiting to be replaced.
 * A StatefulSet waits for its old pods too (pkg/controller/statefulset/stateful_set_control.go, 1.36); under OnDelete nothing is replaced.
 */
export function currentPods(
  workload: Workload,
  own: readonly Pod[],
  replicaSets: readonly ReplicaSet[] | undefined,
): readonly Pod[] {
  const live = own.filter((pod) => !isFinished(pod) && pod.metadata?.deletionTimestamp === undefined);
  switch (workload.kind) {
    case 'StatefulSet':
    case 'ReplicaSet':
      return live;
    case 'DaemonSet': {
      const { metadata, spec } = workload.object;
      // The server counts a DaemonSet's templates, and its controller writes the count on each pod (pkg/apis/apps/v1/conversion.go)
      const generation = metadata?.annotations?.['deprecated.daemonset.template.generation'];
      if (generation === undefined || spec?.updateStrategy?.type === 'OnDelete') return live;
      return live.filter((pod) => (pod.metadata?.labels?.['pod-template-generation'] ?? generation) === generation);
    }
    case 'Deployment': {
      const newest = newestReplicaSet(workload, replicaSets);
      if (newest === undefined) return newestPods(live);
      return live.filter((pod) => controllerOf(pod)?.name === newest.metadata?.name);
    }
  }
}

const revision = 'deployment.kubernetes.io/revision';

/** The one that has the revision of the Deployment; its controller writes it on both (pkg/controller/deployment/sync.go). */
function newestReplicaSet(
  { object }: Extract<Workload, { kind: 'Deployment' }>,
  replicaSets: readonly ReplicaSet[] | undefined,
): ReplicaSet | undefined {
  const wanted = object.metadata?.annotations?.[revision];
  const { name, namespace } = object.metadata ?? {};
  return replicaSets?.find((one) => {
    const owner = controllerOf(one);
    return (
      owner?.kind === 'Deployment' &&
      owner.name === name &&
      one.metadata?.namespace === namespace &&
      one.metadata?.annotations?.[revision] === wanted
    );
  });
}
