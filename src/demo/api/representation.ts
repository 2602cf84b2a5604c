import type { Json, JsonObject } from '../../core/json.ts';
import { ApiError, badRequest } from '../apiError.ts';
import type { DemoCluster } from '../demoCluster.ts';
import type { ApiRequest } from '../http/exchange.ts';
import { without, type KubeObject } from '../kubeObject.ts';
import { apiVersionOf, type ServedKind } from '../servedKinds.ts';
import { tableOf } from '../tables/tableOf.ts';
import { acceptedTypes, isJson } from './accept.ts';

/** How objects are put into an answer: whole, their metadata, or as the rows of a table. */
export interface Representation {
  one(object: KubeObject): Json;
  list(objects: readonly KubeObject[], metadata: JsonObject): Json;
  /** One of a watch's objects; a table names its columns in the first only. */
  watched(object: KubeObject, isFirst: boolean): Json;
  bookmark(metadata: JsonObject): Json;
}

/**
 * Chosen by the Accept header, the first entry that can be given.
 * Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#alternate-representations-of-resources
 */
export function representationOf(request: ApiRequest, kind: ServedKind, cluster: DemoCluster): Representation {
  for (const entry of acceptedTypes(request)) {
    if (!isJson(entry)) continue;
    const { parameters } = entry;
    const wanted = parameters.find((parameter) => parameter.startsWith('as='))?.slice(3);
    if (wanted === undefined) return whole(kind);
    const isMeta = parameters.includes('g=meta.k8s.io') && parameters.includes('v=v1');
    if (isMeta && wanted === 'Table') return table(request, kind, cluster);
    if (isMeta && wanted.startsWith('PartialObjectMetadata')) return metadataOnly;
  }
  throw new ApiError(406, 'NotAcceptable', 'only the following media types are accepted: application/json');
}

function whole(kind: ServedKind): Representation {
  const apiVersion = apiVersionOf(kind);
  return {
    one: ordered,
    // Entries of a typed list do not repeat their kind.
    list: (objects, metadata) => ({
      kind: `${kind.kind}List`,
      apiVersion,
      metadata,
      items: objects.map((object) => without(object, 'kind', 'apiVersion')),
    }),
    watched: ordered,
    bookmark: (metadata) => ({ kind: kind.kind, apiVersion, metadata }),
  };
}

function ordered({ kind, apiVersion, ...rest }: KubeObject): Json {
  return { kind, apiVersion, ...rest };
}

const metaVersion = 'meta.k8s.io/v1';

function partial({ metadata }: KubeObject): JsonObject {
  return { kind: 'PartialObjectMetadata', apiVersion: metaVersion, metadata };
}

const metadataOnly: Representation = {
  one: partial,
  list: (objects, metadata) => ({
    kind: 'PartialObjectMetadataList',
    apiVersion: metaVersion,
    metadata,
    items: objects.map(partial),
  }),
  watched: partial,
  bookmark: (metadata) => ({ kind: 'PartialObjectMetadata', apiVersion: metaVersion, metadata }),
};

function table({ query }: ApiRequest, kind: ServedKind, { clock }: DemoCluster): Representation {
  const asked = query.get('includeObject') ?? '';
  const include = asked === '' ? 'Metadata' : asked;
  if (!['Metadata', 'Object', 'None'].includes(include))
    throw badRequest(
      `Unable to convert to Table as requested: includeObject: Invalid value: "${include}": must be 'Metadata', 'Object', 'None', or empty`,
    );
  const objectIn = (object: KubeObject): Json | undefined =>
    include === 'None' ? undefined : include === 'Object' ? ordered(object) : partial(object);
  const make = (objects: readonly KubeObject[], metadata: JsonObject, withColumns: boolean): Json => {
    const { columnDefinitions, rows } = tableOf(kind, objects, clock.now());
    return {
      kind: 'Table',
      apiVersion: metaVersion,
      metadata,
      columnDefinitions: withColumns ? columnDefinitions : null,
      rows: rows.map(({ object, ...row }) => ({ ...row, object: objectIn(object) ?? null })),
    };
  };
  return {
    one: (object) => make([object], revisionOf(object), true),
    list: (objects, metadata) => make(objects, metadata, true),
    watched: (object, isFirst) => make([object], revisionOf(object), isFirst),
    bookmark: (metadata) => make([], metadata, false),
  };
}

function revisionOf({ metadata: { resourceVersion } }: KubeObject): JsonObject {
  return resourceVersion === undefined ? {} : { resourceVersion };
}
