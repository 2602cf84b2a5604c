import type { Moment, MomentShape, TimelineBlock } from '../../src/core/blocks.ts';
import { clockTime, dayAndTime } from '../clockTime.ts';
import { severityWord } from '../severityWord.ts';
import type { ViewContext } from '../viewContext.ts';
import { momentTitle } from './labelPlaces.ts';

type Words = Pick<ViewContext, 'label' | 'locale'>;

export const shapeMarks: Readonly<Record<MomentShape, string>> = {
  event: '•',
  state: '▬',
  rollout: '◆',
  scale: '▲',
  write: '✎',
};

export function shapeWord({ label }: Pick<ViewContext, 'label'>, shape: MomentShape): string {
  switch (shape) {
    case 'event':
      return label('Event');
    case 'state':
      return label('State');
    case 'rollout':
      return label('Rollout');
    case 'scale':
      return label('Scaling');
    case 'write':
      return label('Change of ours');
  }
}

/** `14:02:11`, `14:02:11 – 14:05:00`, `since 14:02:11`; with the day where the timeline spans more than one. */
export function momentTime(
  { label, locale }: Words,
  { shape, at, until }: Pick<Moment, 'shape' | 'at' | 'until'>,
  severalDays: boolean,
): string {
  const time = (one: number): string => (severalDays ? dayAndTime(one, locale) : clockTime(one, locale));
  if (shape !== 'state') return time(at);
  return until === undefined ? label('since {0}', time(at)) : `${time(at)} – ${time(until)}`;
}

/** Everything about a moment in one line, for a screen reader and for copying. */
export function momentLine(view: Words, block: TimelineBlock<string>, moment: Moment): string {
  const parts = [
    momentTime(view, moment, spansDays(block)),
    severityWord(view, moment.severity),
    block.lanes[moment.lane]?.label ?? '',
    `${shapeWord(view, moment.shape)}: ${momentTitle(moment)}`,
    moment.detail,
  ];
  return parts.filter((part) => part !== undefined && part !== '').join(', ');
}

export function spansDays({ from, to }: Pick<TimelineBlock<string>, 'from' | 'to'>): boolean {
  return to - from > 20 * 3_600_000;
}
