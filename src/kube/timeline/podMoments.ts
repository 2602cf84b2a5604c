import { conditionOf, conditionPath } from '../conditions.ts';
import { pod as podKind, type Pod } from '../kinds/pod.ts';
import { refOf } from '../metadata.ts';
import { containerMoments } from './containerMoments.ts';
import { createdMoment } from './createdMoment.ts';
import { timeAt, type TimelineMoment } from './moment.ts';

/** The life of a pod out of its metadata and status. */
export function podMoments(pod: Pod): readonly TimelineMoment[] {
  return [...lifeMoments(pod), ...containerMoments(pod), ...conditionMomentsOfPod(pod), ...evictionMoments(pod)];
}

function lifeMoments(pod: Pod): readonly TimelineMoment[] {
  const { metadata } = pod;
  const object = refOf(podKind, pod);
  const deleted = timeAt(metadata?.deletionTimestamp);
  return [
    ...createdMoment(object, metadata?.creationTimestamp),
    ...(deleted === undefined
      ? []
      : [
          {
            object,
            shape: 'state',
            // deletionTimestamp is when the grace period ends
            at: deleted - (metadata?.deletionGracePeriodSeconds ?? 0) * 1000,
            severity: 'info',
            title: 'Terminating',
            path: 'metadata.deletionTimestamp',
          } as const,
        ]),
  ];
}

function conditionMomentsOfPod(pod: Pod): readonly TimelineMoment[] {
  const { status } = pod;
  const conditions = status?.conditions;
  const object = refOf(podKind, pod);
  const moments: TimelineMoment[] = [];
  const scheduled = conditionOf(conditions, 'PodScheduled');
  const scheduledAt = timeAt(scheduled?.lastTransitionTime);
  if (scheduledAt !== undefined && scheduled?.status === 'False')
    moments.push({
      object,
      shape: 'state',
      at: scheduledAt,
      severity: scheduled.reason === 'SchedulingGated' ? 'info' : 'warning',
      title: `not scheduled: ${scheduled.reason ?? 'no reason given'}`,
      ...(scheduled.message === undefined ? {} : { detail: scheduled.message }),
      path: conditionPath(conditions, 'PodScheduled'),
    });
  const ready = conditionOf(conditions, 'Ready');
  const readyAt = timeAt(ready?.lastTransitionTime);
  const isOver = status?.phase === 'Succeeded' || status?.phase === 'Failed' || ready?.reason === 'PodCompleted';
  if (readyAt === undefined || isOver) return moments;
  const path = conditionPath(conditions, 'Ready');
  const isStarting = status?.phase !== 'Running' || pod.metadata?.deletionTimestamp !== undefined;
  if (ready?.status === 'True')
    moments.push({ object, shape: 'state', at: readyAt, severity: 'info', title: 'ready', path });
  else
    moments.push({
      object,
      shape: 'state',
      at: readyAt,
      severity: isStarting || isTellingElsewhere(pod, readyAt) ? 'info' : 'warning',
      title: `${isFromTheStart(pod, readyAt) ? 'never ready' : 'not ready'}: ${ready?.reason ?? 'no reason given'}`,
      ...(ready?.message === undefined ? {} : { detail: ready.message }),
      path,
    });
  return moments;
}

/** A pod is born not ready: where its containers fail, that began with their first end and not with its birth. */
function isTellingElsewhere(pod: Pod, readyAt: number): boolean {
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  return isFromTheStart(pod, readyAt) && statuses.some(({ restartCount = 0 }) => restartCount > 0);
}

function isFromTheStart({ metadata, status }: Pod, readyAt: number): boolean {
  const placed = timeAt(status?.startTime) ?? timeAt(metadata?.creationTimestamp);
  return placed !== undefined && readyAt <= placed + 2000;
}

/** An evicted or preempted pod keeps its reason in its status, long after the event is gone. */
function evictionMoments(pod: Pod): readonly TimelineMoment[] {
  const { status } = pod;
  const disruption = conditionOf(status?.conditions, 'DisruptionTarget');
  const at = timeAt(disruption?.lastTransitionTime);
  if (disruption?.status !== 'True' || at === undefined) return [];
  const detail = status?.message ?? disruption.message;
  return [
    {
      object: refOf(podKind, pod),
      shape: 'event',
      at,
      severity: 'critical',
      title: `disrupted: ${status?.reason ?? disruption.reason ?? 'no reason given'}`,
      ...(detail === undefined ? {} : { detail }),
      path: conditionPath(status?.conditions, 'DisruptionTarget'),
    },
  ];
}
