import type { FindingItem } from './findingItem.ts';

const workloads = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob'];
const entries = ['Service', 'Ingress', 'HTTPRoute'];
const traceable = new Set([...entries, 'Deployment', 'Pod']);
const timed = new Set([...entries, ...workloads, 'Pod', 'Node']);

/** A line's context value: words by which menus say what applies to it. */
export function findingWords(item: FindingItem): string {
  if (item.type === 'gap' || item.type === 'remedy') return `${item.type} copied`;
  if (item.type !== 'finding' && item.type !== 'evidence' && item.type !== 'object') return item.type;
  const { kind } = item.object;
  return [
    item.type,
    'object',
    'copied',
    ...(traceable.has(kind) ? ['traceable'] : []),
    ...(timed.has(kind) ? ['timed'] : []),
  ].join(' ');
}
