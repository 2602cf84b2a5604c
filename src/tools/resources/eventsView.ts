import type { Block, Cell } from '../../core/blocks.ts';
import type { PageInfo } from '../../core/envelope.ts';
import { label } from '../../core/label.ts';
import { age } from '../../kube/age.ts';
import type { EventRow, EventsData } from './eventsData.ts';

export function eventsView(data: EventsData, page: PageInfo | undefined): readonly Block[] {
  const more = (page?.total ?? data.events.length) - data.events.length;
  return [
    ...(data.oldestSeen === undefined
      ? []
      : [
          {
            type: 'facts' as const,
            facts: [
              { label: label('Oldest event'), value: data.oldestSeen },
              { label: label('How long events are kept'), value: data.retention },
            ],
          },
        ]),
    {
      type: 'table',
      title: label('Events by reason'),
      columns: [
        { label: label('Reason') },
        { label: label('Events'), align: 'end' },
        { label: label('Seen'), align: 'end' },
        { label: label('Objects'), align: 'end' },
      ],
      rows: data.reasons.map(({ type, reason, events, seen, objects }) => [
        { text: reason, tone: type === 'Warning' ? 'warning' : 'quiet' },
        events,
        seen,
        objects,
      ]),
    },
    {
      type: 'table',
      title: label('Events'),
      columns: [
        { label: label('Last seen'), align: 'end' },
        { label: label('Count'), align: 'end' },
        { label: label('Reason') },
        { label: label('Namespace') },
        { label: label('Object') },
        { label: label('Message') },
      ],
      rows: data.events.map(tableRow),
      ...(more > 0 ? { more } : {}),
    },
  ];
}

function tableRow({ lastSeenSecondsAgo, count, type, reason, namespace, object, message }: EventRow): readonly Cell[] {
  return [
    age(lastSeenSecondsAgo * 1000),
    count,
    { text: reason, tone: type === 'Warning' ? 'warning' : 'quiet' },
    namespace,
    object,
    message,
  ];
}
