import type { Block } from '../../../core/blocks.ts';
import type { PageInfo } from '../../../core/envelope.ts';
import { label } from '../../../core/label.ts';
import { age } from '../../../kube/age.ts';
import { levelTones } from '../../levels.ts';
import type { Correlation } from './correlation.ts';

export function correlationView(data: Correlation, page: PageInfo | undefined): readonly Block[] {
  const more = (page?.total ?? data.groups.length) - data.groups.length;
  const { firstBad } = data;
  return [
    {
      type: 'facts',
      facts: [
        { label: label('Failing'), value: `${data.failing}/${data.total}` },
        { label: label('Not created'), value: data.notCreated },
        { label: label('Healthy'), value: data.healthy },
        ...(firstBad === undefined
          ? []
          : [{ label: label('Went wrong first'), value: `${firstBad.what} (${age(firstBad.secondsAgo * 1000)})` }]),
      ],
    },
    {
      type: 'table',
      title: label('What failing pods share'),
      columns: [
        { label: label('Shared') },
        { label: label('Known by') },
        { label: label('Support'), align: 'end' },
        { label: label('Lift'), align: 'end' },
        { label: label('Failing'), align: 'end' },
        { label: label('Healthy'), align: 'end' },
        { label: label('State') },
        { label: label('Since') },
        { label: label('Shared as well') },
      ],
      rows: data.shared.map((row) => [
        { text: row.shares, tone: 'bad' },
        row.basis,
        `${Math.round(row.support * 100)} %`,
        row.lift,
        row.failing,
        row.healthy,
        row.state ?? '',
        row.secondsAgo === undefined ? '' : age(row.secondsAgo * 1000),
        row.also.join(', '),
      ]),
    },
    {
      type: 'table',
      title: label('Failing pods by cause and owner'),
      columns: [
        { label: label('Namespace') },
        { label: label('Owner') },
        { label: label('Pods'), align: 'end' },
        { label: label('Status') },
        { label: label('Shared') },
        { label: label('Cause') },
        { label: label('Since') },
        { label: label('First pod') },
      ],
      rows: data.groups.map(({ namespace, owner, pods, status, level, shares = '', because = '', ...rest }) => {
        const [name] = rest.names;
        return [
          namespace,
          owner,
          pods,
          { text: status, tone: levelTones[level] },
          shares,
          because,
          rest.secondsAgo === undefined ? '' : age(rest.secondsAgo * 1000),
          name === undefined ? '' : { text: name, object: { apiVersion: 'v1', kind: 'Pod', namespace, name } },
        ];
      }),
      ...(more > 0 ? { more } : {}),
    },
  ];
}
