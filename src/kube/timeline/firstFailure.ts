import type { TimelineMoment } from './moment.ts';

const shapesOfChange = new Set<TimelineMoment['shape']>(['rollout', 'scale', 'write']);

const hour = 3600 * 1000;

/** A change that came before it may explain a failure; one of the same second may be written down after it. */
const sameInstant = 2000;
const longBefore = 24 * hour;

export interface FirstFailure<T extends TimelineMoment> {
  readonly failure: T;
  /** The changes of the 24 hours before it, the nearest first. */
  readonly changesBefore: readonly T[];
}

/**
 * The first moment of the present trouble that is worse than news; undefined where there is none. Trouble with an hour of quiet
 * after it is another one: a container that was killed last week does not explain what fails today. Of the last 24 hours the
 * trouble with something critical in it counts before the one without.
 */
export function firstFailure<T extends TimelineMoment>(
  moments: readonly T[],
  now: number,
): FirstFailure<T> | undefined {
  const failure = presentTrouble(moments, now)[0];
  if (failure === undefined) return undefined;
  const changesBefore = moments
    .filter(
      ({ shape, at }) => shapesOfChange.has(shape) && at <= failure.at + sameInstant && at > failure.at - longBefore,
    )
    .sort((a, b) => b.at - a.at);
  return { failure, changesBefore };
}

function presentTrouble<T extends TimelineMoment>(moments: readonly T[], now: number): readonly T[] {
  const troubles: { end: number; failures: T[] }[] = [];
  for (const one of moments.filter(({ severity }) => severity !== 'info').sort((a, b) => a.at - b.at)) {
    const last = troubles.at(-1);
    if (last === undefined || one.at > last.end + hour) troubles.push({ end: endOf(one, now), failures: [one] });
    else {
      last.failures.push(one);
      last.end = Math.max(last.end, endOf(one, now));
    }
  }
  const latest = troubles.at(-1);
  const recent = troubles.filter(({ end }) => end > (latest?.end ?? 0) - longBefore);
  const worst = recent.findLast(({ failures }) => failures.some(({ severity }) => severity === 'critical'));
  return (worst ?? latest)?.failures ?? [];
}

/** A mere warning that has lasted for weeks does not make one trouble of all that came since. */
function endOf({ at, until, shape, severity }: TimelineMoment, now: number): number {
  return until ?? (shape === 'state' && severity === 'critical' ? now : at);
}
