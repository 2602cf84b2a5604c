import type { Block, FactsBlock, LogLine } from '../../core/blocks.ts';
import { label } from '../../core/label.ts';
import { age } from '../../kube/age.ts';
import type { Diagnosis, DiagnosedContainer } from './diagnosis.ts';
import { namesakesBlock } from '../namesakesBlock.ts';

export function diagnosisView(data: Diagnosis): readonly Block[] {
  const { namespace, pod, candidates } = data;
  if (candidates !== undefined) return [namesakesBlock(candidates, pod)];
  return [
    {
      type: 'facts',
      facts: [
        { label: label('Name'), value: { text: pod, object: { apiVersion: 'v1', kind: 'Pod', namespace, name: pod } } },
        { label: label('Status'), value: data.status },
        { label: label('Ready'), value: data.ready },
        { label: label('Restarts'), value: data.restarts },
        { label: label('Age'), value: age(data.ageSeconds * 1000) },
        ...(data.node === undefined
          ? []
          : [
              {
                label: label('Node'),
                value: { text: data.node, object: { apiVersion: 'v1', kind: 'Node', name: data.node } },
              },
            ]),
        ...(data.owner === undefined ? [] : [{ label: label('Owner'), value: data.owner }]),
        ...replacedBy(data),
      ],
    },
    {
      type: 'table',
      title: label('Containers'),
      columns: [
        { label: label('Name') },
        { label: label('Type') },
        { label: label('State') },
        { label: label('Restarts'), align: 'end' },
        { label: label('Last end') },
        { label: label('Image') },
      ],
      rows: data.containers.map((one) => [one.name, one.type, one.state, one.restarts, endText(one), one.image]),
    },
    ...(data.logs.length === 0 ? [] : [logBlock(data)]),
    ...(data.events.length === 0 ? [] : [eventsBlock(data)]),
    ...(data.conditions.length === 0 ? [] : [conditionsBlock(data)]),
  ];
}

function replacedBy({ namespace, succession }: Diagnosis): FactsBlock['facts'] {
  const name = succession?.successor?.name;
  if (succession?.state !== 'replaced' || name === undefined) return [];
  const object = { apiVersion: 'v1', kind: 'Pod', namespace, name };
  return [{ label: label('Failed and replaced'), value: { text: name, object } }];
}

function endText({ lastEnd }: DiagnosedContainer): string {
  if (lastEnd === undefined) return '';
  const { reason, exitCode, ranSeconds } = lastEnd;
  return `${reason === '' ? 'ended' : reason} (${exitCode})${ranSeconds === undefined ? '' : `, ${age(ranSeconds * 1000)}`}`;
}

function logBlock({ logs }: Diagnosis): Block {
  return {
    type: 'log',
    title: label('Last log lines'),
    lines: logs.flatMap(({ container, previous, lines }) =>
      lines.map(({ at, text, count, severity }): LogLine => ({
        container,
        ...(previous ? { previous } : {}),
        ...(at === undefined ? {} : { at }),
        text,
        ...(count === undefined ? {} : { count }),
        ...(severity === undefined ? {} : { severity }),
      })),
    ),
  };
}

function eventsBlock({ events }: Diagnosis): Block {
  return {
    type: 'table',
    title: label('Events'),
    columns: [
      { label: label('Last seen') },
      { label: label('Type') },
      { label: label('Reason') },
      { label: label('Message') },
      { label: label('Count'), align: 'end' },
    ],
    rows: events.map(({ lastSecondsAgo, type, reason, message, count }) => [
      age(lastSecondsAgo * 1000),
      { text: type, tone: type === 'Warning' ? 'warning' : 'quiet' },
      reason,
      message,
      count,
    ]),
  };
}

function conditionsBlock({ conditions }: Diagnosis): Block {
  return {
    type: 'table',
    title: label('Conditions that are not as they should be'),
    columns: [
      { label: label('Type') },
      { label: label('Status') },
      { label: label('Reason') },
      { label: label('Message') },
    ],
    rows: conditions.map(({ type, status, reason = '', message = '' }) => [type, status, reason, message]),
  };
}
