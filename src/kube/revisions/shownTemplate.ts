import type { Json, JsonObject } from '../../core/json.ts';
import { isJsonObject } from '../jsonObject.ts';
import { markedMasks } from '../markedMasks.ts';

/**
 * A pod template that may be shown: what looks like a credential is masked, with a salted hash of it, so that a value that was changed
 * still differs from what it was. Masked here, while each value has its name: in YAML text the two are just lines.
 */
export function shownTemplate(template: JsonObject, salt: string): JsonObject {
  const said = withoutNothing(template);
  return isJsonObject(said) ? markedMasks(said, salt) : {};
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
