import { conditionOf, secondsSince } from '../conditions.ts';
import { isFinished } from '../endpoints.ts';
import type { ContainerStatus } from '../kinds/container.ts';
import type { Pod } from '../kinds/pod.ts';

/** On a new node network and drivers come up after the first pods: what fails once or twice comes right by itself. */
const patience = 60;

/**
 * Whether, a minute after it was told to, the kubelet of a pod's node has still to mount its volumes and make its sandbox: in that order, and before any image is pulled.
 * PodReadyToStartContainers tells (on by default since 1.29); without it a pod of which no container has ever started.
 * Source: SyncPod in pkg/kubelet/kubelet.go and pkg/kubelet/kuberuntime/kuberuntime_manager.go (1.36).
 */
export function awaitsSandbox(pod: Pod, now: number): boolean {
  const { metadata, spec, status } = pod;
  if ((spec?.nodeName ?? '') === '' || isFinished(pod)) return false;
  const waited = secondsSince(status?.startTime ?? metadata?.creationTimestamp, now);
  if (waited !== undefined && waited < patience) return false;
  const condition = conditionOf(status?.conditions, 'PodReadyToStartContainers');
  if (condition !== undefined) return condition.status !== 'True';
  if ((status?.phase ?? 'Pending') !== 'Pending') return false;
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].every(isNew);
}

function isNew({ state, restartCount = 0 }: ContainerStatus): boolean {
  return (
    restartCount === 0 &&
    state?.running === undefined &&
    state?.terminated === undefined &&
    ['', 'ContainerCreating', 'PodInitializing'].includes(state?.waiting?.reason ?? '')
  );
}
