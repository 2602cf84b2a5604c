import type { Moment, TimelineBlock } from '../../src/core/blocks.ts';
import { copyButton } from '../blocks/codeView.ts';
import { button } from '../controls.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import { severityIcons, severityWord } from '../severityWord.ts';
import type { ViewContext } from '../viewContext.ts';
import type { Window } from './beforeFirstFailure.ts';
import { momentTitle } from './labelPlaces.ts';
import { momentLine, momentTime, shapeMarks, shapeWord, spansDays } from './momentWords.ts';

export interface MomentList {
  readonly root: HTMLElement;
  /** Lists those of `moments` that touch the window. */
  show(moments: readonly Moment[], window: Window): void;
  mark(id: string | undefined): void;
}

/** Rows that are made at once: a list of thousands would hold up the drawing beside it. */
const rowsAtOnce = 100;

/** The moments of the drawing as a list, for screen readers, for copying and for reading. One tab stop; arrow keys move in it. */
export function momentList(
  view: ViewContext,
  block: TimelineBlock<string>,
  choose: (moment: Moment) => void,
): MomentList {
  const { label } = view;
  const list = element('ol', { class: 'moments', 'data-scroll': block.title });
  // Says it from the start: the drawing comes a frame later, and a heading is never empty
  const title = element('h3', {}, counted(block.moments.length));
  function counted(count: number): string {
    const all = block.moments.length;
    if (count < all) return label('{0} of {1} moments', count, all);
    return all === 1 ? label('1 moment') : label('{0} moments', all);
  }
  const none = element('p', { class: 'quiet', hidden: true }, label('No moments here.'));
  const rows = new Map<string, { readonly item: HTMLElement; readonly press: HTMLElement }>();
  let shown: readonly Moment[] = [];
  let room = rowsAtOnce;
  const more = button('', {}, () => {
    room += rowsAtOnce;
    list.append(...shown.slice(list.childElementCount, room).map((moment) => row(moment).item));
    offerMore();
  });
  more.hidden = true;
  function offerMore(): void {
    const left = shown.length - list.childElementCount;
    more.hidden = left <= 0;
    more.replaceChildren(label('Show {0} more', Math.min(left, rowsAtOnce)));
  }

  function row(moment: Moment): { readonly item: HTMLElement; readonly press: HTMLElement } {
    const known = rows.get(moment.id);
    if (known !== undefined) return known;
    const press = momentRow(view, block, moment);
    press.addEventListener('click', () => choose(moment));
    const made = { item: element('li', {}, press), press };
    rows.set(moment.id, made);
    return made;
  }

  list.addEventListener('keydown', (event) => {
    const presses = shown.slice(0, list.childElementCount).map((moment) => row(moment).press);
    const at = presses.findIndex((press) => press === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: presses.length - 1 }[event.key];
    const press = to === undefined || at < 0 ? undefined : presses[to];
    if (press === undefined) return;
    rove(press);
    press.focus();
    event.preventDefault();
  });
  function rove(to: HTMLElement | undefined): void {
    for (const { press } of rows.values()) press.tabIndex = press === to ? 0 : -1;
  }

  return {
    root: element(
      'section',
      { class: 'moment-list', 'aria-label': label('Moments') },
      element(
        'div',
        { class: 'list-head' },
        title,
        copyButton(view, () => shown.map((moment) => momentLine(view, block, moment)).join('\n')),
      ),
      list,
      none,
      more,
    ),
    show(moments, { from, to }) {
      const next = moments.filter(
        ({ at, until, shape }) => at <= to && (shape === 'state' ? (until ?? to) : at) >= from,
      );
      title.replaceChildren(counted(next.length));
      none.hidden = next.length > 0;
      if (next.length === shown.length && next.every(({ id }, index) => id === shown[index]?.id)) return;
      shown = next;
      room = rowsAtOnce;
      list.replaceChildren(...next.slice(0, room).map((moment) => row(moment).item));
      offerMore();
      const [first] = next;
      rove(first === undefined ? undefined : row(first).press);
    },
    mark(id) {
      for (const [key, { press }] of rows) press.classList.toggle('chosen', key === id);
      const chosen = id === undefined ? undefined : rows.get(id);
      if (chosen?.item.isConnected !== true) return;
      rove(chosen.press);
      // Scrolls the list alone; scrollIntoView would move the page as well.
      const { offsetTop, offsetHeight } = chosen.item;
      if (offsetTop < list.scrollTop || offsetTop + offsetHeight > list.scrollTop + list.clientHeight)
        list.scrollTop = offsetTop - list.clientHeight / 2;
    },
  };
}

function momentRow(view: ViewContext, block: TimelineBlock<string>, moment: Moment): HTMLButtonElement {
  const { severity, shape, lane } = moment;
  return element(
    'button',
    { type: 'button', tabindex: -1, class: 'moment-row' },
    element('time', {}, momentTime(view, { shape: 'event', at: moment.at }, spansDays(block))),
    icon(severityIcons[severity], severity),
    element('span', { class: 'unseen' }, severityWord(view, severity)),
    element('span', { class: 'moment-mark', 'aria-hidden': 'true' }, shapeMarks[shape]),
    element('span', { class: 'unseen' }, shapeWord(view, shape)),
    element(
      'span',
      { class: 'moment-what' },
      element('span', {}, momentTitle(moment)),
      ' ',
      element('span', { class: 'quiet' }, block.lanes[lane]?.label ?? ''),
      untilWords(view, block, moment),
    ),
  );
}

function untilWords(
  view: ViewContext,
  block: TimelineBlock<string>,
  { shape, until }: Moment,
): HTMLElement | undefined {
  if (shape !== 'state') return undefined;
  const words =
    until === undefined
      ? view.label('still so')
      : view.label('until {0}', momentTime(view, { shape: 'event', at: until }, spansDays(block)));
  return element('span', { class: 'quiet' }, `, ${words}`);
}
