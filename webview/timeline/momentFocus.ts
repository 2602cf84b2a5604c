import type { Moment, TimelineBlock } from '../../src/core/blocks.ts';
import { drawn } from '../element.ts';
import type { ViewContext } from '../viewContext.ts';
import { momentLine } from './momentWords.ts';
import { neighbour, type Direction } from './neighbour.ts';
import type { TimelineDrawing } from './timelineDrawing.ts';

export interface MomentFocus {
  /** Keeps the ring on its mark after a zoom. */
  follow(): void;
  /** The moments that can be reached; the ring goes to `first`, or to the worst of them where its own is gone. */
  among(moments: readonly Moment[], first?: Moment): void;
  moveTo(moment: Moment): void;
  current(): Moment | undefined;
}

const keys: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'earlier',
  ArrowRight: 'later',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
};

interface Reactions {
  readonly focused: (moment: Moment) => void;
  readonly left: () => void;
  readonly opened: (moment: Moment) => void;
  /** Escape; whether there was anything to put away. */
  readonly dismissed: () => boolean;
}

/** The one tab stop of the drawing: a ring that the arrow keys move from mark to mark. A new ring for each mark, so that it is read. */
export function momentFocus(
  view: ViewContext,
  block: TimelineBlock<string>,
  drawing: TimelineDrawing,
  { focused, left, opened, dismissed }: Reactions,
): MomentFocus {
  let moments: readonly Moment[] = [];
  let current: Moment | undefined;

  function ring(moment: Moment): SVGGElement {
    const made = drawn(
      'g',
      { class: 'moment-ring', tabindex: 0, role: 'button', 'aria-label': momentLine(view, block, moment) },
      drawn('circle', { r: 12 }),
    );
    made.addEventListener('focus', () => focused(moment));
    made.addEventListener('blur', left);
    return made;
  }
  function put(moment: Moment | undefined): SVGGElement | undefined {
    current = moment;
    if (moment === undefined) {
      drawing.overlay.replaceChildren();
      return undefined;
    }
    const made = ring(moment);
    drawing.overlay.replaceChildren(made);
    follow();
    return made;
  }
  function follow(): void {
    const made = drawing.overlay.firstElementChild;
    if (current === undefined || made === null) return;
    const { x, layout, width } = drawing.place();
    const middle = current.shape === 'state' ? layout.barOf(current) : (layout.lanes[current.lane]?.marks ?? 0);
    const at = current.shape === 'state' ? Math.max(Math.min(x(current.at), width), 0) : x(current.at);
    made.setAttribute('transform', `translate(${at},${middle})`);
  }
  function moveTo(moment: Moment): void {
    const { from, to } = drawing.window();
    const last = moment.shape === 'state' ? (moment.until ?? block.to) : moment.at;
    if (last < from || moment.at > to) {
      const half = (to - from) / 2;
      drawing.zoomTo({ from: moment.at - half, to: moment.at + half });
    }
    put(moment)?.focus({ preventScroll: true });
  }

  drawing.svg.addEventListener('keydown', (event) => {
    const direction = keys[event.key];
    if (event.shiftKey && direction === 'earlier') drawing.panBy(-0.25);
    else if (event.shiftKey && direction === 'later') drawing.panBy(0.25);
    else if (event.key === '+' || event.key === '=') drawing.zoomBy(1.5);
    else if (event.key === '-') drawing.zoomBy(1 / 1.5);
    else if (event.key === '0') drawing.zoomTo({ from: block.from - 1e9, to: block.to + 1e9 });
    else if ((event.key === 'Enter' || event.key === ' ') && current !== undefined) opened(current);
    else if (direction !== undefined && current !== undefined) {
      const next = neighbour(moments, current, direction);
      if (next !== undefined) moveTo(next);
    } else if (event.key !== 'Escape' || !dismissed()) return;
    event.preventDefault();
  });

  return {
    follow,
    moveTo,
    current: () => current,
    among(next, first) {
      moments = next;
      if (first === undefined && current !== undefined && next.includes(current)) return;
      put(first ?? next.find(({ severity }) => severity === 'critical') ?? next[0]);
    },
  };
}
