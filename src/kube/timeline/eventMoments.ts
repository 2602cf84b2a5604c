import type { MomentShape } from '../../core/blocks.ts';
import type { Severity } from '../../core/finding.ts';
import type { Kind } from '../../core/kind.ts';
import { seenEvent, type SeenEvent } from '../events.ts';
import { event as eventKind } from '../kinds/event.ts';
import type { TimelineMoment } from './moment.ts';

export interface TimelineEvent extends SeenEvent {
  /** Of the object that it is about: parts objects of one name that lived one after the other. */
  readonly objectUid?: string;
}

export const timelineEvents: Kind<TimelineEvent> = {
  ...eventKind,
  project: (raw) => {
    const event = eventKind.project(raw);
    const uid = event.involvedObject?.uid;
    return { ...seenEvent(event), ...(uid === undefined || uid === '' ? {} : { objectUid: uid }) };
  },
};

/** An event as a moment: at its first sight, until its last. */
export function eventMoment(event: TimelineEvent, formerUid?: string): TimelineMoment {
  const { object, reason, message, count, firstAt, lastAt } = event;
  return {
    object,
    ...(formerUid === undefined ? {} : { formerUid }),
    shape: shapeOf(reason),
    at: firstAt,
    ...(lastAt > firstAt ? { until: lastAt } : {}),
    severity: severityOf(event),
    title: reason === '' ? 'event' : reason,
    ...(message === '' ? {} : { detail: message }),
    ...(count > 1 ? { count } : {}),
  };
}

/** The Deployment controller writes ScalingReplicaSet, the HPA controller SuccessfulRescale. */
function shapeOf(reason: string): MomentShape {
  return reason === 'ScalingReplicaSet' || reason === 'SuccessfulRescale' ? 'scale' : 'event';
}

const critical = new Set(['OOMKilling', 'SystemOOM', 'Evicted', 'NodeNotReady', 'NodeHasInsufficientMemory']);

/** Written as Normal, and no good news: who is preempted, evicted by a taint or killed by a probe. */
const normalTrouble = new Set([
  'Preempted',
  'TaintManagerEviction',
  'NodeNotSchedulable',
  'NodeHasDiskPressure',
  'NodeHasMemoryPressure',
]);

function severityOf({ type, reason, message }: TimelineEvent): Severity {
  if (critical.has(reason)) return 'critical';
  if (type === 'Warning' || normalTrouble.has(reason)) return 'warning';
  // kubelet: "Container web failed liveness probe, will be restarted"
  return reason === 'Killing' && message.includes('failed') ? 'warning' : 'info';
}
