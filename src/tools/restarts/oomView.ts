import type { Block } from '../../core/blocks.ts';
import { label } from '../../core/label.ts';
import { age } from '../../kube/age.ts';
import type { OomEvents } from './checkOomEvents.ts';

const words = { limit: 'limit', node: 'node', eviction: 'node (evicted)' } as const;

export function oomView({ kills, nodes }: OomEvents): readonly Block[] {
  return [
    {
      type: 'table',
      title: label('Killed for want of memory'),
      columns: [
        { label: label('Age'), align: 'end' },
        { label: label('Namespace') },
        { label: label('Name') },
        { label: label('Container') },
        { label: label('Short of memory') },
        { label: label('Limit') },
        { label: label('Request') },
        { label: label('QoS') },
        { label: label('Node') },
        { label: label('Together with') },
      ],
      rows: kills.map((kill) => {
        const { namespace, pod, container = '', shortOf, limit = '', request = '', qos = '', node = '' } = kill;
        return [
          kill.secondsAgo === undefined ? '' : age(kill.secondsAgo * 1000),
          namespace,
          { text: pod, object: { apiVersion: 'v1', kind: 'Pod', namespace, name: pod } },
          container,
          { text: words[shortOf], tone: 'bad' },
          limit,
          request,
          qos,
          node,
          (kill.togetherWith ?? []).join(', '),
        ];
      }),
    },
    ...(nodes.length === 0
      ? []
      : [
          {
            type: 'table',
            title: label('What the nodes tell'),
            columns: [
              { label: label('Node') },
              { label: label('Reason') },
              { label: label('Count'), align: 'end' },
              { label: label('Last seen') },
              { label: label('Message') },
            ],
            rows: nodes.map(({ node, reason, count, lastSecondsAgo, message }) => [
              node,
              reason,
              count,
              age(lastSecondsAgo * 1000),
              message,
            ]),
          } as const,
        ]),
  ];
}
