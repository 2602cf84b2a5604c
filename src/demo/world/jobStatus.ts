import type { JsonObject } from '../../core/json.ts';
import { numberAt, textAt, valueAt } from '../kubeObject.ts';
import { nonZero } from './nonZero.ts';
import { isReady } from './readiness.ts';

/** The status of a Job by its pods. Source: kubernetes/pkg/controller/job/job_controller.go. */
export function jobStatus(job: JsonObject, pods: readonly JsonObject[]): JsonObject {
  const inPhase = (...phases: readonly string[]): number =>
    pods.filter((pod) => phases.includes(textAt(pod, 'status.phase') ?? '')).length;
  const succeeded = inPhase('Succeeded');
  const failed = inPhase('Failed');
  const ends = pods.map((pod) => textAt(pod, '$ended')).filter((end) => end !== undefined);
  const end = ends.sort().at(-1);
  const isComplete = end !== undefined && succeeded >= numberAt(job, 'spec.completions');
  const isFailed = end !== undefined && failed > numberAt(job, 'spec.backoffLimit');
  const isSuspended = valueAt(job, 'spec.suspend') === true;
  return {
    ...(isSuspended ? {} : { startTime: textAt(job, 'metadata.creationTimestamp') }),
    ...nonZero({ active: inPhase('Pending', 'Running'), succeeded, failed }),
    ready: pods.filter(isReady).length,
    terminating: 0,
    uncountedTerminatedPods: {},
    ...(isComplete
      ? { completionTime: end, conditions: reached(end, ['SuccessCriteriaMet', 'Complete'], completed) }
      : {}),
    ...(isFailed ? { conditions: reached(end, ['FailureTarget', 'Failed'], gaveUp) } : {}),
    ...(isSuspended
      ? { conditions: reached(textAt(job, 'metadata.creationTimestamp'), ['Suspended'], suspended) }
      : {}),
  };
}

const completed = { reason: 'CompletionsReached', message: 'Reached expected number of succeeded pods' };
const gaveUp = { reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' };
const suspended = { reason: 'JobSuspended', message: 'Job suspended' };

function reached(
  at: string | undefined,
  types: readonly string[],
  why: { readonly reason: string; readonly message: string },
): readonly JsonObject[] {
  return types.map((type) => ({ type, status: 'True', lastProbeTime: at, lastTransitionTime: at, ...why }));
}
