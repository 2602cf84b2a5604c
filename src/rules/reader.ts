import type { Gap } from '../core/gap.ts';
import { resourceName, type Kind } from '../core/kind.ts';
import { gapOf, isKubeError, type KubeError } from '../core/kubeError.ts';
import type { Cluster, ListQuery, ObjectAddress } from '../core/ports.ts';
import type { ByName, Named, Need } from '../core/rule.ts';
import { laterState } from '../kube/laterState.ts';
import { metadata, type HasMetadata } from '../kube/metadata.ts';
import { oncePerKind } from '../kube/oncePerKind.ts';
import { fields, projection } from '../kube/shape.ts';
import type { Reading, Snapshot } from './snapshot.ts';

/**
 * Reads for one answer: each list and each object once, however many ask. A read that fails becomes a gap; a kind that the server
 * does not serve is known to be empty. Only cancelling rejects.
 */
export interface Reader {
  /** Namespace undefined: all namespaces. A list of all namespaces that was read serves each of them. */
  list<T extends HasMetadata>(kind: Kind<T>, namespace: string | undefined): Promise<Reading<readonly T[]>>;
  /** A list narrowed by the server; rules do not see it. */
  search<T extends HasMetadata>(
    kind: Kind<T>,
    query: Pick<ListQuery, 'namespace' | 'labelSelector' | 'fieldSelector'>,
  ): Promise<Reading<readonly T[]>>;
  get<T>(kind: Kind<T>, at: ObjectAddress): Promise<Named<T>>;
  /** By its metadata alone; rules do not see it. Undefined where it may not be known, which leaves no gap: the asker has one. */
  exists(kind: Kind<HasMetadata>, at: ObjectAddress): Promise<boolean | undefined>;
  /** What has been read by now, as rules see it. */
  snapshot(namespace: string | undefined): Snapshot;
  /** One for each read that failed or is of no one moment (`expired`), in the order of asking. */
  gaps(): readonly Gap[];
  /** Reads sent so far. */
  count(): number;
  /** What the reads that failed threw, in the order of asking. */
  failures(): readonly KubeError[];
  /** The first failure, where every single read has failed: there is no answer then. */
  failure(): KubeError | undefined;
}

export function createReader(cluster: Cluster, signal: AbortSignal): Reader {
  const pending = new Map<string, Promise<unknown>>();
  const lists = new Map<string, Reading<readonly HasMetadata[]>>();
  const objects = new Map<string, Named<unknown>>();
  const gaps: Gap[] = [];
  const failures: KubeError[] = [];
  let succeeded = 0;

  // The key holds the kind, so what is kept under it has the kind's type.
  function once<T>(key: string, read: () => Promise<T>): Promise<T> {
    const known = pending.get(key) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const started = read();
    pending.set(key, started);
    return started;
  }

  function failed(error: unknown, wanted: string): Gap {
    if (!isKubeError(error) || error.facts.code === 'cancelled') throw error;
    failures.push(error);
    const gap = gapOf(error, wanted);
    gaps.push(gap);
    return gap;
  }

  async function listed<T extends HasMetadata>(kind: Kind<T>, query: ListQuery): Promise<Reading<readonly T[]>> {
    try {
      const listing = await cluster.list(kind, query, signal);
      succeeded++;
      gaps.push(...laterState(kind, query.namespace, listing));
      return { state: 'read', value: listing.items };
    } catch (error) {
      if (isKubeError(error) && error.facts.kindAbsent === true) {
        succeeded++;
        return { state: 'read', value: [] };
      }
      return { state: 'unread', gap: failed(error, wantedOf(kind, query)) };
    }
  }

  const reader: Reader = {
    async list<T extends HasMetadata>(kind: Kind<T>, namespace: string | undefined) {
      const everywhere = pending.get(listKey(kind, undefined)) as Promise<Reading<readonly T[]>> | undefined;
      if (namespace !== undefined && everywhere !== undefined) {
        const all = await everywhere;
        if (all.state === 'read') return { state: 'read', value: within(all.value, namespace) };
      }
      const key = listKey(kind, kind.namespaced ? namespace : undefined);
      return once(key, async () => {
        const reading = await listed(kind, namespace === undefined || !kind.namespaced ? {} : { namespace });
        lists.set(key, reading);
        return reading;
      });
    },
    search: (kind, query) =>
      once(`search ${listKey(kind, undefined)} ${JSON.stringify(query)}`, () => listed(kind, query)),
    get<T>(kind: Kind<T>, at: ObjectAddress) {
      const key = objectKey(kind, at.namespace, at.name);
      return once(key, async () => {
        const named = await found(kind, at);
        objects.set(key, named);
        return named;
      });
    },
    exists: (kind, at) => once(`exists ${objectKey(kind, at.namespace, at.name)}`, () => isThere(kind, at)),
    snapshot: (namespace) => ({ namespace, now: cluster.now(), look: (need) => look(need, namespace) }),
    gaps: () => gaps,
    count: () => pending.size,
    failures: () => failures,
    failure: () => (succeeded === 0 ? failures[0] : undefined),
  };
  return reader;

  async function found<T>(kind: Kind<T>, at: ObjectAddress): Promise<Named<T>> {
    try {
      const object = await cluster.get(kind, at, signal);
      succeeded++;
      return { state: 'found', object };
    } catch (error) {
      if (isKubeError(error) && error.facts.code === 'not_found') {
        succeeded++;
        return { state: 'absent' };
      }
      return { state: 'unread', gap: failed(error, `${kind.resource} ${addressText(at)}`) };
    }
  }

  async function isThere(kind: Kind<HasMetadata>, at: ObjectAddress): Promise<boolean | undefined> {
    try {
      await cluster.get(metadataOf(kind), at, signal);
      return true;
    } catch (error) {
      if (!isKubeError(error) || error.facts.code === 'cancelled') throw error;
      return error.facts.code === 'not_found' ? false : undefined;
    }
  }

  function look(need: Need<unknown>, namespace: string | undefined): Reading<unknown> | undefined {
    if (need.how === 'byName') return { state: 'read', value: byNameOf(need.kind) };
    const wanted = need.scope === 'cluster' || !need.kind.namespaced ? undefined : namespace;
    const all = lists.get(listKey(need.kind, undefined));
    const key = listKey(need.kind, wanted);
    // Kept, so that all rules see the very same list.
    if (wanted !== undefined && all?.state === 'read' && !lists.has(key))
      lists.set(key, { state: 'read', value: within(all.value, wanted) });
    return lists.get(key);
  }

  function byNameOf(kind: Kind<unknown>): ByName<unknown> {
    return {
      get: (namespace, name) =>
        objects.get(objectKey(kind, namespace, name)) ?? {
          state: 'unread',
          gap: { wanted: `${kind.resource} ${name}`, because: 'unsupported', hint: 'nobody asked for it' },
        },
    };
  }
}

const namedAlone = projection(fields({ metadata }));

const metadataOf = oncePerKind<HasMetadata>(({ kind, group, versions, resource, namespaced }) => ({
  kind,
  group,
  versions,
  resource,
  namespaced,
  getAs: 'metadata',
  project: namedAlone,
}));

function listKey(kind: Kind<unknown>, namespace: string | undefined): string {
  return `list ${resourceName(kind)} ${namespace ?? '*'}`;
}

function objectKey(kind: Kind<unknown>, namespace: string | undefined, name: string): string {
  return `get ${resourceName(kind)} ${namespace ?? ''}/${name}`;
}

function within<T extends HasMetadata>(items: readonly T[], namespace: string): readonly T[] {
  return items.filter((item) => item.metadata?.namespace === namespace);
}

function wantedOf(kind: Kind<unknown>, { namespace }: ListQuery): string {
  if (!kind.namespaced) return kind.resource;
  return namespace === undefined ? `${kind.resource} in all namespaces` : `${kind.resource} in ${namespace}`;
}

function addressText({ namespace, name }: ObjectAddress): string {
  return namespace === undefined ? name : `${name} in ${namespace}`;
}
