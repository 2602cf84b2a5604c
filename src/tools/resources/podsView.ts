import type { Block, Cell, Tone } from '../../core/blocks.ts';
import { label } from '../../core/label.ts';
import type { PageInfo } from '../../core/envelope.ts';
import { age } from '../../kube/age.ts';
import type { HealthLevel } from '../../kube/podHealth.ts';
import type { PodRow, PodsData } from './podsData.ts';

const tones: Readonly<Record<HealthLevel, Tone>> = {
  critical: 'bad',
  warning: 'warning',
  starting: 'quiet',
  ok: 'good',
  quiet: 'quiet',
};

export function podsView(data: PodsData, page: PageInfo | undefined): readonly Block[] {
  const toneOf = (row: PodRow): Tone | undefined => {
    const group = data.statuses.find(({ status, note }) => status === row.status && note === row.note);
    return group === undefined ? undefined : tones[group.level];
  };
  const more = (page?.total ?? data.pods.length) - data.pods.length;
  return [
    {
      type: 'table',
      title: label('Pods by status'),
      columns: [{ label: label('Status') }, { label: label('Pods'), align: 'end' }],
      rows: data.statuses.map(({ status, note, level, pods }) => [
        { text: noted(status, note), tone: tones[level] },
        pods,
      ]),
    },
    {
      type: 'table',
      title: label('Pods'),
      columns: [
        { label: label('Namespace') },
        { label: label('Name') },
        { label: label('Ready') },
        { label: label('Status') },
        { label: label('Restarts'), align: 'end' },
        { label: label('Age'), align: 'end' },
        { label: label('Node') },
        { label: label('Owner') },
      ],
      rows: data.pods.map((row) => tableRow(row, toneOf(row))),
      ...(more > 0 ? { more } : {}),
    },
  ];
}

function tableRow(row: PodRow, tone: Tone | undefined): readonly Cell[] {
  const {
    namespace,
    name,
    ready,
    status,
    note,
    restarts,
    lastRestartSecondsAgo,
    ageSeconds,
    node = '',
    owner = '',
  } = row;
  const since = lastRestartSecondsAgo === undefined ? '' : ` (${age(lastRestartSecondsAgo * 1000)} ago)`;
  return [
    namespace,
    { text: name, object: { apiVersion: 'v1', kind: 'Pod', namespace, name } },
    ready,
    { text: noted(status, note), ...(tone === undefined ? {} : { tone }) },
    `${restarts}${since}`,
    age(ageSeconds * 1000),
    node,
    owner,
  ];
}

function noted(status: string, note: string | undefined): string {
  return note === undefined ? status : `${status} (${note})`;
}
