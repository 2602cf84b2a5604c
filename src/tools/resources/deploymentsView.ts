import type { Block } from '../../core/blocks.ts';
import type { PageInfo } from '../../core/envelope.ts';
import { label } from '../../core/label.ts';
import { age } from '../../kube/age.ts';
import type { DeploymentsData } from './deploymentsData.ts';
import { levelTones } from '../levels.ts';

export function deploymentsView(data: DeploymentsData, page: PageInfo | undefined): readonly Block[] {
  const more = (page?.total ?? data.deployments.length) - data.deployments.length;
  return [
    {
      type: 'table',
      title: label('Deployments'),
      columns: [
        { label: label('Namespace') },
        { label: label('Name') },
        { label: label('Rollout') },
        { label: label('Ready'), align: 'end' },
        { label: label('Updated'), align: 'end' },
        { label: label('Available'), align: 'end' },
        { label: label('Strategy') },
        { label: label('Images') },
        { label: label('Revision'), align: 'end' },
        { label: label('Age'), align: 'end' },
      ],
      rows: data.deployments.map((row) => [
        row.namespace,
        {
          text: row.name,
          object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: row.namespace, name: row.name },
        },
        { text: row.phase, tone: levelTones[row.level] },
        `${row.ready}/${row.desired}`,
        row.updated,
        row.available,
        row.strategy,
        row.images.join(', '),
        row.revision ?? '',
        age(row.ageSeconds * 1000),
      ]),
      ...(more > 0 ? { more } : {}),
    },
  ];
}
