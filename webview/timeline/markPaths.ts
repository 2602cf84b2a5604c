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
 */
export function markPaths(moments: readonly Moment[], place: Place): MarkPaths {
  const marks: Record<Severity, string> = { critical: '', warning: '', info: '' };
  const bars: Record<Severity, string> = { critical: '', warning: '', info: '' };
  let rings = '';
  const seen = new Set<string>();
  for (const moment of moments) {
    const x = Math.round(place.x(moment.at) * 2) / 2;
    if (moment.shape === 'state') {
      bars[moment.severity] += barPath(moment, x, place);
      continue;
    }
    const lane = place.layout.lanes[moment.lane];
    if (lane === undefined || x < -margin || x > place.width + margin) continue;
    const pixel = `${moment.lane} ${moment.shape} ${moment.severity} ${x}`;
    if (seen.has(pixel)) continue;
    seen.add(pixel);
    marks[moment.severity] += markShape(moment.shape, x, lane.marks);
    if (moment.severity === 'critical') rings += circle(x, lane.marks, 9);
  }
  return { marks, bars, rings };
}

function barPath(moment: Moment, x: number, { x: at, to, width, layout }: Place): string {
  const right = Math.min(at(moment.until ?? to), width + margin);
  const left = Math.max(x, -margin);
  if (right < -margin || left > width + margin) return '';
  const y = layout.barOf(moment);
  const half = barHalves[moment.severity];
  return `M${left},${y - half}H${Math.max(right, left + 2)}v${2 * half}H${left}z`;
}

/** • ◆ ▲ ✎ around a point. */
export function markShape(shape: Moment['shape'], x: number, y: number): string {
  switch (shape) {
    case 'event':
    case 'state':
      return circle(x, y, 4.5);
    case 'rollout':
      return `M${x},${y - 6.5}l6.5,6.5l-6.5,6.5l-6.5,-6.5z`;
    case 'scale':
      return `M${x},${y - 6}l6.5,11.5h-13z`;
    case 'write':
      return `M${x - 6},${y + 6}l1.2,-4.4l7,-7l3.2,3.2l-7,7z`;
  }
}

function circle(x: number, y: number, radius: number): string {
  return `M${x - radius},${y}a${radius},${radius} 0 1,0 ${2 * radius},0a${radius},${radius} 0 1,0 ${-2 * radius},0z`;
}
