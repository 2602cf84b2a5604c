import type { SeenEvent } from '../events.ts';
import { karpenter } from './schedulerSays.ts';

/** A node takes some minutes to come; after this it does not come. */
const hope = 10 * 60_000;

/**
 * What makes nodes says of a pod that it makes one, or why it cannot: whichever came last.
 * Source: TriggeredScaleUp and NotTriggerScaleUp in cluster-autoscaler/processors/status/eventing_scale_up_processor.go, Nominated and
 * FailedScheduling in pkg/controllers/provisioning/scheduling/events.go of karpenter.
 */
export function autoscalerWords(
  events: readonly SeenEvent[],
  now: number,
): { readonly newNode: SeenEvent | undefined; readonly noNewNode: SeenEvent | undefined } {
  const last = events.findLast((event) => isPromise(event) || isRefusal(event));
  if (last === undefined) return { newNode: undefined, noNewNode: undefined };
  const isRecent = now - last.lastAt <= hope;
  return {
    newNode: isPromise(last) && isRecent ? last : undefined,
    noNewNode: isRefusal(last) ? last : undefined,
  };
}

function isPromise({ reason }: SeenEvent): boolean {
  return reason === 'TriggeredScaleUp' || reason === 'Nominated';
}

function isRefusal({ reason, source }: SeenEvent): boolean {
  return reason === 'NotTriggerScaleUp' || (reason === 'FailedScheduling' && source === karpenter);
}
