import type { JsonObject } from '../../core/json.ts';
import { isJsonObject, withoutKey } from '../../kube/jsonObject.ts';

/** Set by the server, and by it alone. */
const servers = new Set([
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
  'selfLink',
]);

/** An object as somebody wanted it: without its status, and without what the server itself keeps in its metadata. */
export function lastingParts(whole: JsonObject): JsonObject {
  const object = withoutKey(whole, 'status');
  const { metadata } = object;
  if (!isJsonObject(metadata)) return object;
  const kept = Object.entries(metadata).filter(([key]) => !servers.has(key));
  return { ...object, metadata: Object.fromEntries(kept) };
}

/** What an object holds, without its name tags: annotations and labels are written by controllers too. */
export function contents(object: JsonObject): JsonObject {
  return withoutKey(withoutKey(object, 'metadata'), 'status');
}
