import type { Moment } from '../../src/core/blocks.ts';
import type { Place } from './markPaths.ts';

const reach = 9;

/** The moment under a pointer: the nearest mark within reach, else the bar that it is on. */
export function hitMoment(moments: readonly Moment[], place: Place, px: number, py: number): Moment | undefined {
  let nearest: Moment | undefined;
  let least = reach;
  let bar: Moment | undefined;
  for (const moment of moments) {
    const lane = place.layout.lanes[moment.lane];
    if (lane === undefined || py < lane.top || py > lane.top + lane.height) continue;
    const x = place.x(moment.at);
    if (moment.shape === 'state') {
      if (
        px >= x - 2 &&
        px <= place.x(moment.until ?? place.to) + 2 &&
        Math.abs(py - place.layout.barOf(moment)) <= 5.5
      )
        bar = moment;
      continue;
    }
    const distance = Math.hypot(px - x, py - lane.marks);
    if (distance <= least) {
      least = distance;
      nearest = moment;
    }
  }
  return nearest ?? bar;
}
