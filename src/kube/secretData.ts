import type { Json, JsonObject } from '../core/json.ts';
import { secretHash } from '../core/secretHash.ts';
import { isJsonObject, withoutKey } from './jsonObject.ts';

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * A Secret with each value of `data` and `stringData` replaced by `{bytes, hash}`, its size and a salted hash, and without the
 * annotation in which kubectl keeps a copy of them. Any other object comes back as it is.
 */
export function hideSecretData(object: JsonObject, salt: string): JsonObject {
  if (object.kind !== 'Secret' || object.apiVersion !== 'v1') return object;
  const { data, stringData, ...rest } = withoutLastApplied(object);
  return {
    ...rest,
    ...(isJsonObject(data) ? { data: hidden(data, 'base64', salt) } : {}),
    ...(isJsonObject(stringData) ? { stringData: hidden(stringData, 'utf8', salt) } : {}),
  };
}

function hidden(values: JsonObject, encoding: 'base64' | 'utf8', salt: string): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]): [string, Json] => {
      const bytes = Buffer.from(typeof value === 'string' ? value : JSON.stringify(value ?? null), encoding);
      return [key, { bytes: bytes.length, hash: secretHash(salt, bytes.toString('base64')) }];
    }),
  );
}

/** The object less the manifest that `kubectl apply` copies into an annotation. */
export function withoutLastApplied(object: JsonObject): JsonObject {
  const { metadata } = object;
  if (!isJsonObject(metadata) || !isJsonObject(metadata.annotations)) return object;
  if (metadata.annotations[lastApplied] === undefined) return object;
  const annotations = withoutKey(metadata.annotations, lastApplied);
  const rest = withoutKey(metadata, 'annotations');
  return { ...object, metadata: Object.keys(annotations).length === 0 ? rest : { ...rest, annotations } };
}
