import type { Severity } from '../../core/finding.ts';
import type { ContainerState, ContainerStatus } from '../kinds/container.ts';
import { pod as podKind, type Pod } from '../kinds/pod.ts';
import { refOf } from '../metadata.ts';
import { timeAt, type TimelineMoment } from './moment.ts';

type Terminated = NonNullable<NonNullable<ContainerState>['terminated']>;

/**
 * What the kubelet keeps of each container: the instance now and the one before. They outlive events, but hold no more than the last
 * restart.
 */
export function containerMoments(pod: Pod): readonly TimelineMoment[] {
  const { status } = pod;
  const lists = [
    ['status.initContainerStatuses', status?.initContainerStatuses],
    ['status.containerStatuses', status?.containerStatuses],
    ['status.ephemeralContainerStatuses', status?.ephemeralContainerStatuses],
  ] as const;
  return lists.flatMap(([path, statuses]) =>
    (statuses ?? []).flatMap((one, index) => ofContainer(pod, one, `${path}[${index}]`)),
  );
}

function ofContainer(pod: Pod, status: ContainerStatus, path: string): readonly TimelineMoment[] {
  const { lastState, state, restartCount = 0 } = status;
  return [
    ...(lastState?.terminated === undefined
      ? []
      : ended(pod, status, lastState.terminated, `${path}.lastState.terminated`, restartCount)),
    ...(state?.terminated === undefined ? [] : ended(pod, status, state.terminated, `${path}.state.terminated`, 0)),
    ...running(pod, status, path),
    ...waiting(pod, status, path),
  ];
}

/** The time that the instance ran, and its end. `restarts`: how many followed it so far; 0 where none did. */
function ended(
  pod: Pod,
  { name = '' }: ContainerStatus,
  terminated: Terminated,
  path: string,
  restarts: number,
): readonly TimelineMoment[] {
  const { reason, exitCode = 0, signal, message, startedAt, finishedAt } = terminated;
  const at = timeAt(finishedAt);
  if (at === undefined) return [];
  const from = timeAt(startedAt);
  const object = { ...refOf(podKind, pod), container: name };
  const how = `${reason ?? (exitCode === 0 ? 'Completed' : 'Error')} (exit code ${exitCode}${signal === undefined || signal === 0 ? '' : `, signal ${signal}`})`;
  const after = restarts === 0 ? [] : [`restarted, ${restarts} ${restarts === 1 ? 'time' : 'times'} in all`];
  const words = [...after, ...(message === undefined || message === '' ? [] : [message])];
  return [
    ...(from === undefined || from >= at
      ? []
      : [{ object, shape: 'state', at: from, until: at, severity: 'info', title: `${name} ran`, path } as const]),
    {
      object,
      shape: 'event',
      at,
      severity: endSeverity(pod, terminated, restarts),
      title: `${name} ended: ${how}`,
      ...(words.length === 0 ? {} : { detail: words.join('; ') }),
      path,
    },
  ];
}

/** A container that a deletion stops is asked to end and may say so by any exit code. */
function endSeverity({ metadata }: Pod, { exitCode = 0, reason, finishedAt }: Terminated, restarts: number): Severity {
  if (reason === 'OOMKilled') return 'critical';
  const deletedAt = timeAt(metadata?.deletionTimestamp);
  if (deletedAt !== undefined) {
    const askedAt = deletedAt - (metadata?.deletionGracePeriodSeconds ?? 0) * 1000;
    if ((timeAt(finishedAt) ?? 0) >= askedAt) return 'info';
  }
  if (exitCode !== 0) return 'critical';
  return restarts > 0 ? 'warning' : 'info';
}

function running(pod: Pod, { name = '', state }: ContainerStatus, path: string): readonly TimelineMoment[] {
  const at = timeAt(state?.running?.startedAt);
  if (at === undefined) return [];
  const object = { ...refOf(podKind, pod), container: name };
  return [{ object, shape: 'state', at, severity: 'info', title: `${name} runs`, path: `${path}.state.running` }];
}

/** The API does not say since when a container waits: since its last end, else since the pod was placed. */
function waiting(pod: Pod, { name = '', state, lastState }: ContainerStatus, path: string): readonly TimelineMoment[] {
  const { reason = '', message } = state?.waiting ?? {};
  const at =
    timeAt(lastState?.terminated?.finishedAt) ??
    timeAt(pod.status?.startTime) ??
    timeAt(pod.metadata?.creationTimestamp);
  if (reason === '' || at === undefined) return [];
  const isOnItsWay = reason === 'ContainerCreating' || reason === 'PodInitializing';
  return [
    {
      object: { ...refOf(podKind, pod), container: name },
      shape: 'state',
      at,
      severity: isOnItsWay ? 'info' : 'critical',
      title: `${name} waits: ${reason}`,
      ...(message === undefined || message === '' ? {} : { detail: message }),
      path: `${path}.state.waiting`,
    },
  ];
}
