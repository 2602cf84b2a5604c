import { listAt, numberAt, textAt, type KubeObject } from '../kubeObject.ts';
import { column, since, textColumn, wide, type Column } from './column.ts';

/** Both APIs print the one stored object; events.k8s.io calls its fields otherwise. */
function either(event: KubeObject, path: string, newer: string): string | undefined {
  return textAt(event, path) ?? textAt(event, newer);
}

function firstSeen(event: KubeObject): string | undefined {
  return either(event, 'firstTimestamp', 'deprecatedFirstTimestamp') ?? textAt(event, 'eventTime');
}

function lastSeen(event: KubeObject): string | undefined {
  const last = either(event, 'lastTimestamp', 'deprecatedLastTimestamp');
  return textAt(event, 'series.lastObservedTime') ?? last ?? firstSeen(event);
}

function count(event: KubeObject): number {
  const series = numberAt(event, 'series.count');
  return series || numberAt(event, 'count') || numberAt(event, 'deprecatedCount') || 1;
}

function target(event: KubeObject): string {
  const kind = either(event, 'involvedObject.kind', 'regarding.kind')?.toLowerCase() ?? '';
  const name = either(event, 'involvedObject.name', 'regarding.name');
  return name === undefined ? kind : `${kind}/${name}`;
}

function source(event: KubeObject): string {
  const component =
    either(event, 'source.component', 'deprecatedSource.component') ??
    either(event, 'reportingComponent', 'reportingController');
  const host = either(event, 'source.host', 'deprecatedSource.host') ?? textAt(event, 'reportingInstance');
  return [component, host].filter((part) => part !== undefined && part !== '').join(', ');
}

export const eventColumns: readonly Column[] = [
  column('Last Seen', (event, now) => since(lastSeen(event), now)),
  textColumn('Type', 'type'),
  textColumn('Reason', 'reason'),
  column('Object', target),
  wide('Subobject', (event) => either(event, 'involvedObject.fieldPath', 'regarding.fieldPath') ?? ''),
  wide('Source', source),
  column('Message', (event) => (either(event, 'message', 'note') ?? '').trim()),
  wide('First Seen', (event, now) => since(firstSeen(event), now)),
  wide('Count', count),
  { ...wide('Name', ({ metadata }) => metadata.name), format: 'name' },
];

/** What metrics-server prints of its two kinds. */
export const nodeMetricsColumns: readonly Column[] = [
  { name: 'Name', type: 'string', format: 'name', cell: ({ metadata }) => metadata.name },
  textColumn('cpu', 'usage.cpu'),
  textColumn('memory', 'usage.memory'),
  textColumn('Window', 'window'),
];

export const podMetricsColumns: readonly Column[] = [
  { name: 'Name', type: 'string', format: 'name', cell: ({ metadata }) => metadata.name },
  column('cpu', (metrics) => eachContainer(metrics, 'usage.cpu')),
  column('memory', (metrics) => eachContainer(metrics, 'usage.memory')),
  textColumn('Window', 'window'),
];

function eachContainer(metrics: KubeObject, path: string): string {
  return listAt(metrics, 'containers')
    .map((container) => textAt(container, path) ?? '0')
    .join('+');
}
