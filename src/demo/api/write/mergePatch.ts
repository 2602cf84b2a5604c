import type { JsonObject } from '../../../core/json.ts';
import { asObject, isObject } from '../../kubeObject.ts';

/** RFC 7386: maps are merged, null removes, all else replaces. */
export function mergePatched(object: JsonObject, patch: JsonObject): JsonObject {
  const merged = new Map(Object.entries(object));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, isObject(value) ? mergePatched(asObject(object[key]), value) : value);
  }
  return Object.fromEntries(merged);
}
