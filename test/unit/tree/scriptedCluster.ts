import { load } from 'js-yaml';
import { isRecord } from '../../../src/core/json.ts';
import { resourceName, type Kind } from '../../../src/core/kind.ts';
import { KubeError, type KubeErrorFacts, type Operation } from '../../../src/core/kubeError.ts';
import type { Clock, Cluster, Listing, ListQuery, WatchEvent, WatchQuery } from '../../../src/core/ports.ts';
import { labelSelectorOf } from '../../../src/demo/api/labelSelector.ts';
import { matchesFields } from '../../support/matchesFields.ts';
import { labelsOf, memoryCluster } from '../../support/memoryCluster.ts';

type Change = 'ADDED' | 'MODIFIED' | 'DELETED';

interface Logged {
  readonly revision: number;
  readonly type: Change;
  readonly object: Record<string, unknown>;
}

interface Stream {
  readonly wants: (object: Record<string, unknown>) => boolean;
  readonly send: (logged: Logged) => void;
  readonly bookmark: (revision: number) => void;
  readonly end: (error?: Error) => void;
  isStalled: boolean;
}

/** A cluster whose objects and watches a test moves about. Its reads that no test of the tree scripts come from memory. */
export class ScriptedCluster {
  /** `list pods`, `watch pods in shop` … */
  readonly reads: string[] = [];
  /** `pods`, `pods in shop`: answered with 403. */
  readonly forbidden = new Set<string>();
  /** Of those that are refused: how, where not by 403. */
  readonly refusals = new Map<string, Pick<KubeErrorFacts, 'code' | 'status'>>();
  /** `pods`: may be listed, and not watched. */
  readonly unwatchable = new Set<string>();
  /** Nothing answers, until the word is empty again: what a connection would say. */
  down = '';
  /** So many of the next lists fail. */
  failingLists = 0;
  readonly #objects = new Map<string, Record<string, unknown>>();
  readonly #log: Logged[] = [];
  readonly #streams = new Set<Stream>();
  readonly #now: () => number;
  #silentBy: Clock | undefined;
  #revision = 1;
  #compacted = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  get streams(): number {
    return this.#streams.size;
  }

  /** Makes or replaces objects, YAML documents. */
  put(yaml: string): void {
    for (const text of yaml.split(/^---$/m)) {
      const object = load(text);
      if (isRecord(object)) this.putObject(object);
    }
  }

  putObject(object: Record<string, unknown>): void {
    const path = pathOf(object);
    const before = this.#objects.get(path);
    this.#revision += 1;
    const uid = isRecord(before?.metadata) ? before.metadata.uid : `uid-${this.#revision}`;
    const metadata = { ...metadataOf(object), uid, resourceVersion: String(this.#revision) };
    const stored = { ...object, metadata };
    this.#objects.set(path, stored);
    this.#change({ revision: this.#revision, type: before === undefined ? 'ADDED' : 'MODIFIED', object: stored });
  }

  remove(kind: string, namespace: string | undefined, name: string): void {
    const path = pathOf({ kind, metadata: { namespace, name } });
    const object = this.#objects.get(path);
    if (object === undefined) return;
    this.#objects.delete(path);
    this.#revision += 1;
    const metadata = { ...metadataOf(object), resourceVersion: String(this.#revision) };
    this.#change({ revision: this.#revision, type: 'DELETED', object: { ...object, metadata } });
  }

  /** The server ends all watches, as it does every few minutes. */
  closeWatches(): void {
    for (const { end } of [...this.#streams]) end();
  }

  failWatches(): void {
    for (const { end } of [...this.#streams]) end(fault('watch', 'unreachable', 'the connection was reset'));
  }

  /** All watches stay open and say nothing from now on. */
  stallWatches(): void {
    for (const stream of this.#streams) stream.isStalled = true;
  }

  /** Forgets what was before: a watch from there is refused as expired, and open ones end so. */
  compact(): void {
    this.#compacted = this.#revision;
    for (const { end } of [...this.#streams]) end(expired());
  }

  goAway(because = 'nothing listens at 127.0.0.1:6443'): void {
    this.down = because;
    this.failWatches();
  }

  /** A server that was stopped: connections stay open, and nothing comes. */
  goSilent(clock: Clock): void {
    this.#silentBy = clock;
    this.stallWatches();
  }

  comeBack(): void {
    this.down = '';
    this.#silentBy = undefined;
  }

  bookmark(): void {
    for (const stream of this.#streams) if (!stream.isStalled) stream.bookmark(this.#revision);
  }

  get cluster(): Cluster {
    const memory = memoryCluster({ objects: [], raw: { '/version': '{"gitVersion":"v1.36.3"}' } });
    const cluster: Cluster = {
      ...memory,
      now: () => this.#now(),
      raw: async (path, query, signal) => {
        this.reads.push(`raw ${path}`);
        this.#reach('get');
        await this.#silence(signal, query.idle);
        return memory.raw(path, query, signal);
      },
      get: async (kind, at, signal) => {
        this.#enter('get', kind, at.namespace);
        const found = this.#objects.get(pathOf({ kind: kind.kind, metadata: at }));
        if (found === undefined) return memory.get(kind, at, signal);
        return kind.project(structuredClone(found));
      },
      list: (kind, query, signal) => this.#list(kind, query, signal),
      watch: (kind, query, onEvent, signal) => this.#watch(kind, query, onEvent, signal),
      observed: () => cluster,
    };
    return cluster;
  }

  async #list<T>(kind: Kind<T>, query: ListQuery, signal: AbortSignal): Promise<Listing<T>> {
    this.#enter('list', kind, query.namespace);
    await this.#silence(signal);
    signal.throwIfAborted();
    if (this.failingLists > 0) {
      this.failingLists -= 1;
      throw fault('list', 'timeout', 'no answer in time');
    }
    const chosen = [...this.#objects.values()].filter((object) => isWanted(object, kind, query));
    return {
      items: chosen.map((object) => kind.project(structuredClone(object))),
      resourceVersion: String(this.#revision),
      inconsistent: false,
    };
  }

  #watch<T>(
    kind: Kind<T>,
    query: WatchQuery,
    onEvent: (event: WatchEvent<T>) => void,
    signal: AbortSignal,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      this.#enter('watch', kind, query.namespace);
      const from = Number(query.resourceVersion);
      if (from < this.#compacted) throw expired();
      const stream: Stream = {
        isStalled: this.#silentBy !== undefined,
        wants: (object) => isWanted(object, kind, query),
        send: ({ type, object }) => onEvent({ type, object: kind.project(structuredClone(object)) }),
        bookmark: (revision) => onEvent({ type: 'BOOKMARK', resourceVersion: String(revision) }),
        end: (error) => {
          this.#streams.delete(stream);
          if (error === undefined) resolve();
          else reject(error);
        },
      };
      this.#streams.add(stream);
      signal.addEventListener('abort', () => stream.end(new DOMException('ended', 'AbortError')), { once: true });
      for (const logged of stream.isStalled ? [] : this.#log)
        if (logged.revision > from && stream.wants(logged.object)) stream.send(logged);
    });
  }

  #reach(operation: Operation): void {
    if (this.down !== '') throw fault(operation, 'unreachable', this.down);
  }

  async #silence(signal: AbortSignal, idle = 60_000): Promise<void> {
    if (this.#silentBy === undefined) return;
    await this.#silentBy.sleep(idle, signal);
    throw fault('get', 'timeout', `nothing came for ${idle / 1000} s`);
  }

  #change(logged: Logged): void {
    this.#log.push(logged);
    for (const stream of this.#streams) if (!stream.isStalled && stream.wants(logged.object)) stream.send(logged);
  }

  #enter(operation: Operation, kind: Kind<unknown>, namespace: string | undefined): void {
    const resource = resourceName(kind);
    const where = namespace === undefined ? resource : `${resource} in ${namespace}`;
    this.reads.push(`${operation} ${where}`);
    this.#reach(operation);
    if (this.forbidden.has(where) || (operation === 'watch' && this.unwatchable.has(resource)))
      throw new KubeError({
        code: 'forbidden',
        operation,
        resource,
        status: 403,
        detail: 'the server refused',
        hint: `needs ${operation} on ${where}`,
        ...this.refusals.get(where),
      });
  }
}

function isWanted(
  object: Record<string, unknown>,
  kind: Kind<unknown>,
  { namespace, labelSelector = '', fieldSelector }: ListQuery,
): boolean {
  return (
    object.kind === kind.kind &&
    (namespace === undefined || metadataOf(object).namespace === namespace) &&
    labelSelectorOf(labelSelector).every((meets) => meets(labelsOf(object))) &&
    (fieldSelector === undefined || matchesFields(object, fieldSelector))
  );
}

function metadataOf(object: Record<string, unknown>): Record<string, unknown> {
  return isRecord(object.metadata) ? object.metadata : {};
}

function pathOf(object: Record<string, unknown>): string {
  const { namespace, name } = metadataOf(object);
  return JSON.stringify([object.kind, namespace, name]);
}

function fault(operation: Operation, code: 'timeout' | 'unreachable', detail: string): KubeError {
  return new KubeError({ code, operation, detail });
}

function expired(): KubeError {
  return new KubeError({
    code: 'conflict',
    operation: 'watch',
    status: 410,
    reason: 'Expired',
    detail: 'too old resource version',
  });
}
