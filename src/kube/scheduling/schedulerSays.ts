import { eventRef, eventsAbout } from '../eventsAbout.ts';
import type { Evidence } from '../../core/finding.ts';
import type { KubeEvent } from '../kinds/event.ts';
import { pod as podKind, type Pod } from '../kinds/pod.ts';
import { refOf } from '../metadata.ts';
import { failedScheduling } from './failedScheduling.ts';
import { obstacleOfWords, type Obstacle } from './obstacle.ts';

/** Why a pod was not placed, in the words of its scheduler. */
export interface SchedulerWords {
  /** Without what it says after its reasons, of preemption and the like, which is never a cause. */
  readonly message: string;
  readonly evidence: Evidence;
  /** What is known of it, met on the most nodes first. */
  readonly obstacles: readonly Obstacle[];
}

/** The condition, which is of the last try; else the newest event. Undefined where neither tells anything. */
export function schedulerSays(pod: Pod, events: readonly KubeEvent[] | undefined): SchedulerWords | undefined {
  const object = refOf(podKind, pod);
  const conditions = pod.status?.conditions ?? [];
  const index = conditions.findIndex(({ type, status }) => type === 'PodScheduled' && status === 'False');
  const text = conditions[index]?.message ?? '';
  if (text !== '') return wordsOf(text, { object, path: `status.conditions[${index}].message`, value: text });
  const last = eventsAbout(events, object, pod.metadata?.uid).findLast(
    ({ reason, message, source }) => reason === 'FailedScheduling' && message !== '' && source !== karpenter,
  );
  return last === undefined
    ? undefined
    : wordsOf(last.message, { object: eventRef(last), path: 'message', value: last.message });
}

/** It writes the same reason for what it cannot make a node for. Source: pkg/controllers/provisioning/scheduling/events.go of karpenter. */
export const karpenter = 'karpenter';

function wordsOf(message: string, evidence: Evidence): SchedulerWords {
  const parsed = failedScheduling(message);
  const reasons =
    parsed === undefined
      ? [message]
      : parsed.before === undefined
        ? parsed.reasons.toSorted((a, b) => b.nodes - a.nodes).map(({ reason }) => reason)
        : [parsed.before];
  return {
    message: message.replace(/\.? preemption: .*$/s, ''),
    evidence,
    obstacles: [...new Set(reasons.flatMap((reason) => obstacleOfWords(reason) ?? []))],
  };
}
