import type { Block } from '../../core/blocks.ts';
import type { PageInfo } from '../../core/envelope.ts';
import { label } from '../../core/label.ts';
import { age } from '../../kube/age.ts';
import { levelTones } from '../levels.ts';
import type { FailedPods } from './getFailedKubernetesPods.ts';

export function failedView(data: FailedPods, page: PageInfo | undefined): readonly Block[] {
  const more = (page?.total ?? data.groups.length) - data.groups.length;
  return [
    {
      type: 'facts',
      facts: [
        { label: label('Failing'), value: `${data.failing}/${data.total}` },
        { label: label('Waiting for a node'), value: data.waiting },
        { label: label('Up again after a restart'), value: data.restarted },
        { label: label('Failed and replaced'), value: data.replaced },
      ],
    },
    {
      type: 'table',
      title: label('Failing pods by owner'),
      columns: [
        { label: label('Namespace') },
        { label: label('Owner') },
        { label: label('Pods'), align: 'end' },
        { label: label('Status') },
        { label: label('Cause') },
        { label: label('Restarts'), align: 'end' },
        { label: label('Last trouble') },
        { label: label('First pod') },
      ],
      rows: data.groups.map((group) => {
        const { namespace, owner, pods, status, note, level, because = '', restarts, secondsAgo, names } = group;
        const [name = ''] = names;
        return [
          namespace,
          owner,
          pods,
          { text: note === undefined ? status : `${status} (${note})`, tone: levelTones[level] },
          because,
          restarts,
          age(secondsAgo * 1000),
          { text: name, object: { apiVersion: 'v1', kind: 'Pod', namespace, name } },
        ];
      }),
      ...(more > 0 ? { more } : {}),
    },
  ];
}
