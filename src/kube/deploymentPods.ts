import { deployment, type Deployment } from './kinds/deployment.ts';
import type { Pod } from './kinds/pod.ts';
import { isFinished, isReadyPod, livePods } from './endpoints.ts';
import { refOf } from './metadata.ts';
import { levelAt, podHealth } from './podHealth.ts';
import { podsOfWorkload } from './podsOfWorkload.ts';
import { podStatus } from './podStatus.ts';

/** The pods of a Deployment, by their owner and the hash in its name. */
export function podsOfDeployment(one: Deployment, pods: readonly Pod[]): readonly Pod[] {
  return podsOfWorkload(refOf(deployment, one), pods);
}

/** Those of the ReplicaSet, or of the ControllerRevision, that the youngest pod is of: a rollout makes no pods of an earlier one. */
export function newestPods(pods: readonly Pod[]): readonly Pod[] {
  const live = livePods(pods);
  const youngest = live.reduce<Pod | undefined>(
    (best, pod) => (best === undefined || createdAt(pod) > createdAt(best) ? pod : best),
    undefined,
  );
  const hash = hashOf(youngest);
  return live.filter((pod) => hashOf(pod) === hash);
}

/** Not ready, and past what its probes and its first minutes allow. */
export function sickPods(pods: readonly Pod[], now: number): readonly Pod[] {
  return pods.filter((pod) => {
    if (isFinished(pod) || isReadyPod(pod) || pod.metadata?.deletionTimestamp !== undefined) return false;
    const level = levelAt(podHealth(pod, podStatus(pod)), now);
    return level === 'critical' || level === 'warning';
  });
}

/** Its controller still has something to do: a template not seen yet, pods to make or pods of an earlier template to end. */
export function isRollingOut({ metadata, spec, status }: Deployment): boolean {
  const { observedGeneration = 0, replicas = 0, updatedReplicas = 0 } = status ?? {};
  return (
    observedGeneration < (metadata?.generation ?? 0) ||
    updatedReplicas < (spec?.replicas ?? 1) ||
    replicas > updatedReplicas
  );
}

function hashOf(pod: Pod | undefined): string | undefined {
  const labels = pod?.metadata?.labels;
  return labels?.['pod-template-hash'] ?? labels?.['controller-revision-hash'];
}

function createdAt({ metadata }: Pod): number {
  return Date.parse(metadata?.creationTimestamp ?? '') || 0;
}
