import type { Json, JsonObject } from '../../core/json.ts';
import { asObject, isObject } from '../kubeObject.ts';

/** Fields that are not there are taken from `defaults`; maps are filled in, lists are not. */
export function withDefaults(value: JsonObject, defaults: JsonObject): JsonObject {
  const filled: Record<string, Json | undefined> = { ...value };
  for (const [key, fallback] of Object.entries(defaults)) {
    const own = value[key];
    if (own === undefined) filled[key] = fallback;
    else if (isObject(own) && isObject(fallback)) filled[key] = withDefaults(own, fallback);
  }
  return filled;
}

/** Every entry of the lists called `fields` is changed; a list that is not there stays so. */
export function withEach(
  object: JsonObject,
  fields: readonly string[],
  change: (entry: JsonObject) => JsonObject,
): JsonObject {
  const changed = fields.flatMap((field) => {
    const list = object[field];
    return Array.isArray(list) ? [[field, list.map((entry: Json) => change(asObject(entry)))] as const] : [];
  });
  return { ...object, ...Object.fromEntries(changed) };
}

/** The map at `field` is changed; one that is not there stays so. */
export function withMap(object: JsonObject, field: string, change: (map: JsonObject) => JsonObject): JsonObject {
  const map = object[field];
  return isObject(map) ? { ...object, [field]: change(map) } : object;
}
