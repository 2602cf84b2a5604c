import type { Block, Cell } from '../../../core/blocks.ts';
import type { PageInfo } from '../../../core/envelope.ts';
import { label } from '../../../core/label.ts';
import { age } from '../../../kube/age.ts';
import { levelTones } from '../../levels.ts';
import type { PendingPods } from './pendingData.ts';
import type { PendingGroup, PendingNodes } from './pendingGroups.ts';

export function pendingView(data: PendingPods, page: PageInfo | undefined): readonly Block[] {
  const more = (page?.total ?? data.groups.length) - data.groups.length;
  const { notCreated, groups } = data;
  return [
    {
      type: 'facts',
      facts: [
        { label: label('Waiting for a node'), value: data.pending },
        { label: label('Longest'), value: data.pending === 0 ? '–' : age(data.longestSeconds * 1000) },
      ],
    },
    {
      type: 'table',
      title: label('Waiting pods by owner'),
      columns: [
        { label: label('Namespace') },
        { label: label('Owner') },
        { label: label('Pods'), align: 'end' },
        { label: label('State') },
        { label: label('Cause') },
        { label: label('Waiting for'), align: 'end' },
        { label: label('Smallest change') },
        { label: label('First pod') },
      ],
      rows: groups.map(groupRow),
      ...(more > 0 ? { more } : {}),
    },
    ...groups.flatMap(nodesBlock),
    ...(notCreated.length === 0
      ? []
      : [
          {
            type: 'table' as const,
            title: label('Pods that are not created'),
            columns: [
              { label: label('Namespace') },
              { label: label('Owner') },
              { label: label('Missing'), align: 'end' as const },
              { label: label('Message') },
            ],
            rows: notCreated.map(({ namespace, owner, missing, message }): readonly Cell[] => [
              namespace,
              owner,
              missing,
              { text: message, tone: 'bad' },
            ]),
          },
        ]),
  ];
}

function groupRow(group: PendingGroup): readonly Cell[] {
  const {
    namespace,
    owner,
    pods,
    state,
    level,
    because,
    gates = [],
    oldestSeconds,
    smallestChange = '',
    names,
  } = group;
  const [name = ''] = names;
  return [
    namespace,
    owner,
    pods,
    { text: state, tone: levelTones[level] },
    [...because, ...gates].join(', '),
    age(oldestSeconds * 1000),
    smallestChange,
    { text: name, object: { apiVersion: 'v1', kind: 'Pod', namespace, name } },
  ];
}

/** What each node says: of the first groups, since each is a table. */
function nodesBlock({ names: [name = ''], nodes = [], moreNodes = 0 }: PendingGroup, index: number): readonly Block[] {
  if (nodes.length === 0 || index >= shown) return [];
  return [
    {
      type: 'table',
      title: label('What the nodes say to {0}', name),
      columns: [{ label: label('Nodes'), align: 'end' }, { label: label('Names') }, { label: label('Cause') }],
      rows: nodes.map(nodesRow),
      ...(moreNodes > 0 ? { more: moreNodes } : {}),
    },
  ];
}

const shown = 3;

function nodesRow({ nodes, names, because }: PendingNodes): readonly Cell[] {
  const rest = nodes - names.length;
  return [
    nodes,
    rest > 0 && names.length > 0 ? `${names.join(', ')} …` : names.join(', '),
    because.length === 0 ? { text: 'takes it', tone: 'good' } : because.join('; '),
  ];
}
