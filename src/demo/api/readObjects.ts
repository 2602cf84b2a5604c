import type { JsonObject } from '../../core/json.ts';
import { ApiError, badRequest, expired, noSuchObject } from '../apiError.ts';
import type { DemoCluster } from '../demoCluster.ts';
import { json, type Answer, type ApiRequest } from '../http/exchange.ts';
import { keyOf } from '../store.ts';
import type { KubeObject } from '../kubeObject.ts';
import { storageName, type ServedKind } from '../servedKinds.ts';
import { decodeContinue, encodeContinue, type ContinueToken } from './continueToken.ts';
import { integerIn, requireListOptions, revisionIn } from './parameters.ts';
import { present } from './present.ts';
import { representationOf } from './representation.ts';
import type { ResourcePath } from './resourcePath.ts';
import { selectionOf } from './selection.ts';

const tooOld =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, ' +
  'or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an ' +
  'inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.';

export function getObject(cluster: DemoCluster, { kind, namespace, name }: ResourcePath, request: ApiRequest): Answer {
  const wanted = name ?? '';
  requireReached(cluster, revisionIn(request.query, 'other'));
  const object = cluster.store.get(storageName(kind), namespace, wanted);
  if (object === undefined) throw noSuchObject(kind.resource, kind.group, wanted);
  return json(representationOf(request, kind, cluster).one(present(kind, object, cluster)), 200, warningOf(kind));
}

export function listObjects(cluster: DemoCluster, { kind, namespace }: ResourcePath, request: ApiRequest): Answer {
  const { query } = request;
  const selection = selectionOf(kind, query, namespace);
  const limit = integerIn(query, 'limit') ?? 0;
  const start = startOf(cluster, query);
  const revision = start.revision ?? cluster.store.revision;
  const state = stateAt(cluster, kind, revision, start.after);
  const chosen = state.filter((object) => keyOf(object) > start.after && selection.includes(object));
  const page = limit > 0 ? chosen.slice(0, limit) : chosen;
  const last = page.at(-1);
  const metadata: JsonObject = {
    // A computed kind has no state of its own, and metrics-server sends none.
    ...(kind.verbs.includes('watch') ? { resourceVersion: String(revision) } : {}),
    ...(last !== undefined && page.length < chosen.length
      ? {
          continue: encodeContinue({ revision, after: keyOf(last) }),
          ...(selection.isEverything ? { remainingItemCount: chosen.length - page.length } : {}),
        }
      : {}),
  };
  const items = page.map((object) => present(kind, object, cluster));
  return json(representationOf(request, kind, cluster).list(items, metadata), 200, warningOf(kind));
}

/** kubectl prints what the server warns of. */
function warningOf(kind: ServedKind): Readonly<Record<string, string>> {
  return kind.deprecation === undefined ? {} : { Warning: `299 - "${kind.deprecation}"` };
}

/** Where the list begins, and at which state of the store. */
function startOf({ store }: DemoCluster, query: URLSearchParams): ContinueToken {
  const token = query.get('continue') ?? '';
  const asked = query.get('resourceVersion') ?? '';
  requireListOptions(query);
  if (token !== '') {
    if (asked !== '' && asked !== '0')
      throw badRequest('specifying resource version is not allowed when using continue');
    return decodeContinue(token);
  }
  const revision = revisionIn(query, 'list');
  requireReached({ store }, revision);
  return { revision: query.get('resourceVersionMatch') === 'Exact' ? revision : undefined, after: '' };
}

function stateAt({ store }: DemoCluster, kind: ServedKind, revision: number, after: string): readonly KubeObject[] {
  try {
    return store.list(storageName(kind), revision);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    if (after === '') throw expired(`The resourceVersion for the provided list is too old.`);
    throw expired(tooOld, encodeContinue({ revision: undefined, after }));
  }
}

function requireReached({ store }: Pick<DemoCluster, 'store'>, revision: number | undefined): void {
  if (revision === undefined || revision <= store.revision) return;
  throw new ApiError(504, 'Timeout', `Timeout: Too large resource version: ${revision}, current: ${store.revision}`, {
    details: {
      causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
      retryAfterSeconds: 1,
    },
  });
}
