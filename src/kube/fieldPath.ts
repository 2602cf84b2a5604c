import type { Json } from '../core/json.ts';
import { isJsonObject } from './jsonObject.ts';

/** What a path leads to; or the part of it that exists, with what could come next. */
export type AtPath =
  | { readonly found: true; readonly value: Json }
  | { readonly found: false; readonly reached: string; readonly choices: readonly string[] };

/**
 * The steps of a field path as kubectl writes them: `spec.containers[0].image`, `metadata.annotations['a.b/c']`,
 * `metadata.labels.a\.b/c`, with or without a leading dot or braces. Undefined where it is no path.
 */
export function parseFieldPath(path: string): readonly string[] | undefined {
  const bare = path
    .trim()
    .replace(/^\{(.*)\}$/, '$1')
    .replace(/^\$/, '');
  const step = /\.?((?:[^.[\]\\]|\\.)+)|\[(\d+)\]|\[(?:"([^"]*)"|'([^']*)')\]|\.(?=\[)/y;
  const steps: string[] = [];
  while (step.lastIndex < bare.length) {
    const match = step.exec(bare);
    if (match === null) return undefined;
    const [, name, index, double, single] = match;
    const key = name?.replace(/\\(.)/g, '$1') ?? index ?? double ?? single;
    if (key !== undefined) steps.push(key);
  }
  return steps.length === 0 ? undefined : steps;
}

/** Follows the steps. A key that holds dots (`data.tls.crt`) is found without quotes too. */
export function valueAt(whole: Json, steps: readonly string[]): AtPath {
  let value: Json = whole;
  let reached = '';
  for (let index = 0; index < steps.length;) {
    const taken = takeStep(value, steps.slice(index));
    if (taken === undefined) return { found: false, reached, choices: choicesOf(value) };
    reached += taken.text;
    value = taken.value;
    index += taken.count;
  }
  return { found: true, value };
}

function takeStep(
  value: Json,
  steps: readonly string[],
): { readonly value: Json; readonly count: number; readonly text: string } | undefined {
  if (isList(value)) {
    const item = value[Number(steps[0])];
    return item === undefined ? undefined : { value: item, count: 1, text: `[${steps[0] ?? ''}]` };
  }
  if (!isJsonObject(value)) return undefined;
  for (let count = 1; count <= steps.length; count++) {
    const key = steps.slice(0, count).join('.');
    const inner = Object.hasOwn(value, key) ? value[key] : undefined;
    if (inner !== undefined) return { value: inner, count, text: /[^\w-]/.test(key) ? `['${key}']` : `.${key}` };
  }
  return undefined;
}

function choicesOf(value: Json): readonly string[] {
  if (isList(value)) return value.map((_, index) => `[${index}]`);
  return isJsonObject(value) ? Object.keys(value) : [];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
