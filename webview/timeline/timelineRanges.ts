import type { TimelineBlock } from '../../src/core/blocks.ts';
import { button, setPressed } from '../controls.ts';
import { element } from '../element.ts';
import type { ViewContext } from '../viewContext.ts';
import { beforeFirstFailure, type Window } from './beforeFirstFailure.ts';

const minute = 60_000;

export interface TimelineRanges {
  readonly root: HTMLElement;
  /** Marks the range that is shown, if it is one of the buttons'. */
  mark(window: Window): void;
  /** The name of the range that is marked. */
  readonly shown: string | undefined;
  /** The window of a range by its name; undefined where there is none of the name. */
  windowOf(name: unknown): Window | undefined;
}

interface Actions {
  readonly zoomTo: (window: Window) => void;
  readonly zoomBy: (factor: number) => void;
  readonly beforeFailure: () => void;
}

/** The last 15 minutes, hour, 6 hours, or all; and what changed before the first failure, where something failed. */
export function timelineRanges(view: ViewContext, block: TimelineBlock<string>, actions: Actions): TimelineRanges {
  const { label } = view;
  const span = block.to - block.from;
  const last = (milliseconds: number): Window => ({
    from: block.to - milliseconds,
    to: block.to + milliseconds * 0.02,
  });
  const ranges = [
    { name: '15m', text: label('15m'), window: last(15 * minute), wide: 15 * minute },
    { name: '1h', text: label('1h'), window: last(60 * minute), wide: 60 * minute },
    { name: '6h', text: label('6h'), window: last(360 * minute), wide: 360 * minute },
    { name: 'all', text: label('All'), window: { from: block.from - span, to: block.to + span }, wide: Infinity },
  ].map((range) => ({ ...range, press: button(range.text, {}, () => actions.zoomTo(range.window)) }));
  const before = beforeFirstFailure(block);
  let marked: string | undefined;
  return {
    get shown() {
      return marked;
    },
    windowOf: (name) => ranges.find((range) => range.name === name)?.window,
    root: element(
      'div',
      { class: 'toolbar', role: 'group', 'aria-label': label('Range') },
      ...ranges.map(({ press }) => press),
      before === undefined
        ? undefined
        : button(label('What changed before the first failure'), { icon: 'history' }, actions.beforeFailure),
      button(label('Zoom in'), { icon: 'zoom-in' }, () => actions.zoomBy(1.5)),
      button(label('Zoom out'), { icon: 'zoom-out' }, () => actions.zoomBy(1 / 1.5)),
    ),
    mark({ from, to }) {
      marked = undefined;
      for (const { name, press, window, wide } of ranges) {
        const all = wide === Infinity;
        const near = (to - from) * 0.01;
        const shown = all
          ? from <= block.from && to >= block.to
          : wide < span && Math.abs(from - window.from) <= near && Math.abs(to - window.to) <= near * 3;
        setPressed(press, shown);
        if (shown) marked = name;
      }
    },
  };
}
