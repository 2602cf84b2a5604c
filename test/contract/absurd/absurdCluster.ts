import { isRecord } from '../../../src/core/json.ts';
import type { Kind } from '../../../src/core/kind.ts';
import type { Cluster, Listing, ListQuery } from '../../../src/core/ports.ts';
import { labelSelectorOf } from '../../../src/demo/api/labelSelector.ts';
import { matchesFields } from '../../support/matchesFields.ts';
import { memoryCluster } from '../../support/memoryCluster.ts';
import { now } from './baseWorld.ts';

/** What a list holds besides: no objects at all. */
const noObjects: readonly unknown[] = [null, 7, 'text', [], [null], true, {}];

export interface AbsurdWorld {
  readonly objects: readonly unknown[];
  readonly logs: Readonly<Record<string, string>>;
  /** Every list has items that are no objects. */
  readonly withNoObjects: boolean;
}

/**
 * A cluster in memory whose lists are projected once for each kind, as the live one shares its reads: what is measured is our work and
 * not the copying of huge objects.
 */
export function absurdCluster({ objects, logs, withNoObjects }: AbsurdWorld): Cluster {
  const whole = objects.filter(isRecord);
  const memory = memoryCluster({ objects: whole, logs, now, absent: [] });
  const projected = new WeakMap<Kind<unknown>, unknown>();

  const all = <T>(kind: Kind<T>): readonly (readonly [raw: Record<string, unknown>, item: T])[] => {
    const known = projected.get(kind) as readonly (readonly [Record<string, unknown>, T])[] | undefined;
    if (known !== undefined) return known;
    const made = whole
      .filter((one) => one.kind === kind.kind && groupOf(one.apiVersion) === kind.group)
      .map((one) => [one, kind.project(kind.listAs === 'metadata' ? { metadata: one.metadata } : one)] as const);
    projected.set(kind, made);
    return made;
  };

  const list = <T>(kind: Kind<T>, query: ListQuery, signal: AbortSignal): Promise<Listing<T>> => {
    signal.throwIfAborted();
    const meets = labelSelectorOf(query.labelSelector ?? '');
    const chosen = all(kind).filter(
      ([raw]) =>
        (query.namespace === undefined || metadataOf(raw).namespace === query.namespace) &&
        meets.every((one) => one(labelsOf(raw))) &&
        (query.fieldSelector === undefined || matchesFields(raw, query.fieldSelector)),
    );
    const items = chosen.slice(0, query.limit).map(([, item]) => item);
    const others = withNoObjects ? noObjects.map((one) => kind.project(one)) : [];
    return Promise.resolve({ items: [...others, ...items], resourceVersion: '1000', inconsistent: false });
  };

  const cluster: Cluster = { ...memory, list, observed: () => cluster };
  return cluster;
}

function metadataOf({ metadata }: Record<string, unknown>): Record<string, unknown> {
  return isRecord(metadata) ? metadata : {};
}

function labelsOf(object: Record<string, unknown>): Record<string, string> {
  const { labels } = metadataOf(object);
  const entries = isRecord(labels) ? Object.entries(labels) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function groupOf(apiVersion: unknown): string {
  const [group = '', version] = typeof apiVersion === 'string' ? apiVersion.split('/') : [];
  return version === undefined ? '' : group;
}
