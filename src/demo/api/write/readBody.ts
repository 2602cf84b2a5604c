import { load } from 'js-yaml';
import type { Json, JsonObject } from '../../../core/json.ts';
import { ApiError, badRequest } from '../../apiError.ts';
import type { ApiRequest } from '../../http/exchange.ts';
import { requestBody } from '../../http/requestBody.ts';
import { isObject, textAt } from '../../kubeObject.ts';
import { apiVersionOf, type ServedKind } from '../../servedKinds.ts';
import { isProtobuf } from '../protobufReview.ts';

/** The media type of the body, without its parameters. */
export function contentType({ raw }: ApiRequest): string {
  return (raw.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
}

const accepted: readonly string[] = ['', 'application/json', 'application/yaml'];

/**
 * The body as an object. Undefined where there is none.
 * @throws ApiError 400, 413, 415
 */
export async function readBody(request: ApiRequest, kind: string): Promise<JsonObject | undefined> {
  const type = contentType(request);
  const bytes = await requestBody(request.raw);
  if (bytes.length === 0) return undefined;
  if (!accepted.includes(type) || isProtobuf(bytes))
    throw new ApiError(
      415,
      'UnsupportedMediaType',
      'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml',
    );
  const text = bytes.toString('utf8');
  const value = type === 'application/yaml' ? yaml(text) : parsed(text, (why) => unrecognized(kind, why));
  if (!isObject(value)) throw unrecognized(kind, `json: cannot unmarshal ${typeof value} into Go value of type struct`);
  return value;
}

/**
 * The body of a create or an update.
 * @throws ApiError 400, 413, 415
 */
export async function readObject(request: ApiRequest, kind: ServedKind): Promise<JsonObject> {
  const apiVersion = apiVersionOf(kind);
  const body = (await readBody(request, kind.kind)) ?? {};
  const given = { apiVersion: textAt(body, 'apiVersion') ?? apiVersion, kind: textAt(body, 'kind') ?? kind.kind };
  if (given.kind !== kind.kind) {
    const version = given.apiVersion.split('/').at(-1) ?? '';
    const target = `${kind.group === '' ? 'core' : (kind.group.split('.')[0] ?? '')}.${kind.kind}`;
    throw badRequest(
      `${given.kind} in version "${version}" cannot be handled as a ${kind.kind}: converting (${version}.${given.kind}) to (${target}): unknown conversion`,
    );
  }
  if (given.apiVersion !== apiVersion)
    throw badRequest(
      `the API version in the data (${given.apiVersion}) does not match the expected API version (${apiVersion})`,
    );
  return { ...body, ...given };
}

/** @throws ApiError 400 */
export async function readPatch(request: ApiRequest): Promise<Json> {
  const bytes = await requestBody(request.raw);
  return parsed(bytes.toString('utf8'), (why) => badRequest(`error decoding patch: ${why}`));
}

function parsed(text: string, refusal: (why: string) => ApiError): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw refusal(error instanceof Error ? error.message : 'no JSON');
  }
}

function yaml(text: string): Json {
  try {
    return load(text) as Json;
  } catch (error) {
    throw badRequest(`yaml: ${error instanceof Error ? error.message : 'no YAML'}`);
  }
}

function unrecognized(kind: string, why: string): ApiError {
  return badRequest(
    `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: ${why}`,
  );
}
