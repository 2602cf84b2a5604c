import { createHash } from 'node:crypto';
import type { JsonObject } from '../../core/json.ts';
import type { Answer, ApiRequest } from '../http/exchange.ts';
import { json, pageNotFound } from '../http/exchange.ts';

/** The OpenAPI v3 documents of the served kinds, by path: `api/v1`, `apis/apps/v1`. Made from the real server's by scripts/demoOpenApi.ts. */
export type OpenApiDocuments = ReadonlyMap<string, JsonObject>;

/** `/openapi/v3`: which documents there are, each with a hash by which clients keep it. */
export function openApiIndex(documents: OpenApiDocuments): Answer {
  const paths = [...documents].map(([path, document]) => [
    path,
    { serverRelativeURL: `/openapi/v3/${path}?hash=${hashOf(document)}` },
  ]);
  return json({ paths: Object.fromEntries(paths) as JsonObject });
}

/** `/openapi/v3/PATH` */
export function openApiDocument(documents: OpenApiDocuments, path: string, request: ApiRequest): Answer {
  const document = documents.get(path);
  if (document === undefined) return pageNotFound();
  const tag = `"${hashOf(document)}"`;
  if (request.ifNoneMatch === tag) return { as: 'text', body: '', status: 304, headers: { Etag: tag } };
  const isNamed = request.query.get('hash') === hashOf(document);
  return {
    as: 'json',
    body: document,
    headers: { Etag: tag, ...(isNamed ? { 'Cache-Control': 'public, immutable' } : {}) },
  };
}

const hashes = new WeakMap<JsonObject, string>();

function hashOf(document: JsonObject): string {
  const known = hashes.get(document);
  if (known !== undefined) return known;
  const hash = createHash('sha512').update(JSON.stringify(document)).digest('hex').toUpperCase();
  hashes.set(document, hash);
  return hash;
}
