import type { Moment } from '../../src/core/blocks.ts';
import type { Place } from './markPaths.ts';

export interface LabelPlace {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

const beside = 11;

/** Titles beside the marks, in a lane where the next mark leaves room for the whole text. */
export function labelPlaces(
  moments: readonly Moment[],
  { x, width, layout }: Place,
  measure: (text: string) => number,
): readonly LabelPlace[] {
  const byLane = new Map<number, Moment[]>();
  for (const moment of moments) {
    if (moment.shape === 'state') continue;
    const at = x(moment.at);
    if (at < 0 || at > width) continue;
    const lane = byLane.get(moment.lane);
    if (lane === undefined) byLane.set(moment.lane, [moment]);
    else lane.push(moment);
  }
  const places: LabelPlace[] = [];
  for (const [index, lane] of byLane) {
    const y = (layout.lanes[index]?.marks ?? 0) + 4;
    lane.forEach((moment, position) => {
      const left = x(moment.at) + beside;
      const next = lane[position + 1];
      const room = (next === undefined ? width : x(next.at) - beside) - left;
      const text = momentTitle(moment);
      if (room > 24 && measure(text) <= room) places.push({ x: left, y, text });
    });
  }
  return places;
}

/** `BackOff ×14`. */
export function momentTitle({ title, count }: Pick<Moment, 'title' | 'count'>): string {
  return count === undefined || count === 1 ? title : `${title} ×${count}`;
}
