import type { Moment, TimelineBlock } from '../../src/core/blocks.ts';
import { element } from '../element.ts';
import { fieldOf } from '../fieldOf.ts';
import { revealButton } from '../parts/objectButton.ts';
import type { ViewContext } from '../viewContext.ts';
import { beforeFirstFailure, openingWindow, type Window } from './beforeFirstFailure.ts';
import { hitMoment } from './hitMoment.ts';
import { momentDetails } from './momentDetails.ts';
import { filterFrom, filterMoments } from './momentFilter.ts';
import { momentFocus } from './momentFocus.ts';
import { momentList } from './momentList.ts';
import { momentTip } from './momentTip.ts';
import { momentToSave, sameMoment } from './sameMoment.ts';
import { axisHeight, timelineDrawing } from './timelineDrawing.ts';
import { timelineFilters } from './timelineFilters.ts';
import { timelineRanges } from './timelineRanges.ts';

/** What happened to an object and to what it rests on, lane by lane, with the same as a list beside it. */
export function timelineView(view: ViewContext, block: TimelineBlock<string>, key: string): HTMLElement {
  const { label, state, send } = view;
  if (block.moments.length === 0) return element('p', { class: 'quiet' }, label('Nothing is known to have happened.'));
  const saved = state.get(key);
  let filter = filterFrom(fieldOf(saved, 'filter'));
  let moments = filterMoments(block, filter);
  let chosen: Moment | undefined;

  const details = element('div', {
    class: 'moment-details',
    role: 'group',
    'aria-label': label('Chosen moment'),
    hidden: true,
  });
  const tip = momentTip(view, block);
  const drawing = timelineDrawing(view, block, moved, settled);
  const focus = momentFocus(view, block, drawing, {
    focused: (moment) => {
      tipAt(moment);
      choose(moment);
    },
    left: hideTip,
    opened: openEvidence,
    dismissed: dismiss,
  });
  const list = momentList(view, block, (moment) => focus.moveTo(moment));
  const ranges = timelineRanges(view, block, {
    zoomTo: (window) => drawing.zoomTo(window),
    zoomBy: (factor) => drawing.zoomBy(factor),
    beforeFailure: showBeforeFailure,
  });
  const panel = element('div', { class: 'timeline-panel' }, drawing.svg, tip.root);

  function hideTip(): void {
    tip.show(undefined, 0, 0, 0);
  }
  function moved(): void {
    hideTip();
    focus.follow();
  }
  function settled(): void {
    const window = drawing.window();
    ranges.mark(window);
    list.show(moments, window);
    list.mark(chosen?.id);
    remember();
  }
  function remember(): void {
    // A range is kept by its name, so that the last 15 minutes of a new answer are its own.
    const { shown } = ranges;
    state.set(key, {
      filter,
      ...(shown === undefined ? { window: drawing.window() } : { range: shown }),
      ...(chosen === undefined ? {} : { chosen: momentToSave(block, chosen) }),
    });
  }
  function choose(moment: Moment | undefined): void {
    chosen = moment;
    details.hidden = moment === undefined;
    details.replaceChildren(...(moment === undefined ? [] : momentDetails(view, block, moment)));
    list.mark(moment?.id);
    remember();
  }
  /** Escape first puts the text away that covers something, then the chosen moment. */
  function dismiss(): boolean {
    if (!tip.root.hidden) hideTip();
    else if (chosen !== undefined) choose(undefined);
    else return false;
    return true;
  }
  function openEvidence({ evidence, lane }: Moment): void {
    const object = evidence?.object ?? block.lanes[lane]?.object;
    if (object === undefined) return;
    send(evidence === undefined ? { type: 'openYaml', object } : { type: 'openYaml', object, path: evidence.path });
  }
  function showBeforeFailure(): void {
    const before = beforeFirstFailure(block);
    if (before === undefined) return;
    drawing.zoomTo(before.window);
    if (before.change === undefined) view.announce(label('Nothing changed before the first failure.'));
    else focus.moveTo(before.change);
  }
  function tipAt(moment: Moment): void {
    const { x, layout, width } = drawing.place();
    const lane = layout.lanes[moment.lane];
    tip.show(moment, Math.max(0, Math.min(width, x(moment.at))), axisHeight + (lane?.marks ?? 0), width);
  }
  function under(event: MouseEvent): Moment | undefined {
    const box = drawing.svg.getBoundingClientRect();
    return hitMoment(moments, drawing.place(), event.clientX - box.left, event.clientY - box.top - axisHeight);
  }

  drawing.svg.addEventListener('pointermove', (event) => {
    const moment = event.buttons === 0 ? under(event) : undefined;
    drawing.svg.classList.toggle('over', moment !== undefined);
    if (moment === undefined) hideTip();
    else {
      const box = drawing.svg.getBoundingClientRect();
      tip.show(moment, event.clientX - box.left, event.clientY - box.top, box.width);
    }
  });
  drawing.svg.addEventListener('pointerleave', hideTip);
  drawing.svg.addEventListener('click', (event) => {
    const moment = under(event);
    if (moment !== undefined) focus.moveTo(moment);
  });
  drawing.svg.addEventListener('dblclick', (event) => {
    const moment = under(event);
    if (moment !== undefined) openEvidence(moment);
  });

  const filters = timelineFilters(view, block, filter, (next) => {
    filter = next;
    moments = filterMoments(block, filter);
    focus.among(moments);
    drawing.show(moments);
  });
  const window =
    saved === undefined
      ? openingWindow(block)
      : (ranges.windowOf(fieldOf(saved, 'range')) ?? windowFrom(fieldOf(saved, 'window')));
  const before = sameMoment(block, moments, fieldOf(saved, 'chosen'));
  let width = 0;
  const observer = new ResizeObserver(() => {
    const now = panel.clientWidth;
    if (now === width || now === 0) return;
    const first = width === 0;
    width = now;
    drawing.resize(width);
    if (!first) return;
    drawing.show(moments);
    if (window !== undefined) drawing.zoomTo(window);
    focus.among(moments, before);
    if (before !== undefined) choose(before);
  });
  observer.observe(panel);
  view.signal.addEventListener('abort', () => observer.disconnect());

  details.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || chosen === undefined) return;
    focus.moveTo(chosen);
    hideTip();
    choose(undefined);
    event.preventDefault();
  });

  return element(
    'div',
    {},
    ranges.root,
    filters,
    element(
      'div',
      { class: 'timeline-columns' },
      element(
        'div',
        {},
        element('div', { class: 'timeline-row' }, laneLabels(view, block, drawing.place().layout.lanes), panel),
        element(
          'p',
          { class: 'quiet hint' },
          label(
            'The wheel zooms, dragging moves. Arrow keys go from moment to moment, with Shift they move the time; Enter opens the evidence, + and − zoom, 0 shows all.',
          ),
        ),
        details,
      ),
      list.root,
    ),
  );
}

function laneLabels(
  view: ViewContext,
  block: TimelineBlock<string>,
  lanes: readonly { readonly height: number }[],
): HTMLElement {
  return element(
    'ul',
    { class: 'lane-labels', 'aria-label': view.label('Lanes') },
    ...block.lanes.map(({ object, label }, index) => {
      const row = element('li', {}, revealButton(view, object, label));
      row.style.height = `${lanes[index]?.height ?? 0}px`;
      return row;
    }),
  );
}

function windowFrom(saved: unknown): Window | undefined {
  const from = fieldOf(saved, 'from');
  const to = fieldOf(saved, 'to');
  return typeof from === 'number' && typeof to === 'number' && from < to ? { from, to } : undefined;
}
