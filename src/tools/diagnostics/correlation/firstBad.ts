import { causeText } from './causeText.ts';
import type { Correlation } from './correlation.ts';
import type { Failure } from './failure.ts';
import type { SharedCause } from './sharedCauses.ts';
import { secondsBetween } from '../../../kube/secondsBetween.ts';
import { timeText } from '../../../core/timeText.ts';

/** The earliest that is known to have gone wrong: of what the first cause explains, else of all that fails. */
export function firstBad(
  causes: readonly SharedCause[],
  failures: readonly Failure[],
  now: number,
): Correlation['firstBad'] {
  const [cause] = causes;
  const moments = (cause?.failures ?? failures).flatMap(({ beganAt, judged, missing, namespace }) =>
    beganAt === undefined ? [] : [{ at: beganAt, what: beganText(namespace, judged?.pod.name, missing?.object.name) }],
  );
  // What was so for days is no beginning
  if (cause?.fault?.since !== undefined && cause.order !== 'long before')
    moments.unshift({ at: cause.fault.since, what: causeText(cause) });
  const [first] = moments.toSorted((a, b) => a.at - b.at);
  if (first === undefined) return undefined;
  return {
    at: timeText(first.at),
    secondsAgo: secondsBetween(first.at, now),
    what: first.what,
  };
}

function beganText(namespace: string, pod: string | undefined, maker: string | undefined): string {
  return pod === undefined
    ? `pods of ${namespace}/${maker ?? ''} were refused`
    : `pod ${namespace}/${pod} began to fail`;
}
