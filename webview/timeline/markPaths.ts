import type { Moment } from '../../src/core/blocks.ts';
import type { Severity } from '../../src/core/finding.ts';
import type { LaneLayout } from './laneLayout.ts';

/** Where things are in the drawing at one zoom. */
export interface Place {
  /** Pixels from the left for a time. */
  readonly x: (at: number) => number;
  readonly width: number;
  /** End of what still lasts. */
  readonly to: number;
  readonly layout: LaneLayout;
}

/** Path data for each severity: marks, bars, and the rings around what is critical. */
export interface MarkPaths {
  readonly marks: Readonly<Record<Severity, string>>;
  readonly bars: Readonly<Record<Severity, string>>;
  readonly rings: string;
}

export const barHalves: Readonly<Record<Severity, number>> = { critical: 4, warning: 3, info: 1.5 };
const margin = 12;

/**
 * All marks that are in view as a handful of paths: severity by the path's style, kind by the mark's shape. One path of many marks
 * costs the browser a fraction of many elements, so every step of a zoom can draw them undistorted. Equal pixels are drawn once.
 * `moments` are in order of time.
 */
export function markPaths(moments: readonly Moment[], place: Place): MarkPaths {
  const marks: Record<Severity, string> = { critical: '', warning: '', info: '' };
  const bars: Record<Severity, string> = { critical: '', warning: '', info: '' };
  let rings = '';
  // Moments come in order of time, so that equal pixels of one lane, shape and severity follow one another.
  const last = new Map<string, number>();
  for (const moment of moments) {
    const x = Math.round(place.x(moment.at) * 2) / 2;
    if (moment.shape === 'state') {
      bars[moment.severity] += barPath(moment, x, place);
      continue;
    }
    const lane = place.layout.lanes[moment.lane];
    if (lane === undefined || x < -margin || x > place.width + margin) continue;
    const row = `${moment.lane}${moment.shape}${moment.severity}`;
    if (last.get(row) === x) continue;
    last.set(row, x);
    const [dx, dy, path] = shapes[moment.shape];
    marks[moment.severity] += `M${x + dx},${lane.marks + dy}${path}`;
    if (moment.severity === 'critical') rings += `M${x - 9},${lane.marks}${ring}`;
  }
  return { marks, bars, rings };
}

function barPath(moment: Moment, x: number, { x: at, to, width, layout }: Place): string {
  const right = Math.min(Math.round(at(moment.until ?? to) * 2) / 2, width + margin);
  const left = Math.max(x, -margin);
  if (right < -margin || left > width + margin) return '';
  const y = layout.barOf(moment);
  const half = barHalves[moment.severity];
  return `M${left},${y - half}H${Math.max(right, left + 2)}v${2 * half}H${left}z`;
}

/** • ◆ ▲ ✎: where the path of a mark starts, from its middle, and the rest of it, which is the same for all. */
const shapes: Readonly<Record<Moment['shape'], readonly [dx: number, dy: number, path: string]>> = {
  event: [-4.5, 0, circle(4.5)],
  state: [-4.5, 0, circle(4.5)],
  rollout: [0, -6.5, 'l6.5,6.5l-6.5,6.5l-6.5,-6.5z'],
  scale: [0, -6, 'l6.5,11.5h-13z'],
  write: [-6, 6, 'l1.2,-4.4l7,-7l3.2,3.2l-7,7z'],
};
const ring = circle(9);

function circle(radius: number): string {
  return `a${radius},${radius} 0 1,0 ${2 * radius},0a${radius},${radius} 0 1,0 ${-2 * radius},0z`;
}
