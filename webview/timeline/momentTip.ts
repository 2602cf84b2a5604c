import type { Moment, TimelineBlock } from '../../src/core/blocks.ts';
import { element } from '../element.ts';
import type { ViewContext } from '../viewContext.ts';
import { momentText } from './momentText.ts';

export interface MomentTip {
  readonly root: HTMLElement;
  /** Pixels inside the panel of `width`; undefined hides it. */
  show(moment: Moment | undefined, x: number, y: number, width: number): void;
}

/** The text beside a hovered or focused mark. A screen reader has the same from the mark's name. */
export function momentTip(view: ViewContext, block: TimelineBlock<string>): MomentTip {
  const root = element('div', { class: 'moment-tip', 'aria-hidden': 'true', hidden: true });
  let shown: string | undefined;
  return {
    root,
    show(moment, x, y, width) {
      root.hidden = moment === undefined;
      if (moment === undefined) return;
      if (shown !== moment.id) root.replaceChildren(...momentText(view, block, moment));
      shown = moment.id;
      const onLeft = x > width / 2;
      root.style.left = onLeft ? 'auto' : `${x + 14}px`;
      root.style.right = onLeft ? `${width - x + 14}px` : 'auto';
      root.style.top = `${y + 14}px`;
    },
  };
}
