import type { Block } from '../../core/blocks.ts';
import type { PageInfo } from '../../core/envelope.ts';
import { label } from '../../core/label.ts';
import { age } from '../../kube/age.ts';
import { levelTones } from '../levels.ts';
import type { NodesData } from './nodesData.ts';

export function nodesView(data: NodesData, page: PageInfo | undefined): readonly Block[] {
  const more = (page?.total ?? data.nodes.length) - data.nodes.length;
  return [
    {
      type: 'table',
      title: label('Nodes'),
      columns: [
        { label: label('Name') },
        { label: label('Status') },
        { label: label('Roles') },
        { label: label('Version') },
        { label: label('CPU requested'), align: 'end' },
        { label: label('Memory requested'), align: 'end' },
        { label: label('Pods'), align: 'end' },
        { label: label('Taints') },
        { label: label('Zone') },
        { label: label('Instance type') },
        { label: label('Heartbeat'), align: 'end' },
        { label: label('Age'), align: 'end' },
      ],
      rows: data.nodes.map((row) => [
        { text: row.name, object: { apiVersion: 'v1', kind: 'Node', name: row.name } },
        { text: [row.status, ...row.pressure].join(', '), tone: levelTones[row.level] },
        row.roles.join(', '),
        row.version ?? '',
        share(row.cpuRequestedMillicores, row.cpuAllocatableMillicores),
        share(row.memoryRequestedBytes, row.memoryAllocatableBytes),
        `${row.podsBound ?? '?'}/${row.podsAllocatable ?? '?'}`,
        row.taints.join(', '),
        row.zone ?? '',
        row.instanceType ?? '',
        row.heartbeatSecondsAgo === undefined ? '?' : age(row.heartbeatSecondsAgo * 1000),
        age(row.ageSeconds * 1000),
      ]),
      ...(more > 0 ? { more } : {}),
    },
  ];
}

function share(requested: number | undefined, allocatable: number | undefined): string {
  if (requested === undefined || allocatable === undefined || allocatable <= 0) return '?';
  return `${Math.round((requested / allocatable) * 100)} %`;
}
