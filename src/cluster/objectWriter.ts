import { groupVersion } from '../core/groupVersion.ts';
import { isRecord, type JsonObject } from '../core/json.ts';
import type { Operation } from '../core/kubeError.ts';
import type { DryRun, Write, Writer, WriteTarget } from '../core/write.ts';
import { wholeObject } from '../kube/wholeObject.ts';
import type { Api, ApiRequest } from './api.ts';
import { pathOf, queryOf } from './apiPaths.ts';
import { isNamed, readObject } from './objectReader.ts';
import type { Place } from './place.ts';

/** Under this name the server keeps which fields are ours (metadata.managedFields). */
const fieldManager = 'kube-sre';

/** Writes to one cluster, and the question what a write would do. Nothing of it is kept: `wrote` is told after each. */
export class ObjectWriter implements Writer, DryRun {
  readonly #api: Api;
  readonly #wrote: () => void;

  constructor(api: Api, wrote: () => void) {
    this.#api = api;
    this.#wrote = wrote;
  }

  async read(target: WriteTarget, signal: AbortSignal): Promise<JsonObject> {
    const place = placeOf('get', target);
    const request = { place, path: pathTo(target, place), accept: 'application/json' };
    return wholeObject(await readObject(this.#api, request, signal, {}, isNamed));
  }

  dryRun(write: Write, signal: AbortSignal): Promise<JsonObject> {
    return this.#send(write, true, signal);
  }

  async write(write: Write, signal: AbortSignal): Promise<JsonObject> {
    try {
      return await this.#send(write, false, signal);
    } finally {
      this.#wrote();
    }
  }

  async #send(write: Write, isDryRun: boolean, signal: AbortSignal): Promise<JsonObject> {
    const answers = (object: Readonly<Record<string, unknown>>): boolean => isAnswerTo(write, object);
    const answer = wholeObject(await readObject(this.#api, requestOf(write, isDryRun), signal, {}, answers));
    return write.do === 'patch' && write.subresource === 'scale' ? withReplicas(answer) : answer;
  }
}

/**
 * The object itself, or a Status that names it; of an eviction a Status without a name. What else comes with a 2xx is of somebody in
 * between, and tells nothing of the write.
 */
function isAnswerTo({ do: verb, target }: Write, object: Readonly<Record<string, unknown>>): boolean {
  if (verb !== 'delete' && verb !== 'evict') return nameIn(object.metadata) === target.name;
  if (object.kind !== 'Status') return verb === 'delete' && nameIn(object.metadata) === target.name;
  return object.status === 'Success' && (verb === 'evict' || nameIn(object.details) === target.name);
}

/** A Scale leaves out a number of 0, which its workload has: `json:"replicas,omitempty"`, k8s.io/api/autoscaling/v1/types.go. */
function withReplicas(scale: JsonObject): JsonObject {
  return { ...scale, spec: { replicas: 0, ...(isRecord(scale.spec) ? wholeObject(scale.spec) : {}) } };
}

function nameIn(part: unknown): unknown {
  return isRecord(part) ? part.name : undefined;
}

function requestOf(write: Write, isDryRun: boolean): ApiRequest {
  const { target } = write;
  const dryRun = isDryRun ? { dryRun: 'All' } : {};
  switch (write.do) {
    case 'patch': {
      const place = placeOf('patch', target, write.subresource);
      return {
        place,
        path: pathTo(target, place, write.subresource) + queryOf({ ...dryRun, fieldManager }),
        accept: 'application/json',
        body: JSON.stringify(write.operations),
        write: { method: 'PATCH', contentType: 'application/json-patch+json' },
      };
    }
    case 'create': {
      const place = placeOf('create', target);
      return {
        place,
        path: pathTo({ ...target, name: undefined }, place) + queryOf({ ...dryRun, fieldManager }),
        accept: 'application/json',
        body: JSON.stringify(write.body),
        write: { method: 'POST', contentType: 'application/json' },
      };
    }
    case 'delete': {
      const place = placeOf('delete', target);
      const { preconditions, propagation, gracePeriodSeconds } = write;
      return {
        place,
        path: pathTo(target, place) + queryOf(dryRun),
        accept: 'application/json',
        body: JSON.stringify({
          ...deleteOptions(preconditions, isDryRun),
          propagationPolicy: propagation,
          ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
        }),
        write: { method: 'DELETE', contentType: 'application/json' },
      };
    }
    case 'evict': {
      const place = placeOf('evict', target);
      const { name, namespace } = target;
      return {
        place,
        path: pathTo(target, place, 'eviction') + queryOf(dryRun),
        accept: 'application/json',
        body: JSON.stringify({
          apiVersion: 'policy/v1',
          kind: 'Eviction',
          metadata: { name, namespace },
          deleteOptions: deleteOptions(write.preconditions, isDryRun),
        }),
        write: { method: 'POST', contentType: 'application/json' },
      };
    }
  }
}

function deleteOptions(preconditions: object, isDryRun: boolean): object {
  return { apiVersion: 'v1', kind: 'DeleteOptions', preconditions, ...(isDryRun ? { dryRun: ['All'] } : {}) };
}

function placeOf(operation: Operation, { apiVersion, resource, namespace, name }: WriteTarget, below?: string): Place {
  const { group } = groupVersion(apiVersion);
  const named = group === '' ? resource : `${resource}.${group}`;
  return {
    operation,
    resource: below === undefined ? named : `${named}/${below}`,
    ...(namespace === undefined ? {} : { namespace }),
    name,
  };
}

function pathTo(
  { apiVersion, resource, namespace, name }: Omit<WriteTarget, 'name'> & { readonly name: string | undefined },
  { operation }: Place,
  below?: string,
): string {
  const { group, version } = groupVersion(apiVersion);
  const place: Place = {
    operation,
    resource,
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
  };
  const path = pathOf({ group, resource, namespaced: namespace !== undefined }, version, place);
  return below === undefined ? path : `${path}/${below}`;
}
