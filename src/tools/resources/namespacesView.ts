import type { Block } from '../../core/blocks.ts';
import type { PageInfo } from '../../core/envelope.ts';
import { label } from '../../core/label.ts';
import { age } from '../../kube/age.ts';
import { levelTones } from '../levels.ts';
import type { NamespaceRow, NamespacesData } from './namespacesData.ts';

export function namespacesView(data: NamespacesData, page: PageInfo | undefined): readonly Block[] {
  const more = (page?.total ?? data.namespaces.length) - data.namespaces.length;
  return [
    {
      type: 'table',
      title: label('Namespaces'),
      columns: [
        { label: label('Name') },
        { label: label('Phase') },
        { label: label('Pods'), align: 'end' },
        { label: label('Pods in trouble'), align: 'end' },
        { label: label('Quota use') },
        { label: label('Pod Security') },
        { label: label('Age'), align: 'end' },
      ],
      rows: data.namespaces.map((row) => [
        { text: row.name, object: { apiVersion: 'v1', kind: 'Namespace', name: row.name } },
        row.phase,
        row.pods?.total ?? '?',
        { text: troubleText(row), tone: levelTones[row.level] },
        quotaText(row),
        Object.entries(row.podSecurity)
          .map(([mode, level]) => `${mode}: ${level}`)
          .join(', '),
        age(row.ageSeconds * 1000),
      ]),
      ...(more > 0 ? { more } : {}),
    },
  ];
}

function troubleText({ pods }: NamespaceRow): string {
  return pods === undefined ? '?' : String(pods.critical + pods.warning);
}

function quotaText({ quotas }: NamespaceRow): string {
  if (quotas === undefined) return '?';
  return quotas.map(({ resource, used, hard }) => `${resource} ${used}/${hard}`).join(', ');
}
