import type { MomentShape } from '../../core/blocks.ts';
import type { Severity } from '../../core/finding.ts';
import { containerOf } from '../ending/probeKills.ts';
import type { SeenEvent } from '../events.ts';
import type { TimelineMoment } from './moment.ts';

/** An event as a moment: at its first sight, until its last. */
export function eventMoment(event: SeenEvent, formerUid?: string): TimelineMoment {
  const { object, reason, message, count, firstAt, lastAt } = event;
  return {
    object,
    ...(formerUid === undefined ? {} : { formerUid }),
    shape: shapeOf(reason),
    at: firstAt,
    ...(lastAt > firstAt ? { until: lastAt } : {}),
    severity: severityOf(event),
    title: titleOf(event),
    ...(message === '' ? {} : { detail: message }),
    ...(count > 1 ? { count } : {}),
  };
}

/** Which probe it was, and of which container, stands in the message and the field path alone. */
function titleOf({ reason, message, fieldPath }: SeenEvent): string {
  if (reason === '') return 'event';
  const [, probe] = /^(Liveness|Readiness|Startup) probe /.exec(message) ?? [];
  const [, container, killer] = /container (\S+) failed (liveness|startup) probe/i.exec(message) ?? [];
  if (reason === 'Killing' && container !== undefined) return `Killing: ${container} failed its ${killer ?? ''} probe`;
  if (reason !== 'Unhealthy' || probe === undefined) return reason;
  const whose = containerOf(fieldPath);
  return `Unhealthy: ${probe.toLowerCase()} probe${whose === undefined ? '' : ` of ${whose}`}`;
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

function severityOf({ type, reason, message }: SeenEvent): Severity {
  if (critical.has(reason)) return 'critical';
  if (type === 'Warning' || normalTrouble.has(reason)) return 'warning';
  // kubelet: "Container web failed liveness probe, will be restarted"
  return reason === 'Killing' && message.includes('failed') ? 'warning' : 'info';
}
