import type { Moment } from '../../src/core/blocks.ts';

export type Direction = 'earlier' | 'later' | 'up' | 'down' | 'first' | 'last';

/**
 * Where an arrow key leads from a moment: earlier and later in its own lane, up and down to the nearest in time of the next lane
 * that has any. `moments` are in order of time.
 */
export function neighbour(moments: readonly Moment[], from: Moment, direction: Direction): Moment | undefined {
  const inLane = moments.filter(({ lane }) => lane === from.lane);
  const at = inLane.findIndex(({ id }) => id === from.id);
  switch (direction) {
    case 'earlier':
      return inLane[at - 1];
    case 'later':
      return inLane[at + 1];
    case 'first':
      return moments[0];
    case 'last':
      return moments.at(-1);
    case 'up':
      return nearest(moments, from, Math.max(-1, ...lanes(moments).filter((lane) => lane < from.lane)));
    case 'down':
      return nearest(moments, from, Math.min(Infinity, ...lanes(moments).filter((lane) => lane > from.lane)));
  }
}

function lanes(moments: readonly Moment[]): readonly number[] {
  return moments.map(({ lane }) => lane);
}

function nearest(moments: readonly Moment[], from: Moment, lane: number): Moment | undefined {
  return moments
    .filter((moment) => moment.lane === lane)
    .reduce<Moment | undefined>(
      (best, one) => (best === undefined || Math.abs(one.at - from.at) < Math.abs(best.at - from.at) ? one : best),
      undefined,
    );
}
