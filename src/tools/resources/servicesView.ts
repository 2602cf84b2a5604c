import type { Block } from '../../core/blocks.ts';
import type { PageInfo } from '../../core/envelope.ts';
import { label } from '../../core/label.ts';
import { age } from '../../kube/age.ts';
import { levelTones } from '../levels.ts';
import type { ServiceRow, ServicesData } from './servicesData.ts';

export function servicesView(data: ServicesData, page: PageInfo | undefined): readonly Block[] {
  const more = (page?.total ?? data.services.length) - data.services.length;
  return [
    {
      type: 'table',
      title: label('Services'),
      columns: [
        { label: label('Namespace') },
        { label: label('Name') },
        { label: label('Type') },
        { label: label('Addresses') },
        { label: label('Ports') },
        { label: label('Ready endpoints'), align: 'end' },
        { label: label('Selector') },
        { label: label('Exposed by') },
        { label: label('Age'), align: 'end' },
      ],
      rows: data.services.map((row) => [
        row.namespace,
        { text: row.name, object: { apiVersion: 'v1', kind: 'Service', namespace: row.namespace, name: row.name } },
        row.type,
        row.addresses.join(', '),
        row.ports.join(', '),
        { text: endpointsText(row), tone: levelTones[row.level] },
        row.selector ?? '',
        row.exposedBy.join(', '),
        age(row.ageSeconds * 1000),
      ]),
      ...(more > 0 ? { more } : {}),
    },
  ];
}

function endpointsText({ type, readyEndpoints, notReadyEndpoints = 0 }: ServiceRow): string {
  if (type === 'ExternalName') return '–';
  return readyEndpoints === undefined ? '?' : `${readyEndpoints}/${readyEndpoints + notReadyEndpoints}`;
}
