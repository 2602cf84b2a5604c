import { counted } from '../../core/counted.ts';
import { conditionOf } from '../conditions.ts';
import { pullFailure } from '../image/pullFailure.ts';
import type { ContainerState } from '../kinds/container.ts';
import type { Pod } from '../kinds/pod.ts';
import { podContainers, type PodContainer } from '../podContainers.ts';

/** What keeps a pod from becoming ready, as its status tells it. */
export interface PodFault {
  readonly reason: string;
  readonly container?: string;
  readonly message: string;
  /** The field that says it: `status.containerStatuses[0].state.waiting.reason`. */
  readonly path: string;
  readonly value: string | number;
  /**
   * `at once`: nothing will change by itself. `second try`: it was tried once, and the next try, within some seconds, will tell.
   * `scheduler`: it may be placed as soon as other pods or nodes come and go. `never`: it mends by itself, or nobody can tell.
   */
  readonly gives: 'at once' | 'second try' | 'scheduler' | 'never';
}

/** So many ends of a container, one after another, are no start that waits for another service. */
const manyRestarts = 3;

/**
 * Undefined where nothing is known to be wrong: such a pod is on its way. What mends and what does not:
 * a pod that has ended or failed never runs again, and one that is being deleted neither
 * (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/);
 * the kubelet tries an image again after 10 s, then after twice as long each time
 * (https://kubernetes.io/docs/concepts/containers/images/#imagepullbackoff): a registry that is down or throttles may come back, one that
 * does not have the image, or refuses, will say the same again;
 * a container that needs a ConfigMap or Secret is tried at each sync, and whoever makes the workload may make it just after;
 * a container that ends is started again with a growing pause (…/pod-lifecycle/#container-restarts): often what it waits for comes up
 * meanwhile, three ends later hardly; a program that cannot be started at all (StartError) will not be there next time.
 */
export function podFault(pod: Pod): PodFault | undefined {
  return endOfPod(pod) ?? unplaced(pod) ?? containerFault(pod);
}

function endOfPod({ metadata, status }: Pod): PodFault | undefined {
  if (status?.phase === 'Failed') {
    const { reason = 'Failed', message = '' } = status;
    const at =
      status.reason === undefined
        ? { path: 'status.phase', value: 'Failed' }
        : { path: 'status.reason', value: reason };
    return {
      reason,
      message: message === '' ? 'the pod has failed, and will not run again' : message,
      ...at,
      gives: 'at once',
    };
  }
  if (status?.phase === 'Succeeded')
    return {
      reason: 'Completed',
      message: 'the pod has done its work and ended: it will not be ready again',
      path: 'status.phase',
      value: 'Succeeded',
      gives: 'at once',
    };
  if (metadata?.deletionTimestamp === undefined) return undefined;
  return {
    reason: 'Terminating',
    message: 'the pod is being deleted',
    path: 'metadata.deletionTimestamp',
    value: metadata.deletionTimestamp,
    gives: 'at once',
  };
}

function unplaced({ spec, status }: Pod): PodFault | undefined {
  if ((spec?.nodeName ?? '') !== '') return undefined;
  const conditions = status?.conditions;
  const scheduled = conditionOf(conditions, 'PodScheduled');
  if (scheduled?.status !== 'False') return undefined;
  const { reason = 'Unschedulable', message = '' } = scheduled;
  const path = `status.conditions[${conditions?.indexOf(scheduled) ?? 0}].reason`;
  // A gate is lifted by whoever has set it, and a nominated pod waits for those that make room for it
  const waits = reason !== 'Unschedulable' || (status?.nominatedNodeName ?? '') !== '';
  return { reason, message, path, value: reason, gives: waits ? 'never' : 'scheduler' };
}

function containerFault(pod: Pod): PodFault | undefined {
  const faults = podContainers(pod)
    .filter(({ type }) => type !== 'ephemeral')
    .flatMap((container) => faultOf(container) ?? []);
  return order.flatMap((gives) => faults.find((fault) => fault.gives === gives) ?? [])[0];
}

const order: readonly PodFault['gives'][] = ['at once', 'second try', 'scheduler', 'never'];

function faultOf(container: PodContainer): PodFault | undefined {
  const { name, status, statusPath } = container;
  const waiting = status?.state?.waiting;
  const reason = waiting?.reason;
  if (waiting === undefined || reason === undefined) return undefined;
  if (reason === 'ContainerCreating' || reason === 'PodInitializing') return undefined;
  const fault = (gives: PodFault['gives'], message = waiting.message ?? ''): PodFault => ({
    reason,
    container: name,
    message,
    path: `${statusPath}.state.waiting.reason`,
    value: reason,
    gives,
  });
  const pull = pullFailure(container, []);
  if (pull !== undefined) return fault(pullGives[pull.problem]);
  if (reason === 'CreateContainerConfigError' || reason === 'CreateContainerError' || reason === 'RunContainerError')
    return fault('second try');
  if (reason !== 'CrashLoopBackOff') return fault('never');
  const restarts = status?.restartCount ?? 0;
  const last = status?.lastState?.terminated;
  const gives = restarts >= manyRestarts || cannotStart(last) ? 'at once' : 'never';
  return {
    ...fault(gives, `${counted(restarts, 'restart')}${endText(last)}`),
    path: `${statusPath}.restartCount`,
    value: restarts,
  };
}

const pullGives: Readonly<Record<NonNullable<ReturnType<typeof pullFailure>>['problem'], PodFault['gives']>> = {
  invalidName: 'at once',
  neverPulled: 'at once',
  notFound: 'second try',
  wrongPlatform: 'second try',
  unauthorized: 'second try',
  unreachable: 'never',
  rateLimited: 'never',
  unknown: 'never',
};

type Ended = NonNullable<ContainerState['terminated']>;

/** Words of containerd and of docker for a process that the kernel would not start. */
function cannotStart(last: Ended | undefined): boolean {
  return last?.reason === 'StartError' || last?.reason === 'ContainerCannotRun';
}

function endText(last: Ended | undefined): string {
  return last === undefined ? '' : `, last ended with ${last.reason ?? 'no reason'}, exit code ${last.exitCode ?? '?'}`;
}
