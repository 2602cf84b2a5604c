import type { Severity } from '../../core/finding.ts';
import type { ObjectRef } from '../../core/objectRef.ts';
import type { Condition } from '../metadata.ts';
import { createdMoment } from './createdMoment.ts';
import { timeAt, type TimelineMoment } from './moment.ts';
import type { TimelineObject } from './timelineObject.ts';
import { writeMoments } from './writeMoments.ts';

/** Creation, deletion, conditions, times in the status, restarts and writes of an object of any kind but a pod. */
export function objectMoments(
  object: ObjectRef,
  { metadata, managed, spec, status }: TimelineObject,
): readonly TimelineMoment[] {
  const restartedAt = spec?.template?.metadata?.annotations?.['kubectl.kubernetes.io/restartedAt'];
  return [
    ...createdMoment(object, metadata?.creationTimestamp),
    ...point(object, metadata?.deletionTimestamp, 'being deleted', 'metadata.deletionTimestamp', 'warning'),
    ...point(
      object,
      restartedAt,
      'restart asked for',
      "spec.template.metadata.annotations['kubectl.kubernetes.io/restartedAt']",
      'info',
      'rollout',
    ),
    ...point(object, status?.startTime, 'started', 'status.startTime'),
    ...point(object, status?.completionTime, 'completed', 'status.completionTime'),
    ...point(object, status?.lastScheduleTime, 'last scheduled', 'status.lastScheduleTime'),
    ...point(object, status?.lastSuccessfulTime, 'last success', 'status.lastSuccessfulTime'),
    ...point(object, status?.lastScaleTime, 'last scaled', 'status.lastScaleTime', 'info', 'scale'),
    ...conditionMoments(object, status?.conditions),
    ...writeMoments(object, managed?.managedFields ?? []),
  ];
}

function point(
  object: ObjectRef,
  time: string | undefined,
  title: string,
  path: string,
  severity: Severity = 'info',
  shape: TimelineMoment['shape'] = 'event',
): readonly TimelineMoment[] {
  const at = timeAt(time);
  return at === undefined ? [] : [{ object, shape, at, severity, title, path }];
}

/** Each condition in its present state, since its last transition. */
export function conditionMoments(object: ObjectRef, conditions: readonly Condition[] = []): readonly TimelineMoment[] {
  return conditions.flatMap((condition, index): readonly TimelineMoment[] => {
    const { type = '', status = '', reason, message, lastTransitionTime } = condition;
    const at = timeAt(lastTransitionTime);
    if (at === undefined || type === '') return [];
    return [
      {
        object,
        shape: 'state',
        at,
        severity: conditionSeverity(object.kind, condition),
        title: `${type} ${status}${reason === undefined || reason === '' ? '' : `: ${reason}`}`,
        ...(message === undefined || message === '' ? {} : { detail: message }),
        path: `status.conditions[${index}]`,
      },
    ];
  });
}

/** Conditions of which True is the bad news. */
const badWhenTrue =
  /Pressure$|^(ReplicaFailure|Failed|FailureTarget|NetworkUnavailable|Stalled|Degraded|DisruptionTarget|Dangling)$/;
/** Conditions that say something is bad by False. */
const badWhenFalse =
  /^(Ready|Available|AbleToScale|ScalingActive|Accepted|Programmed|ResolvedRefs|Healthy|Established)$/;

function conditionSeverity(kind: string, { type = '', status, reason }: Condition): Severity {
  if (type === 'Progressing' && reason === 'ProgressDeadlineExceeded') return 'critical';
  if (badWhenTrue.test(type)) return status === 'True' ? (type === 'Failed' ? 'critical' : 'warning') : 'info';
  if (!badWhenFalse.test(type) || status === 'True') return 'info';
  // An HPA of a workload that is scaled to zero on purpose
  if (type === 'ScalingActive' && reason === 'ScalingDisabled') return 'info';
  return kind === 'Node' && type === 'Ready' ? 'critical' : 'warning';
}
