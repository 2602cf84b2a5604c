import type { Moment, TimelineBlock } from '../../src/core/blocks.ts';
import { fieldOf } from '../fieldOf.ts';

type Lanes = Pick<TimelineBlock<string>, 'lanes'>;

/** What names a moment over a new answer, where ids are others. */
export function momentToSave({ lanes }: Lanes, { lane, shape, title, at }: Moment): unknown {
  return { on: lanes[lane]?.label, shape, title, at };
}

/** The moment that was saved, or the nearest in time of the same lane and words: what repeats has its time from the last repetition. */
export function sameMoment({ lanes }: Lanes, moments: readonly Moment[], saved: unknown): Moment | undefined {
  const at = fieldOf(saved, 'at');
  if (typeof at !== 'number') return undefined;
  return moments
    .filter(
      ({ lane, shape, title }) =>
        lanes[lane]?.label === fieldOf(saved, 'on') &&
        shape === fieldOf(saved, 'shape') &&
        title === fieldOf(saved, 'title'),
    )
    .toSorted((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))[0];
}
