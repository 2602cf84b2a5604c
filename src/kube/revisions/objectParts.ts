import type { Json, JsonObject } from '../../core/json.ts';
import { isJsonObject } from '../jsonObject.ts';
import { metadata, type Metadata } from '../metadata.ts';

/** metadata of a whole object, each field of the type that it claims. */
export function metadataOf({ metadata: raw }: JsonObject): NonNullable<Metadata> {
  return metadata(raw) ?? {};
}

/** The object inside an object; an empty one where there is none. */
export function partOf(object: JsonObject, ...fields: readonly string[]): JsonObject {
  let part: Json | undefined = object;
  for (const field of fields) part = isJsonObject(part) ? part[field] : undefined;
  return isJsonObject(part) ? part : {};
}

export function countOf(value: Json | undefined): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
