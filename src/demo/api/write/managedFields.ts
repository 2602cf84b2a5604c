import type { Json, JsonObject } from '../../../core/json.ts';
import { timeText } from '../../../core/timeText.ts';
import { deepEqual } from '../../deepEqual.ts';
import { asObject, isObject, listAt, mapAt, textAt, without } from '../../kubeObject.ts';
import { listMergeOf } from './listKeys.ts';
import type { WriteOptions } from './writeOptions.ts';

/** FieldsV1: a field that is owned is a key; `.` is the map or the entry itself. */
type Fields = JsonObject;

/**
 * The object with the entry of who changed it: the fields that it changed are its own now and no other's.
 * Source: Update in sigs.k8s.io/structured-merge-diff/merge/update.go; its types' schema is known here by listKeys and `atomic` only.
 */
export function withManager(
  old: JsonObject | undefined,
  object: JsonObject,
  { manager, now }: Pick<WriteOptions, 'manager' | 'now'>,
  subresource?: string,
): JsonObject {
  const before = own(old ?? {}, subresource);
  const after = own(object, subresource);
  const changed = changes(before, after, []);
  const gone = removals(before, after, []);
  const kept = listAt(old, 'metadata.managedFields').map(asObject);
  if (isEmpty(changed) && isEmpty(gone)) return withEntries(object, kept);
  const isMine = (entry: JsonObject): boolean =>
    entry.manager === manager && entry.operation === 'Update' && textAt(entry, 'subresource') === subresource;
  const mine = kept.find(isMine);
  const others = kept
    .filter((entry) => !isMine(entry))
    .map((entry) => ({ ...entry, fieldsV1: minus(minus(mapAt(entry, 'fieldsV1'), changed), gone) }))
    .filter(({ fieldsV1 }) => !isEmpty(fieldsV1));
  const fieldsV1 = union(minus(mapAt(mine, 'fieldsV1'), gone), changed);
  const entry: JsonObject = {
    manager,
    operation: 'Update',
    apiVersion: object.apiVersion,
    time: timeText(now),
    fieldsType: 'FieldsV1',
    fieldsV1,
    ...(subresource === undefined ? {} : { subresource }),
  };
  return withEntries(object, isEmpty(fieldsV1) ? others : [...others, entry].toSorted(byAge));
}

/** Source: sortEncodedManagedFields, k8s.io/apimachinery/pkg/util/managedfields/internal/managedfields.go. */
function byAge(a: JsonObject, b: JsonObject): number {
  const key = (entry: JsonObject): string => `${textAt(entry, 'time') ?? ''} ${textAt(entry, 'manager') ?? ''}`;
  return key(a) < key(b) ? -1 : 1;
}

function withEntries(object: JsonObject, entries: readonly JsonObject[]): JsonObject {
  const metadata = without(mapAt(object, 'metadata'), 'managedFields');
  return { ...object, metadata: entries.length === 0 ? metadata : { ...metadata, managedFields: entries } };
}

/** What is nobody's. Source: stripSet, k8s.io/apimachinery/pkg/util/managedfields/internal/stripmeta.go. */
function own(object: JsonObject, subresource: string | undefined): JsonObject {
  const metadata = without(
    mapAt(object, 'metadata'),
    ...['name', 'namespace', 'uid', 'resourceVersion', 'creationTimestamp', 'deletionTimestamp', 'generation'],
    ...['managedFields', 'selfLink', 'deletionGracePeriodSeconds'],
  );
  // Of a status only its own path speaks.
  const heard = subresource === undefined ? without(object, 'status') : object;
  return { ...without(heard, 'apiVersion', 'kind'), metadata };
}

/** Maps that are owned as a whole: x-kubernetes-map-type: atomic. */
const atomic: readonly string[] = [
  'selector',
  'nodeSelector',
  'fieldRef',
  'secretKeyRef',
  'configMapKeyRef',
  'resourceFieldRef',
];

/** What every object has, empty or not: nobody puts it there. */
const always: readonly string[] = [
  'metadata',
  'spec',
  'status',
  'template',
  'strategy',
  'updateStrategy',
  'containers',
];

/** Keys of what is in a map or a merged list; undefined for what is owned as a whole. */
function parts(value: Json | undefined, path: readonly string[]): ReadonlyMap<string, Json> | undefined {
  if (isObject(value)) {
    if (atomic.includes(path.at(-1) ?? '') || Object.keys(value).length === 0) return undefined;
    const entries = Object.entries(value).flatMap(([key, entry]) =>
      entry === undefined ? [] : [[`f:${key}`, entry] as const],
    );
    return new Map(entries);
  }
  const merge = listMergeOf(path);
  if (!Array.isArray(value) || merge === undefined) return undefined;
  const list: readonly Json[] = value;
  if (merge === 'set') return new Map(list.map((entry) => [`v:${JSON.stringify(entry)}`, entry]));
  const keys = merge.among ?? [merge.by];
  return new Map(list.map((entry) => [`k:${keyText(asObject(entry), keys)}`, entry]));
}

function keyText(entry: JsonObject, keys: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(keys.map((key) => [key, entry[key]])));
}

function below(path: readonly string[], key: string): readonly string[] {
  return [...path, key.startsWith('f:') ? key.slice(2) : ''];
}

function changes(before: Json | undefined, after: Json, path: readonly string[]): Fields {
  if (deepEqual(before, after)) return {};
  const now = parts(after, path);
  if (now === undefined) return {};
  const was = parts(before, path) ?? new Map<string, Json>();
  const isNew = before === undefined && path.length > 0 && !always.includes(path.at(-1) ?? '');
  const found: Record<string, Json> = isNew ? { '.': {} } : {};
  for (const [key, value] of now) {
    const there = below(path, key);
    if (deepEqual(was.get(key), value)) continue;
    const inner = changes(was.get(key), value, there);
    if (parts(value, there) === undefined || !isEmpty(inner)) found[key] = inner;
  }
  return found;
}

function removals(before: Json | undefined, after: Json | undefined, path: readonly string[]): Fields {
  const was = parts(before, path);
  if (was === undefined) return {};
  const now = parts(after, path) ?? new Map<string, Json>();
  const found: Record<string, Json> = {};
  for (const [key, value] of was) {
    const there = below(path, key);
    if (!now.has(key)) found[key] = {};
    else {
      const inner = removals(value, now.get(key), there);
      if (!isEmpty(inner)) found[key] = inner;
    }
  }
  return found;
}

/** A field that is taken whole takes with it all that is below. */
function minus(fields: Fields, taken: Fields): Fields {
  const kept = Object.entries(fields).flatMap(([key, value]) => {
    const other = taken[key];
    if (other === undefined) return [[key, value] as const];
    if (isEmpty(asObject(other))) return [];
    const rest = minus(asObject(value), asObject(other));
    if (isEmpty(rest)) return [];
    return [[key, isLeaf(rest) ? {} : rest] as const];
  });
  return Object.fromEntries(kept);
}

function union(a: Fields, b: Fields): Fields {
  const merged: Record<string, Json | undefined> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const mine = a[key];
    const isOwned = mine !== undefined && isEmpty(asObject(mine)) && !isEmpty(asObject(value));
    merged[key] = union(isOwned ? { '.': {} } : asObject(mine), asObject(value));
  }
  return Object.fromEntries(Object.entries(merged).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** Of a map only itself: written as a field without any below it. */
function isLeaf(fields: Fields): boolean {
  return Object.keys(fields).join() === '.';
}

function isEmpty(fields: Fields): boolean {
  return Object.keys(fields).length === 0;
}
