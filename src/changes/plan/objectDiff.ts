import { isRecord, type JsonObject } from '../../core/json.ts';
import type { FieldDiff } from '../../core/plan.ts';
import { canonicalJson } from '../../core/canonicalJson.ts';
import { fieldText, valueAtSteps } from './fieldSteps.ts';
import { lastingParts } from './lastingParts.ts';
import { shownObject } from './shownObject.ts';

/**
 * The fields in which an object differs before and after a write; of one that comes or goes, the object itself. Not its status. They
 * are found in the objects as they are, and shown without secrets: a credential reads masked, marked by a hash.
 */
export function objectDiff(
  before: JsonObject | undefined,
  after: JsonObject | undefined,
  salt: string,
): readonly FieldDiff[] {
  const sides = { before: shown(before, salt), after: shown(after, salt) };
  if (before === undefined || after === undefined) return before === after ? [] : [diffAt([], sides)];
  return differences(lastingParts(before), lastingParts(after), []).map((path) => diffAt(path, sides));
}

function shown(object: JsonObject | undefined, salt: string): JsonObject | undefined {
  return object === undefined ? undefined : shownObject(lastingParts(object), salt);
}

function differences(before: unknown, after: unknown, path: readonly string[]): readonly (readonly string[])[] {
  if (canonicalJson(before) === canonicalJson(after)) return [];
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => differences(before[key], after[key], [...path, key]));
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return before.flatMap((item: unknown, index) => differences(item, after[index], [...path, String(index)]));
  return [path];
}

function diffAt(path: readonly string[], sides: Readonly<Record<'before' | 'after', unknown>>): FieldDiff {
  const [before, after] = [valueAtSteps(sides.before, path), valueAtSteps(sides.after, path)];
  return {
    path: fieldText(path),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}
