import type { Json, JsonObject } from '../core/json.ts';

export interface OwnerReference extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

export interface ObjectMetadata extends JsonObject {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly creationTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
}

/** An object as the server stores and sends it. Never changed in place: the store keeps old states by reference. */
export interface KubeObject extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMetadata;
}

/** What lies at a dotted path; undefined where the path ends early. Keys with dots in them cannot be reached. */
export function valueAt(object: Json | undefined, path: string): Json | undefined {
  let value = object;
  for (const key of path.split('.')) value = asObject(value)[key];
  return value;
}

export function textAt(object: Json | undefined, path: string): string | undefined {
  const value = valueAt(object, path);
  return typeof value === 'string' ? value : undefined;
}

/** Zero where there is no number, as Go reads a field that was left out. */
export function numberAt(object: Json | undefined, path: string): number {
  const value = valueAt(object, path);
  return typeof value === 'number' ? value : 0;
}

export function listAt(object: Json | undefined, path: string): readonly Json[] {
  return asList(valueAt(object, path));
}

export function mapAt(object: Json | undefined, path: string): JsonObject {
  return asObject(valueAt(object, path));
}

/** The entries of a map that are text: labels, annotations, selectors. */
export function textMapAt(object: Json | undefined, path: string): Readonly<Record<string, string>> {
  const entries = Object.entries(mapAt(object, path));
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** A copy that lacks some of its fields. */
export function without(object: JsonObject, ...fields: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !fields.includes(key)));
}

export function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asList(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
