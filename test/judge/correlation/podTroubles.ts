import { timeText } from './timeText.ts';

/** Statuses as the kubelet writes them. */
export function crashing(at: number, message?: string, exitCode = 1): object {
  return waiting('CrashLoopBackOff', 'back-off 5m0s restarting failed container=main', at, 6, {
    terminated: {
      exitCode,
      reason: exitCode === 137 ? 'OOMKilled' : 'Error',
      ...(message === undefined ? {} : { message }),
      startedAt: timeText(at - 5000),
      finishedAt: timeText(at),
    },
  });
}

export function pullFails(image: string, reason: string, at: number): object {
  return waiting(
    'ImagePullBackOff',
    `Back-off pulling image "${image}": ErrImagePull: failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${reason}`,
    at,
  );
}

export function configError(message: string, at: number): object {
  return waiting('CreateContainerConfigError', message, at);
}

function waiting(reason: string, message: string, at: number, restartCount = 0, lastState = {}): object {
  return {
    phase: restartCount === 0 ? 'Pending' : 'Running',
    startTime: timeText(at - 60_000),
    conditions: [notReady(at)],
    containerStatuses: [
      { name: 'main', ready: false, restartCount, state: { waiting: { reason, message } }, lastState },
    ],
  };
}

/** The node controller takes the pods of a node that is silent for not ready; what the kubelet wrote last of them stays. */
export function lost(at: number): object {
  return {
    phase: 'Running',
    startTime: '2026-11-20T10:00:00Z',
    conditions: [notReady(at)],
    containerStatuses: [
      { name: 'main', ready: true, restartCount: 0, state: { running: { startedAt: '2026-11-20T10:00:10Z' } } },
    ],
  };
}

export function evicted(at: number): object {
  return {
    phase: 'Failed',
    reason: 'Evicted',
    message:
      'The node was low on resource: ephemeral-storage. Threshold quantity: 10Gi, available: 3Gi. Container main was using 2Gi, request is 0, has larger consumption of ephemeral-storage. ',
    startTime: '2026-11-20T10:00:00Z',
    conditions: [
      { type: 'DisruptionTarget', status: 'True', reason: 'TerminationByKubelet', lastTransitionTime: timeText(at) },
      notReady(at),
    ],
    containerStatuses: [],
  };
}

function notReady(at: number): object {
  return { type: 'Ready', status: 'False', reason: 'ContainersNotReady', lastTransitionTime: timeText(at) };
}
