import type { TimelineMoment } from './moment.ts';

const shapesOfChange = new Set<TimelineMoment['shape']>(['rollout', 'scale', 'write']);

/** A change that came before it may explain a failure; one of the same second may be written down after it. */
const sameInstant = 2000;
const longBefore = 24 * 3600 * 1000;

export interface FirstFailure<T extends TimelineMoment> {
  readonly failure: T;
  /** The changes of the 24 hours before it, the nearest first. */
  readonly changesBefore: readonly T[];
}

/** The earliest moment that is worse than news; undefined where there is none. `moments` in any order. */
export function firstFailure<T extends TimelineMoment>(moments: readonly T[]): FirstFailure<T> | undefined {
  const failures = moments.filter(({ severity }) => severity !== 'info');
  const failure = failures.reduce<T | undefined>(
    (first, one) => (first === undefined || one.at < first.at ? one : first),
    undefined,
  );
  if (failure === undefined) return undefined;
  const changesBefore = moments
    .filter(
      ({ shape, at }) => shapesOfChange.has(shape) && at <= failure.at + sameInstant && at > failure.at - longBefore,
    )
    .sort((a, b) => b.at - a.at);
  return { failure, changesBefore };
}
