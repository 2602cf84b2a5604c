import { resourceName, type Kind } from '../core/kind.ts';
import type { Operation } from '../core/kubeError.ts';
import type {
  AccessAnswer,
  AccessQuestion,
  CallObserver,
  Cluster,
  Connection,
  ListQuery,
  Listing,
  LogQuery,
  ObjectAddress,
  RawAnswer,
  RawQuery,
  WatchEvent,
  WatchQuery,
} from '../core/ports.ts';
import { metadataAccept } from './metadataAccept.ts';
import { isReviewed, reviewAnswer, reviewRequest } from './accessReviews.ts';
import type { Api } from './api.ts';
import { logPathOf, pathOf, queryOf } from './apiPaths.ts';
import { textOf } from './bodyText.ts';
import { readList } from './listReader.ts';
import { expected, isNamed, jsonObject, readObject } from './objectReader.ts';
import type { Witnessed } from '../core/witnessed.ts';
import type { Place } from './place.ts';
import type { ServerClock } from './serverClock.ts';
import { chosenVersion, hasVersions, servedVersionsOf } from './servedVersions.ts';
import type { SharedReads } from './sharedReads.ts';
import { TransportFault } from './transportFault.ts';
import { readWatch } from './watchReader.ts';

/** What all views of one cluster share. */
export interface ClusterParts {
  readonly context: string;
  readonly connection: Connection;
  readonly salt: string;
  readonly witnessed?: Witnessed;
  readonly api: Api;
  readonly memory: SharedReads;
  readonly serverClock: ServerClock;
  /** A number for each kind: two kinds may read the same resource with other projections. */
  readonly kindNumber: (kind: Kind<unknown>) => number;
}

const seconds = 1000;
const listSeconds = 30;
const reviewSeconds = 600;
const discoverySeconds = 600;
/** OpenAPI documents are a few megabytes. */
const bodyLimit = 64 * 1024 * 1024;

/** A cluster behind its API server, as one call of a tool sees it. */
export class LiveCluster implements Cluster {
  readonly context: string;
  readonly connection: Connection;
  readonly salt: string;
  readonly witnessed?: Witnessed;
  readonly #parts: ClusterParts;
  readonly #by: CallObserver;

  constructor(parts: ClusterParts, by: CallObserver = {}) {
    this.context = parts.context;
    this.connection = parts.connection;
    this.salt = parts.salt;
    if (parts.witnessed !== undefined) this.witnessed = parts.witnessed;
    this.#parts = parts;
    this.#by = by;
  }

  observed(by: CallObserver): Cluster {
    return new LiveCluster(this.#parts, by);
  }

  forget(): void {
    this.#parts.memory.forget();
  }

  now(): number {
    return this.#parts.serverClock.now();
  }

  list<T>(kind: Kind<T>, query: ListQuery, signal: AbortSignal): Promise<Listing<T>> {
    const { api, memory, kindNumber } = this.#parts;
    const { namespace, labelSelector, fieldSelector, limit } = query;
    const place = placeOf('list', kind, namespace);
    return memory.get(
      {
        key: JSON.stringify(['list', kindNumber(kind), namespace, labelSelector, fieldSelector, limit]),
        keepMilliseconds: listSeconds * seconds,
        weigh: ({ items }) => items.length,
        read: async (shared, by) => {
          const path = pathOf(kind, await this.#version(kind, place, shared, by), place);
          return readList(api, { ...query, kind, place, path }, shared, by);
        },
      },
      signal,
      this.#by,
    );
  }

  get<T>(kind: Kind<T>, { namespace, name }: ObjectAddress, signal: AbortSignal): Promise<T> {
    const { api, memory, kindNumber } = this.#parts;
    const place = placeOf('get', kind, namespace, name);
    return memory.get(
      {
        key: JSON.stringify(['get', kindNumber(kind), namespace, name]),
        keepMilliseconds: listSeconds * seconds,
        weigh: () => 1,
        read: async (shared, by) => {
          const path = pathOf(kind, await this.#version(kind, place, shared, by), place);
          const accept = kind.getAs === 'metadata' ? metadataAccept : 'application/json';
          return kind.project(await readObject(api, { place, path, accept }, shared, by, isNamed));
        },
      },
      signal,
      this.#by,
    );
  }

  async watch<T>(
    kind: Kind<T>,
    query: WatchQuery,
    onEvent: (event: WatchEvent<T>) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { api, connection } = this.#parts;
    const place = placeOf('watch', kind, query.namespace);
    const path = pathOf(kind, await this.#version(kind, place, signal, this.#by), place);
    await readWatch(api, { kind, place, path, query }, connection, onEvent, signal, this.#by);
  }

  async logs(query: LogQuery, signal: AbortSignal): Promise<string> {
    const { namespace, name, container, previous, tailLines, sinceSeconds, limitBytes, timestamps } = query;
    const place: Place = { operation: 'logs', resource: 'pods', namespace, name };
    const path = logPathOf(namespace, name, place);
    const search = queryOf({ container, previous, tailLines, sinceSeconds, limitBytes, timestamps });
    return this.#parts.api.send(
      { place, path: path + search, accept: '*/*' },
      (answer) => logText(answer, limitBytes),
      signal,
      this.#by,
    );
  }

  raw(path: string, query: RawQuery, signal: AbortSignal): Promise<RawAnswer> {
    const { keepSeconds = 0 } = query;
    if (keepSeconds === 0) return this.#readRaw(path, query, signal, this.#by);
    return this.#parts.memory.get(
      {
        key: JSON.stringify(['raw', path, query.accept, query.json !== undefined]),
        keepMilliseconds: keepSeconds * seconds,
        // A document of discovery or OpenAPI weighs like the objects of its size
        weigh: ({ body }) => Math.ceil(body.length / 2000),
        read: (shared, observer) => this.#readRaw(path, query, shared, observer),
      },
      signal,
      this.#by,
    );
  }

  review(question: AccessQuestion, signal: AbortSignal): Promise<AccessAnswer> {
    const { api, memory } = this.#parts;
    const { path, body } = reviewRequest(question);
    const namespace = question.about === 'self' ? undefined : question.namespace;
    const place: Place = {
      operation: 'review',
      resource: path.replace(/^\/apis\/([^/]+)\/v1\/(.*)$/, '$2.$1'),
      ...(namespace === undefined ? {} : { namespace }),
    };
    return memory.get(
      {
        key: JSON.stringify(['review', question]),
        keepMilliseconds: reviewSeconds * seconds,
        weigh: () => 1,
        read: async (shared, by) => {
          const request = { place, path, accept: 'application/json', body };
          return reviewAnswer(question, await readObject(api, request, shared, by, (one) => isReviewed(question, one)));
        },
      },
      signal,
      this.#by,
    );
  }

  /** A kind that we know in one version only needs no discovery: the read itself tells whether it is served. */
  async #version(kind: Kind<unknown>, place: Place, signal: AbortSignal, by: CallObserver): Promise<string> {
    const [only = 'v1', ...others] = kind.versions;
    if (kind.group === '' || others.length === 0) return only;
    const { api, memory } = this.#parts;
    const path = `/apis/${kind.group}`;
    const served = await memory.get(
      {
        key: JSON.stringify(['versions', kind.group]),
        keepMilliseconds: discoverySeconds * seconds,
        weigh: () => 1,
        read: (shared, observer) => {
          const request = { place: { operation: 'get', resource: path }, path, accept: 'application/json' } as const;
          return servedVersionsOf(readObject(api, request, shared, observer, hasVersions));
        },
      },
      signal,
      by,
    );
    return chosenVersion(kind, served, place);
  }

  async #readRaw(path: string, query: RawQuery, signal: AbortSignal, by: CallObserver): Promise<RawAnswer> {
    const place: Place = { operation: 'get', resource: path.replace(/\?.*$/s, '') };
    const { accept = 'application/json', idle } = query;
    return this.#parts.api.send(
      { place, path, accept, ...(idle === undefined ? {} : { idle }) },
      async (answer) => {
        const since = performance.now();
        const body = await wholeText(answer);
        return {
          body,
          contentType: answer.headers['content-type'] ?? '',
          milliseconds: Math.round(answer.waited + performance.now() - since),
          ...(query.json === undefined ? {} : { json: expected(jsonObject(body), query.json) }),
        };
      },
      signal,
      by,
    );
  }
}

function placeOf(operation: Operation, kind: Kind<unknown>, namespace?: string, name?: string): Place {
  const where = kind.namespaced ? (namespace ?? '*') : undefined;
  return {
    operation,
    resource: resourceName(kind),
    ...(where === undefined ? {} : { namespace: where }),
    ...(name === undefined ? {} : { name }),
  };
}

/** The API server sends a log as plain text, whatever its lines are. */
async function logText(answer: Parameters<typeof textOf>[0], limit: number): Promise<string> {
  if (/html|json/.test(answer.headers['content-type'] ?? ''))
    throw new TransportFault('badBody', `the answer is no log, but ${answer.headers['content-type'] ?? ''}`);
  return textOf(answer, limit);
}

async function wholeText(answer: Parameters<typeof textOf>[0]): Promise<string> {
  const text = await textOf(answer, bodyLimit + 1);
  if (text.length > bodyLimit) throw new TransportFault('tooLarge', 'the answer is larger than 64 MB');
  return text;
}
