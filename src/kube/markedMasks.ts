import { isRecord, type Json, type JsonObject } from '../core/json.ts';
import { mask } from '../core/mask.ts';
import { redactObject } from '../core/redact.ts';
import { secretHash } from '../core/secretHash.ts';
import { isJsonObject } from './jsonObject.ts';

/**
 * An object that may be shown: what looks like a credential is masked, with a salted hash of it (`[masked f736…]`), so that a value
 * that was changed still differs from what it was.
 */
export function markedMasks(object: JsonObject, salt: string): JsonObject {
  const safe: Json = redactObject(object);
  const shown = marked(object, safe, salt);
  return isJsonObject(shown) ? shown : {};
}

function marked(raw: unknown, safe: Json, salt: string): Json {
  if (Array.isArray(safe)) {
    const items: readonly unknown[] = Array.isArray(raw) ? raw : [];
    return safe.map((item: Json, index) => marked(items[index], item, salt));
  }
  if (isJsonObject(safe)) {
    const fields: Readonly<Record<string, unknown>> = isRecord(raw) ? raw : {};
    return Object.fromEntries(
      Object.entries(safe).map(([key, item]) => [key, marked(fields[key], item ?? null, salt)]),
    );
  }
  if (typeof safe !== 'string' || raw === safe || !safe.includes(mask)) return safe;
  return safe.replaceAll(mask, `[masked ${secretHash(salt, JSON.stringify(raw))}]`);
}
