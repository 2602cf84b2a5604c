import type { Block } from '../../core/blocks.ts';
import { label } from '../../core/label.ts';
import { namesakesBlock } from '../namesakesBlock.ts';
import type { WaitedPods } from './waitedPods.ts';

export function waitView({
  ready,
  pods,
  wanted = pods,
  waitedSeconds,
  rows,
  candidates,
}: WaitedPods): readonly Block[] {
  if (candidates !== undefined) return [namesakesBlock(candidates, '')];
  return [
    {
      type: 'facts',
      facts: [
        { label: label('Ready'), value: `${ready}/${wanted}` },
        { label: label('Waited'), value: `${waitedSeconds} s` },
      ],
    },
    {
      type: 'table',
      title: label('Pods waited for'),
      columns: [
        { label: label('Namespace') },
        { label: label('Pod') },
        { label: label('Ready') },
        { label: label('Status') },
        { label: label('Restarts'), align: 'end' },
        { label: label('Cause') },
      ],
      rows: rows.map(({ namespace, name, ready: isReady, containers, status, restarts, container, message = '' }) => [
        namespace,
        { text: name, object: { apiVersion: 'v1', kind: 'Pod', namespace, name } },
        containers,
        { text: status, tone: isReady ? 'good' : 'warning' },
        restarts,
        container === undefined ? message : `${container}: ${message}`,
      ]),
    },
  ];
}
