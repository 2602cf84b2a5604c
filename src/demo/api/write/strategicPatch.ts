import type { Json, JsonObject } from '../../../core/json.ts';
import { badRequest } from '../../apiError.ts';
import { deepEqual } from '../../deepEqual.ts';
import { asObject, isObject } from '../../kubeObject.ts';
import { listMergeOf, type ListMerge } from './listKeys.ts';

const directives = ['$patch', '$retainKeys'] as const;
const listDirectives = /^\$(setElementOrder|deleteFromPrimitiveList)\//;

/**
 * A merge patch that merges the lists of the API's types by their keys, with its directives.
 * Source: k8s.io/apimachinery/pkg/util/strategicpatch/patch.go.
 * @throws ApiError 400 for an entry of such a list without its key
 */
export function strategicPatched(object: JsonObject, patch: JsonObject, path: readonly string[] = []): JsonObject {
  if (patch.$patch === 'replace') return plain(patch);
  if (patch.$patch === 'delete') return {};
  const merged = new Map(Object.entries(retained(object, patch)));
  for (const [key, value] of Object.entries(patch)) {
    if (directives.some((one) => one === key)) continue;
    if (listDirectives.test(key)) {
      applyListDirective(merged, key, value);
      continue;
    }
    if (value === null) merged.delete(key);
    else if (isObject(value)) merged.set(key, strategicPatched(asObject(merged.get(key)), value, [...path, key]));
    else if (Array.isArray(value))
      merged.set(
        key,
        mergedList(listOf(merged.get(key)), listOf(value), [...path, key], patch[`$setElementOrder/${key}`]),
      );
    else merged.set(key, value);
  }
  return ordered(Object.fromEntries(merged), patch, path);
}

/** `$retainKeys`: of a union only what is named stays. */
function retained(object: JsonObject, { $retainKeys }: JsonObject): JsonObject {
  if (!Array.isArray($retainKeys)) return object;
  const kept: readonly Json[] = $retainKeys;
  return Object.fromEntries(Object.entries(object).filter(([key]) => kept.includes(key)));
}

/** `$deleteFromPrimitiveList/finalizers: [a]`; what the order of a list is to be is looked at when it is merged. */
function applyListDirective(merged: Map<string, Json | undefined>, key: string, value: Json | undefined): void {
  const [directive, field = ''] = key.split('/');
  if (directive !== '$deleteFromPrimitiveList') return;
  merged.set(
    field,
    listOf(merged.get(field)).filter((entry) => !listOf(value).some((gone) => deepEqual(gone, entry))),
  );
}

function mergedList(
  own: readonly Json[],
  changes: readonly Json[],
  path: readonly string[],
  order: Json | undefined,
): readonly Json[] {
  const merge = listMergeOf(path);
  if (changes.some((change) => isObject(change) && change.$patch === 'replace'))
    return changes.filter((change) => !(isObject(change) && change.$patch === 'replace'));
  if (merge === undefined) return changes;
  const merged =
    merge === 'set'
      ? [...own, ...changes.filter((change) => !own.some((entry) => deepEqual(entry, change)))]
      : changes.reduce<readonly Json[]>((list, change) => withEntry(list, asObject(change), merge.by, path), own);
  return inOrder(merged, own, order === undefined ? changes : listOf(order), keyBy(merge));
}

function withEntry(list: readonly Json[], change: JsonObject, by: string, path: readonly string[]): readonly Json[] {
  const key = change[by];
  if (key === undefined) throw badRequest(`map: ${JSON.stringify(change)} does not contain declared merge key: ${by}`);
  const isIt = (entry: Json): boolean => deepEqual(asObject(entry)[by], key);
  if (change.$patch === 'delete') return list.filter((entry) => !isIt(entry));
  const place = list.findIndex(isIt);
  const entry = strategicPatched(asObject(list[place]), change, [...path, '']);
  return place === -1 ? [...list, entry] : list.with(place, entry);
}

type KeyOf = (entry: Json) => Json | undefined;

function keyBy(merge: NonNullable<ListMerge>): KeyOf {
  return (entry) => (merge === 'set' ? entry : asObject(entry)[merge.by]);
}

/**
 * Entries that the patch names come in its order; each other one before the first of them that it stood before.
 * Source: normalizeElementOrder and mergeSortedSlice in the same file.
 */
function inOrder(merged: readonly Json[], own: readonly Json[], order: readonly Json[], keyOf: KeyOf): readonly Json[] {
  const rank = (list: readonly Json[], entry: Json): number =>
    list.findIndex((one) => deepEqual(keyOf(one), keyOf(entry)));
  const named = merged.filter((entry) => rank(order, entry) !== -1);
  const right = named.toSorted((a, b) => rank(order, a) - rank(order, b));
  const left = merged.filter((entry) => rank(order, entry) === -1);
  const result: Json[] = [];
  for (const entry of right) {
    const place = rank(own, entry);
    while (left[0] !== undefined && place !== -1 && rank(own, left[0]) < place) result.push(...left.splice(0, 1));
    result.push(entry);
  }
  return [...result, ...left];
}

/** `$setElementOrder/containers: [{name: a}, {name: b}]` without a change to the list itself. */
function ordered(object: JsonObject, patch: JsonObject, path: readonly string[]): JsonObject {
  const orders = Object.entries(patch).filter(([key]) => key.startsWith('$setElementOrder/'));
  return orders.reduce<JsonObject>((whole, [key, order]) => {
    const field = key.slice(key.indexOf('/') + 1);
    const merge = listMergeOf([...path, field]);
    const list = whole[field];
    if (patch[field] !== undefined || !Array.isArray(list) || merge === undefined) return whole;
    return { ...whole, [field]: inOrder(list, list, listOf(order), keyBy(merge)) };
  }, object);
}

/** Without directives, at any depth. */
function plain(value: JsonObject): JsonObject {
  const kept = Object.entries(value).filter(([key]) => !key.startsWith('$'));
  return Object.fromEntries(kept.map(([key, entry]) => [key, isObject(entry) ? plain(entry) : entry]));
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
