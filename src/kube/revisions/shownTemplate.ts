import { isRecord, type Json, type JsonObject } from '../../core/json.ts';
import { mask } from '../../core/mask.ts';
import { redactObject } from '../../core/redact.ts';
import { secretHash } from '../../core/secretHash.ts';
import { isJsonObject } from '../jsonObject.ts';

/**
 * A pod template that may be shown: what looks like a credential is masked, with a salted hash of it, so that a value that was changed
 * still differs from what it was. Masked here, while each value has its name: in YAML text the two are just lines.
 */
export function shownTemplate(template: JsonObject, salt: string): JsonObject {
  const said = withoutNothing(template);
  const safe: Json = redactObject(said);
  const shown = marked(said, safe, salt);
  return isJsonObject(shown) ? shown : {};
}

/** Less what says nothing: null, which is as good as absent, and numbers beyond all numbers. */
function withoutNothing(value: Json): Json {
  if (Array.isArray(value))
    return value.filter((item: Json) => !isNothing(item)).map((item: Json) => withoutNothing(item));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]): [string, Json][] =>
      inner === undefined || isNothing(inner) ? [] : [[key, withoutNothing(inner)]],
    ),
  );
}

function isNothing(value: Json): boolean {
  return value === null || (typeof value === 'number' && !Number.isFinite(value));
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
