import { load } from 'js-yaml';
import { isRecord } from '../../src/core/json.ts';
import { resourceName, type Kind } from '../../src/core/kind.ts';
import { KubeError, type Operation } from '../../src/core/kubeError.ts';
import type { AccessAnswer, CallObserver, Cluster, Listing, RawAnswer } from '../../src/core/ports.ts';
import { labelSelectorOf } from '../../src/demo/api/labelSelector.ts';
import { matchesFields } from './matchesFields.ts';
import { discoveryOf } from './memoryDiscovery.ts';

/** One story: objects as YAML documents, and what a real cluster would answer besides. */
export interface MemoryWorld {
  /** Objects, or YAML text with one or many documents. */
  readonly objects: string | readonly object[];
  /** The server's clock, RFC 3339. */
  readonly now?: string;
  /** `pods`, `ingresses.networking.k8s.io`, `pods in shop`, or `list pods`: refused with 403. */
  readonly forbidden?: readonly string[];
  /** Kinds that are not served here, by resource name. Default: the Gateway API. */
  readonly absent?: readonly string[];
  /** By `namespace/pod/container`, `…/previous` for the instance before. */
  readonly logs?: Readonly<Record<string, string>>;
  /** By path. */
  readonly raw?: Readonly<Record<string, string>>;
  readonly review?: AccessAnswer;
  /** Lists that are finished at a later state than they began with, by resource name. */
  readonly inconsistent?: readonly string[];
}

export interface MemoryCluster extends Cluster {
  /** Every read, in order: `list pods in shop`. */
  readonly reads: readonly string[];
}

const gatewayApi = ['gatewayclasses', 'gateways', 'httproutes', 'referencegrants'].map(
  (resource) => `${resource}.gateway.networking.k8s.io`,
);

/** The Cluster port over objects in memory: what unit tests of tools and rules read. */
export function memoryCluster(world: MemoryWorld): MemoryCluster {
  const objects = typeof world.objects === 'string' ? documents(world.objects) : world.objects.filter(isRecord);
  const reads: string[] = [];
  const now = Date.parse(world.now ?? '2026-11-25T14:00:00Z');
  const absent = world.absent ?? gatewayApi;

  function enter(operation: Operation, kind: Kind<unknown>, namespace?: string, name?: string): void {
    const resource = resourceName(kind);
    const where = namespace === undefined ? resource : `${resource} in ${namespace}`;
    reads.push([operation, where, name].filter((part) => part !== undefined).join(' '));
    const place = {
      operation,
      resource,
      ...(namespace === undefined ? {} : { namespace }),
      ...(name === undefined ? {} : { name }),
    };
    if (absent.includes(resource))
      throw new KubeError({ ...place, code: 'not_found', status: 404, kindAbsent: true, detail: 'not served here' });
    if ([resource, where, `${operation} ${resource}`].some((one) => world.forbidden?.includes(one) === true))
      throw new KubeError({
        ...place,
        code: 'forbidden',
        status: 403,
        detail: 'the server refused',
        hint: `needs ${operation} on ${where}`,
      });
  }

  const ofKind = (kind: Kind<unknown>, namespace?: string): Record<string, unknown>[] =>
    objects.filter(
      (object) =>
        object.kind === kind.kind &&
        groupOf(object) === kind.group &&
        (namespace === undefined || metadataOf(object).namespace === namespace),
    );

  const cluster: MemoryCluster = {
    context: 'memory',
    salt: 'test-salt',
    connection: {
      server: 'https://memory.invalid',
      cluster: 'memory',
      user: 'tester',
      credential: 'token',
      namespace: 'default',
    },
    reads,
    now: () => now,
    list<T>(kind: Kind<T>, query: Parameters<Cluster['list']>[1], signal: AbortSignal): Promise<Listing<T>> {
      return answer(signal, () => {
        enter('list', kind, query.namespace);
        const requirements = labelSelectorOf(query.labelSelector ?? '');
        const chosen = ofKind(kind, query.namespace).filter(
          (object) =>
            requirements.every((meets) => meets(labelsOf(object))) &&
            (query.fieldSelector === undefined || matchesFields(object, query.fieldSelector)),
        );
        const kept = chosen.slice(0, query.limit);
        const visible = kind.listAs === 'metadata' ? kept.map(({ metadata }) => ({ metadata })) : kept;
        return {
          items: visible.map((object) => kind.project(structuredClone(object))),
          resourceVersion: '1000',
          inconsistent: world.inconsistent?.includes(resourceName(kind)) === true,
          ...(kept.length < chosen.length ? { remaining: chosen.length - kept.length } : {}),
        };
      });
    },
    get<T>(kind: Kind<T>, at: { namespace?: string; name: string }, signal: AbortSignal): Promise<T> {
      return answer(signal, () => {
        enter('get', kind, at.namespace, at.name);
        const found = ofKind(kind, at.namespace).find((object) => metadataOf(object).name === at.name);
        if (found === undefined)
          throw new KubeError({
            code: 'not_found',
            operation: 'get',
            resource: resourceName(kind),
            ...at,
            status: 404,
            detail: 'there is no such object',
          });
        return kind.project(structuredClone(found));
      });
    },
    // Nothing changes here: a watch stays open, and tells nothing
    watch: (_kind, _query, _onEvent, signal) =>
      new Promise((_resolve, reject) => {
        const end = (): void => reject(new DOMException('ended', 'AbortError'));
        if (signal.aborted) end();
        signal.addEventListener('abort', end, { once: true });
      }),
    logs: (query, signal) =>
      answer(signal, () => {
        const key = `${query.namespace}/${query.name}/${query.container}${query.previous === true ? '/previous' : ''}`;
        reads.push(`logs ${key}`);
        const log = world.logs?.[key];
        if (log === undefined)
          throw new KubeError({
            code: 'not_found',
            operation: 'logs',
            resource: 'pods',
            namespace: query.namespace,
            name: query.name,
            status: 400,
            detail: 'no such log',
          });
        const lines = log.trimEnd().split('\n');
        return lines.slice(query.tailLines === undefined ? 0 : -query.tailLines).join('\n');
      }),
    raw: (path, query, signal) =>
      answer(signal, (): RawAnswer => {
        reads.push(`raw ${path}`);
        const body = world.raw?.[path] ?? discoveryOf(path, objects, absent);
        if (body === undefined)
          throw new KubeError({
            code: 'not_found',
            operation: 'get',
            resource: path,
            status: 404,
            detail: 'no such path',
          });
        const answer = { body, contentType: 'application/json', milliseconds: 1 };
        const parsed: unknown = query.json === undefined ? undefined : JSON.parse(body);
        return isRecord(parsed) ? { ...answer, json: parsed } : answer;
      }),
    review: (question, signal) =>
      answer(signal, () => {
        reads.push(`review ${question.about}`);
        return world.review ?? { allowed: true, user: 'tester', groups: ['system:masters'], rules: [] };
      }),
    observed: (by) => observedBy(cluster, by),
    forget: () => undefined,
  };
  return cluster;
}

/** Each read of a cluster in memory counts as one request. */
function observedBy(cluster: Cluster, by: CallObserver): Cluster {
  async function counted<T>(read: Promise<T>): Promise<T> {
    by.onRequest?.('start');
    try {
      return await read;
    } finally {
      by.onRequest?.('end');
    }
  }
  return {
    ...cluster,
    list: (kind, query, signal) => counted(cluster.list(kind, query, signal)),
    get: (kind, at, signal) => counted(cluster.get(kind, at, signal)),
    logs: (query, signal) => counted(cluster.logs(query, signal)),
    raw: (path, query, signal) => counted(cluster.raw(path, query, signal)),
    review: (question, signal) => counted(cluster.review(question, signal)),
  };
}

function answer<T>(signal: AbortSignal, give: () => T): Promise<T> {
  return new Promise((resolve) => {
    signal.throwIfAborted();
    resolve(give());
  });
}

function documents(yaml: string): Record<string, unknown>[] {
  return yaml
    .split(/^---$/m)
    .map((text) => load(text))
    .filter(isRecord);
}

function groupOf(object: Record<string, unknown>): string {
  const version = typeof object.apiVersion === 'string' ? object.apiVersion : 'v1';
  return version.includes('/') ? (version.split('/')[0] ?? '') : '';
}

function metadataOf(object: Record<string, unknown>): Record<string, unknown> {
  return isRecord(object.metadata) ? object.metadata : {};
}

export function labelsOf(object: Record<string, unknown>): Record<string, string> {
  const labels = metadataOf(object).labels;
  return isRecord(labels)
    ? Object.fromEntries(
        Object.entries(labels).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      )
    : {};
}
