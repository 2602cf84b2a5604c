import type { Moment, TimelineBlock } from '../../src/core/blocks.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import { severityIcons, severityWord } from '../severityWord.ts';
import type { ViewContext } from '../viewContext.ts';
import { momentTitle } from './labelPlaces.ts';
import { momentTime, shapeWord, spansDays } from './momentWords.ts';

/** What hovering over a moment or focusing it shows. */
export function momentText(view: ViewContext, block: TimelineBlock<string>, moment: Moment): readonly HTMLElement[] {
  const { severity, shape, detail, lane } = moment;
  return [
    element(
      'div',
      { class: 'moment-top' },
      element(
        'span',
        { class: `severity ${severity}` },
        icon(severityIcons[severity], severity),
        severityWord(view, severity),
      ),
      element('span', { class: 'quiet' }, shapeWord(view, shape)),
      element('time', { class: 'quiet' }, momentTime(view, moment, spansDays(block))),
    ),
    element('strong', {}, momentTitle(moment)),
    element('div', { class: 'quiet' }, block.lanes[lane]?.label ?? ''),
    ...(detail === undefined ? [] : [element('div', { class: 'moment-detail' }, detail)]),
  ];
}
