import { conditionOf } from './conditions.ts';
import type { Pod } from './kinds/pod.ts';
import { podContainers } from './podContainers.ts';
import type { PodReference } from './podReferences.ts';

/** The field that shows that a pod is kept from running. */
export interface Awaited {
  /** `status.containerStatuses[0].state.waiting.message` */
  readonly path: string;
  readonly value: string;
}

/**
 * Whether a pod may be waiting for what it refers to, by its own status: a container whose environment cannot be made waits with
 * CreateContainerConfigError; of a pod whose volumes, token or sandbox cannot be made no container has started; a pod whose claim does
 * not exist is not bound. Undefined where it does not wait. Source: pkg/kubelet/kuberuntime/kuberuntime_container.go, syncPod (1.36).
 */
export function awaitedReference(pod: Pod, reference: PodReference): Awaited | undefined {
  switch (reference.use) {
    case 'env':
    case 'envFrom':
      return containerWaits(pod, reference.container);
    case 'volume':
    case 'volume-driver':
      return reference.kind === 'PersistentVolumeClaim' ? (claimAwaited(pod) ?? startAwaited(pod)) : startAwaited(pod);
    case 'service-account':
    case 'runtime-class':
      return startAwaited(pod);
    case 'pull-secret':
      return pullRefused(pod);
    // Admission turns the class into a number: a pod that is there needs it no more
    case 'priority-class':
      return undefined;
  }
}

const waitingReasons = new Set(['CreateContainerConfigError', 'ErrImagePull', 'ImagePullBackOff']);

/** A cheap look: only of such a pod can anything be awaited. */
export function mayAwait({ metadata, status }: Pod): boolean {
  if (metadata?.deletionTimestamp !== undefined) return false;
  if ((status?.phase ?? 'Pending') === 'Pending') return true;
  return [status?.initContainerStatuses, status?.containerStatuses, status?.ephemeralContainerStatuses].some((all) =>
    all?.some(({ state }) => waitingReasons.has(state?.waiting?.reason ?? '')),
  );
}

function containerWaits(pod: Pod, name: string | undefined): Awaited | undefined {
  const own = podContainers(pod).find((container) => container.name === name);
  const waiting = own?.status?.state?.waiting;
  if (own === undefined || waiting?.reason !== 'CreateContainerConfigError') return undefined;
  return waiting.message === undefined
    ? { path: `${own.statusPath}.state.waiting.reason`, value: waiting.reason }
    : { path: `${own.statusPath}.state.waiting.message`, value: waiting.message };
}

function startAwaited(pod: Pod): Awaited | undefined {
  const { spec, status } = pod;
  if ((spec?.nodeName ?? '') === '' || status?.phase !== 'Pending') return undefined;
  const statuses = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  const isNew = statuses.every(
    ({ state, restartCount = 0 }) =>
      restartCount === 0 &&
      state?.running === undefined &&
      state?.terminated === undefined &&
      ['', 'ContainerCreating', 'PodInitializing'].includes(state?.waiting?.reason ?? ''),
  );
  return isNew ? { path: 'status.phase', value: status.phase } : undefined;
}

function claimAwaited({ spec, status }: Pod): Awaited | undefined {
  if ((spec?.nodeName ?? '') !== '') return undefined;
  const scheduled = conditionOf(status?.conditions, 'PodScheduled');
  if (scheduled?.status !== 'False' || scheduled.reason !== 'Unschedulable') return undefined;
  const at = `status.conditions[${status?.conditions?.indexOf(scheduled) ?? 0}]`;
  return scheduled.message === undefined
    ? { path: `${at}.reason`, value: scheduled.reason }
    : { path: `${at}.message`, value: scheduled.message };
}

/** Registries tell a stranger in these words, and often also of a repository that does not exist. */
const refusal = /\bunauthorized\b|authentication required|\bdenied\b|\bforbidden\b|no basic auth|\b40[13]\b/i;

function pullRefused(pod: Pod): Awaited | undefined {
  for (const { status, statusPath } of podContainers(pod)) {
    const { reason = '', message = '' } = status?.state?.waiting ?? {};
    if ((reason === 'ErrImagePull' || reason === 'ImagePullBackOff') && refusal.test(message))
      return { path: `${statusPath}.state.waiting.message`, value: message };
  }
  return undefined;
}
