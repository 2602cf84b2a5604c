import { scaleTime, type ScaleTime } from 'd3-scale';
import { select } from 'd3-selection';
import { zoom, zoomIdentity, type ZoomTransform } from 'd3-zoom';
import type { Moment, TimelineBlock } from '../../src/core/blocks.ts';
import { textMeasure } from '../chain/textMeasure.ts';
import { drawn } from '../element.ts';
import { laterOnce } from '../laterOnce.ts';
import type { ViewContext } from '../viewContext.ts';
import type { Window } from './beforeFirstFailure.ts';
import { laneLayout } from './laneLayout.ts';
import { labelPlaces } from './labelPlaces.ts';
import { markPaths, type Place } from './markPaths.ts';
import { timeAxis } from './timeAxis.ts';

export const axisHeight = 26;
/** Half of the room that the name of the first failure takes. */
const failureRoom = 40;

export interface TimelineDrawing {
  readonly svg: SVGSVGElement;
  readonly height: number;
  /** What stands over the marks: the focus ring. */
  readonly overlay: SVGGElement;
  place(): Place;
  window(): Window;
  resize(width: number): void;
  show(moments: readonly Moment[]): void;
  zoomTo(window: Window): void;
  zoomBy(factor: number): void;
  /** Moves by a part of what is visible; 0.5 is half of it to the right. */
  panBy(part: number): void;
}

/**
 * The lanes as SVG. A step of a zoom or a drag draws the marks in view as a few paths and moves the axis; `moved` is called for it,
 * the titles are laid out
 * when it pauses, and `settled` when it has ended.
 */
export function timelineDrawing(
  view: ViewContext,
  block: TimelineBlock<string>,
  moved: () => void,
  settled: () => void,
): TimelineDrawing {
  const layout = laneLayout(block);
  const failureHeight = block.firstFailureAt === undefined ? 0 : 18;
  const height = axisHeight + layout.height + failureHeight;
  const margin = Math.max(1000, (block.to - block.from) * 0.02);
  const whole = scaleTime([block.from - margin, block.to + margin], [0, 1]);
  let width = 1;
  let scale: ScaleTime<number, number> = whole.copy();
  let moments: readonly Moment[] = [];

  const bands = drawn('g');
  const axis = drawn('g', { class: 'time-axis', transform: `translate(0,${axisHeight - 4})` });
  const failure = drawn('path', { class: 'first-failure' });
  const failureName = drawn(
    'text',
    { class: 'first-failure-name', y: layout.height + 13 },
    view.label('first failure'),
  );
  const rings = drawn('path', { class: 'rings' });
  const paths = (['info', 'warning', 'critical'] as const).map((severity) => ({
    severity,
    marks: drawn('path', { class: `mark ${severity}` }),
    bars: drawn('path', { class: `bar ${severity}` }),
  }));
  const labels = drawn('g', { class: 'mark-labels', 'aria-hidden': 'true' });
  const overlay = drawn('g');
  const lanes = drawn(
    'g',
    { transform: `translate(0,${axisHeight})` },
    bands,
    failure,
    ...(block.firstFailureAt === undefined ? [] : [failureName]),
    ...paths.map(({ bars }) => bars),
    rings,
    ...paths.map(({ marks }) => marks),
    labels,
    overlay,
  );
  const svg = drawn('svg', { class: 'timeline', height, role: 'group', 'aria-label': block.title }, axis, lanes);
  const drawAxis = timeAxis(view.locale);
  const measure = textMeasure(400, 11);

  const zooming = zoom<SVGSVGElement, unknown>().on('zoom', ({ transform }: { readonly transform: ZoomTransform }) => {
    scale = transform.rescaleX(whole);
    step();
  });
  const selected = select<SVGSVGElement, unknown>(svg).call(zooming).on('dblclick.zoom', null);

  // The scale as the straight line that it is: a call for each of thousands of moments must cost nothing.
  const place = (): Place => {
    const start = scale(block.from);
    const slope = (scale(block.to) - start) / Math.max(1, block.to - block.from);
    return { x: (at) => start + (at - block.from) * slope, width, to: block.to, layout };
  };
  const layOutLabels = laterOnce(120, () => {
    labels.replaceChildren(
      ...labelPlaces(moments, place(), measure).map(({ x, y, text }) => drawn('text', { x, y }, text)),
    );
    labels.removeAttribute('display');
  });
  const settle = laterOnce(350, settled);

  function step(): void {
    const drawnPaths = markPaths(moments, place());
    for (const { severity, marks, bars } of paths) {
      marks.setAttribute('d', drawnPaths.marks[severity]);
      bars.setAttribute('d', drawnPaths.bars[severity]);
    }
    rings.setAttribute('d', drawnPaths.rings);
    if (block.firstFailureAt !== undefined) {
      const at = scale(block.firstFailureAt);
      failure.setAttribute('d', `M${at},0v${layout.height + 2}`);
      // Kept whole at the edges, where the line still is in view.
      const inside = at >= 0 && at <= width ? Math.max(failureRoom, Math.min(width - failureRoom, at)) : at;
      failureName.setAttribute('x', String(inside));
    }
    drawAxis(axis, scale, width);
    labels.setAttribute('display', 'none');
    moved();
    layOutLabels.soon();
    settle.soon();
  }

  function window(): Window {
    return { from: scale.invert(0).getTime(), to: scale.invert(width).getTime() };
  }
  // d3-zoom holds gestures inside the extent and leaves a given transform as it is.
  function zoomTo({ from, to }: Window): void {
    const left = whole(from);
    const k = Math.max(1, Math.min(mostZoom, width / Math.max(1e-6, whole(to) - left)));
    const x = Math.min(0, Math.max(width * (1 - k), -left * k));
    zooming.transform(selected, zoomIdentity.translate(x, 0).scale(k));
  }
  const mostZoom = Math.max(1, (block.to - block.from) / 5000);

  return {
    svg,
    height,
    overlay,
    place,
    window,
    zoomTo,
    resize(to) {
      const before = width === 1 ? undefined : window();
      width = Math.max(50, to);
      whole.range([0, width]);
      svg.setAttribute('width', String(width));
      bands.replaceChildren(
        ...layout.lanes.map(({ top, height }, index) =>
          drawn('rect', { class: `lane ${index % 2 === 0 ? 'even' : 'odd'}`, y: top, width, height }),
        ),
      );
      zooming
        .scaleExtent([1, mostZoom])
        .extent([
          [0, 0],
          [width, height],
        ])
        .translateExtent([
          [0, 0],
          [width, height],
        ]);
      if (before === undefined) zooming.transform(selected, zoomIdentity);
      else zoomTo(before);
    },
    show(shown) {
      moments = shown;
      step();
    },
    zoomBy: (factor) => zooming.scaleBy(selected, factor),
    panBy(part) {
      const { from, to } = window();
      const by = (to - from) * part;
      zoomTo({ from: from + by, to: to + by });
    },
  };
}
