import type { Json, JsonObject } from '../../../core/json.ts';
import { ApiError, badRequest, invalid, methodNotAllowed, noSuchObject, noSuchResource } from '../../apiError.ts';
import type { DemoCluster } from '../../demoCluster.ts';
import { json, type Answer, type ApiRequest } from '../../http/exchange.ts';
import { isObject, textAt, valueAt, type KubeObject } from '../../kubeObject.ts';
import { storageName, type ServedKind } from '../../servedKinds.ts';
import { requireJson } from '../accept.ts';
import { present } from '../present.ts';
import { representationOf } from '../representation.ts';
import type { ResourcePath } from '../resourcePath.ts';
import { selectionOf } from '../selection.ts';
import { created } from './createObject.ts';
import { deleted } from './deleted.ts';
import { evicted } from './evict.ts';
import { hasStatus } from './hasStatus.ts';
import { jsonPatched } from './jsonPatch.ts';
import { mergePatched } from './mergePatch.ts';
import { contentType, readBody, readObject, readPatch } from './readBody.ts';
import { hasScale, scaledTo, scaleOf } from './scale.ts';
import { strategicPatched } from './strategicPatch.ts';
import { updated } from './updated.ts';
import { deleteOptions, writeOptions } from './writeOptions.ts';

const success: JsonObject = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' };

/**
 * POST, PUT, PATCH and DELETE of a served kind.
 * @throws ApiError
 */
export async function writeObject(cluster: DemoCluster, path: ResourcePath, request: ApiRequest): Promise<Answer> {
  const { kind, name, namespace, subresource } = path;
  const verb = verbOf(request.method, path);
  if (subresource !== undefined && !isSubresource(kind, subresource)) throw noSuchResource();
  if (!isOffered(kind, verb, subresource)) throw methodNotAllowed();
  if (kind.namespaced && namespace === undefined) throw methodNotAllowed();
  requireJson(request);
  const answer = (object: KubeObject, status = 200): Answer =>
    json(representationOf(request, kind, cluster).one(present(kind, object, cluster)), status);
  const now = cluster.clock.now();
  const { store } = cluster;
  switch (verb) {
    case 'create': {
      if (subresource === 'eviction') return evict(cluster, path, request);
      const wanted = await readObject(request, kind);
      const options = writeOptions(request, now, 'CreateOptions');
      return answer(created({ store, kind, options }, wanted, namespace), 201);
    }
    case 'update': {
      const body =
        subresource === 'scale' ? ((await readBody(request, 'Scale')) ?? {}) : await readObject(request, kind);
      const options = writeOptions(request, now, 'UpdateOptions');
      const old = existing(cluster, kind, namespace, name);
      if (subresource === 'scale') return json(scaleOf(scaledTo({ store, kind, options }, old, body)));
      requireSameUid(kind, old, body);
      return answer(updated({ store, kind, options }, old, body, subresource === 'status' ? 'status' : undefined));
    }
    case 'patch': {
      const patch = patchBy(contentType(request), kind);
      const change = await readPatch(request);
      const options = writeOptions(request, now, 'PatchOptions');
      const old = existing(cluster, kind, namespace, name);
      if (subresource === 'scale') {
        const scale = patch(scaleOf(old), change);
        requireTyped(scale);
        return json(scaleOf(scaledTo({ store, kind, options }, old, scale)));
      }
      const wanted = patch(old, change);
      requireTyped(wanted);
      return answer(updated({ store, kind, options }, old, wanted, subresource === 'status' ? 'status' : undefined));
    }
    case 'delete': {
      const body = await readBody(request, 'DeleteOptions');
      const options = deleteOptions(request, body, now);
      const old = existing(cluster, kind, namespace, name);
      const left = deleted({ store, kind, options }, old);
      if (left !== undefined) return answer(left);
      // Of a pod its last state is sent: there is no other way to see how it ended.
      return kind.kind === 'Pod' || kind.kind === 'Service'
        ? answer(old)
        : json({ ...success, details: detailsOf(kind, old) });
    }
    case 'deletecollection': {
      const body = await readBody(request, 'DeleteOptions');
      const options = deleteOptions(request, body, now);
      const selection = selectionOf(kind, request.query, namespace);
      const chosen = store.list(storageName(kind)).filter((object) => selection.includes(object));
      for (const object of chosen) deleted({ store, kind, options }, object);
      const metadata = { resourceVersion: String(store.revision) };
      return json(representationOf(request, kind, cluster).list(chosen, metadata));
    }
  }
}

/** `GET …/scale` @throws ApiError 404 */
export function readScale(cluster: DemoCluster, { kind, namespace, name }: ResourcePath): Answer {
  return json(scaleOf(existing(cluster, kind, namespace, name)));
}

type Verb = 'create' | 'update' | 'patch' | 'delete' | 'deletecollection';

function verbOf(method: string, { name, subresource }: ResourcePath): Verb {
  const isNamed = name !== undefined;
  switch (method) {
    case 'POST':
      if (isNamed && subresource === undefined) throw methodNotAllowed();
      return 'create';
    case 'PUT':
      if (isNamed) return 'update';
      throw methodNotAllowed();
    case 'PATCH':
      if (isNamed) return 'patch';
      throw methodNotAllowed();
    case 'DELETE':
      return isNamed ? 'delete' : 'deletecollection';
    default:
      throw methodNotAllowed();
  }
}

function isSubresource(kind: ServedKind, subresource: string): boolean {
  if (subresource === 'scale') return hasScale(kind.kind);
  if (subresource === 'status') return hasStatus(kind.kind);
  return kind.kind === 'Pod' && (subresource === 'eviction' || subresource === 'log');
}

function isOffered(kind: ServedKind, verb: Verb, subresource: string | undefined): boolean {
  if (subresource === undefined) return kind.verbs.includes(verb);
  if (subresource === 'eviction') return verb === 'create';
  return subresource !== 'log' && (verb === 'update' || verb === 'patch');
}

function existing({ store }: DemoCluster, kind: ServedKind, namespace: string | undefined, name = ''): KubeObject {
  const object = store.get(storageName(kind), namespace, name);
  if (object === undefined) throw noSuchObject(kind.resource, kind.group, name);
  return object;
}

async function evict(cluster: DemoCluster, path: ResourcePath, request: ApiRequest): Promise<Answer> {
  const { kind, namespace, name = '' } = path;
  const body = (await readBody(request, 'Eviction')) ?? {};
  if ((textAt(body, 'metadata.name') ?? '') !== name)
    throw badRequest('name in URL does not match name in Eviction object');
  const told = valueAt(body, 'deleteOptions');
  const { store, clock } = cluster;
  const options = deleteOptions(request, isObject(told) ? told : {}, clock.now());
  evicted({ store, kind, options }, existing(cluster, kind, namespace, name));
  return json({ ...success, code: 201 }, 201);
}

type Patch = (object: JsonObject, change: Json) => JsonObject;

function patchBy(type: string, kind: ServedKind): Patch {
  const merging =
    (merge: (object: JsonObject, patch: JsonObject) => JsonObject): Patch =>
    (object, change) => {
      if (isObject(change)) return merge(object, change);
      const found = Array.isArray(change) ? 'array' : typeof change;
      throw badRequest(
        `error decoding patch: json: cannot unmarshal ${found} into Go value of type map[string]interface {}`,
      );
    };
  switch (type) {
    case 'application/json-patch+json':
      return jsonPatched;
    case 'application/merge-patch+json':
      return merging(mergePatched);
    case 'application/strategic-merge-patch+json':
      if (kind.kind !== 'CustomResourceDefinition') return merging(strategicPatched);
  }
  throw new ApiError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', { details: {} });
}

/** A PUT that names another object than the stored one loses; a PATCH may not change the uid. */
function requireSameUid({ resource, group }: ServedKind, old: KubeObject, wanted: JsonObject): void {
  const uid = textAt(wanted, 'metadata.uid') ?? '';
  const { name, namespace, uid: own } = old.metadata;
  if (uid === '' || uid === own) return;
  const key = ['/registry', resource, ...(namespace === undefined ? [] : [namespace]), name].join('/');
  const what = group === '' ? resource : `${resource}.${group}`;
  throw new ApiError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${what} "${name}": StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${uid}, UID in object meta: ${own ?? ''}`,
    { details: { name, ...(group === '' ? {} : { group }), kind: resource } },
  );
}

/** Go cannot read a text into a number. */
function requireTyped(object: JsonObject): void {
  const replicas = valueAt(object, 'spec.replicas');
  if (replicas === undefined || replicas === null || Number.isInteger(replicas)) return;
  const why = `json: cannot unmarshal ${typeof replicas} into Go struct field ${textAt(object, 'kind') ?? ''}Spec.spec.replicas of type int32`;
  throw invalid({ kind: '', group: '', name: '' }, [
    {
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${JSON.stringify(JSON.stringify(object))}: ${why}`,
      field: 'patch',
    },
  ]);
}

function detailsOf({ resource, group }: ServedKind, { metadata: { name, uid } }: KubeObject): JsonObject {
  return { name, ...(group === '' ? {} : { group }), kind: resource, uid };
}
