import type { Moment, TimelineBlock } from '../../src/core/blocks.ts';

/** Pixels from the top of the drawing. */
export interface Lane {
  readonly top: number;
  readonly height: number;
  /** Middle of the marks. */
  readonly marks: number;
}

export interface LaneLayout {
  readonly lanes: readonly Lane[];
  readonly height: number;
  /** Middle of a state's bar. */
  barOf(moment: Moment): number;
}

const marksHeight = 30;
const barHeight = 13;
const mostRows = 4;

/** Marks in the upper part of a lane; under them the state bars, in as many rows as run at once. Empty lanes stay, thinner. */
export function laneLayout(block: TimelineBlock<string>): LaneLayout {
  const rows = new Map<string, number>();
  const ends: number[][] = block.lanes.map(() => []);
  const marked = new Set<number>();
  for (const moment of block.moments.toSorted((a, b) => a.at - b.at)) {
    const laneEnds = ends[moment.lane];
    if (laneEnds === undefined) continue;
    if (moment.shape !== 'state') {
      marked.add(moment.lane);
      continue;
    }
    const free = laneEnds.findIndex((end) => end <= moment.at);
    const row = free >= 0 ? free : Math.min(laneEnds.length, mostRows - 1);
    laneEnds[row] = Math.max(laneEnds[row] ?? 0, moment.until ?? Infinity);
    rows.set(moment.id, row);
  }
  let top = 0;
  const lanes = block.lanes.map((_, index): Lane => {
    const above = marked.has(index) ? marksHeight : 10;
    const height = Math.max(34, above + (ends[index]?.length ?? 0) * barHeight + 6);
    const lane = { top, height, marks: top + (ends[index]?.length === 0 ? height / 2 : marksHeight / 2 + 1) };
    top += height;
    return lane;
  });
  return {
    lanes,
    height: top,
    barOf({ id, lane }) {
      const above = marked.has(lane) ? marksHeight : 10;
      return (lanes[lane]?.top ?? 0) + above + (rows.get(id) ?? 0) * barHeight + barHeight / 2;
    },
  };
}
