import type { Block } from '../../core/blocks.ts';
import { label } from '../../core/label.ts';
import { age } from '../../kube/age.ts';
import type { HighRestarts } from './getHighRestartKubernetesPods.ts';

export function restartsView({
  containers,
  windowSeconds,
  threshold,
  below,
  unmeasured,
}: HighRestarts): readonly Block[] {
  return [
    {
      type: 'facts',
      facts: [
        { label: label('Window'), value: age(windowSeconds * 1000) },
        { label: label('Threshold per hour'), value: threshold },
        { label: label('Restarted less often'), value: below },
        { label: label('Only the last restart known'), value: unmeasured },
      ],
    },
    {
      type: 'table',
      title: label('Restarts per hour'),
      columns: [
        { label: label('Namespace') },
        { label: label('Name') },
        { label: label('Container') },
        { label: label('Per hour'), align: 'end' },
        { label: label('Seen'), align: 'end' },
        { label: label('Restarts'), align: 'end' },
        { label: label('Last restart') },
        { label: label('Reason') },
        { label: label('Cause') },
      ],
      rows: containers.map((row) => {
        const { namespace, pod, container, perHour, observations, restarts, because = '' } = row;
        return [
          namespace,
          { text: pod, object: { apiVersion: 'v1', kind: 'Pod', namespace, name: pod } },
          container,
          { text: String(perHour), tone: 'warning' },
          observations,
          restarts,
          row.lastRestartSecondsAgo === undefined ? '' : age(row.lastRestartSecondsAgo * 1000),
          row.lastReason === undefined ? '' : `${row.lastReason} (${row.lastExitCode ?? ''})`,
          because,
        ];
      }),
    },
  ];
}
