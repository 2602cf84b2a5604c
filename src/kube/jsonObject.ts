import type { Json, JsonObject } from '../core/json.ts';

/** True for `{…}` of JSON: not null, not a list. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy without one key. */
export function withoutKey(object: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([one]) => one !== key));
}
