import { isRecord } from '../../core/json.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { ApiError, badRequest } from '../apiError.ts';
import { requestBody } from '../http/requestBody.ts';
import type { ApiRequest } from '../http/exchange.ts';
import { isObject, textAt } from '../kubeObject.ts';
import { isProtobuf, readReview } from './protobufReview.ts';

/**
 * The body of a POST as an object of `kind`, in JSON or in protobuf.
 * @throws ApiError 400, 413, 415 as the real server does for what is none
 */
export async function readReviewBody({ raw }: ApiRequest, kind: string): Promise<JsonObject> {
  const [type = ''] = (raw.headers['content-type'] ?? '').split(';');
  if (!accepted.includes(type.trim()))
    throw new ApiError(
      415,
      'UnsupportedMediaType',
      'the body of the request was in an unknown format - accepted media types include: application/json, application/vnd.kubernetes.protobuf',
    );
  const bytes = await requestBody(raw);
  if (isProtobuf(bytes)) return readReview(bytes);
  const body = parsed(bytes, kind);
  const version = textAt(body, 'apiVersion') ?? '';
  const given = textAt(body, 'kind') ?? kind;
  if (given !== kind) throw badRequest(`${given} in version "${version}" cannot be handled as a ${kind}`);
  for (const field of ['spec', 'spec.resourceAttributes', 'spec.nonResourceAttributes']) requireMap(body, field, kind);
  return body;
}

/** JSON is what is meant where nothing is said. */
const accepted: readonly string[] = ['', 'application/json', 'application/vnd.kubernetes.protobuf'];

function parsed(bytes: Buffer, kind: string): JsonObject {
  const unrecognized = (why: string): ApiError =>
    badRequest(
      `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: ${why}`,
    );
  let value: Json;
  try {
    value = JSON.parse(bytes.toString('utf8')) as Json;
  } catch (error) {
    throw unrecognized(error instanceof Error ? error.message : 'no JSON');
  }
  if (!isObject(value)) throw unrecognized('not an object');
  return value;
}

function requireMap(body: JsonObject, path: string, kind: string): void {
  let value: unknown = body;
  for (const key of path.split('.')) value = isRecord(value) ? value[key] : undefined;
  if (value === undefined || value === null || isRecord(value)) return;
  throw badRequest(`${kind} in version "v1" cannot be handled as a ${kind}: ${path} is no object`);
}
