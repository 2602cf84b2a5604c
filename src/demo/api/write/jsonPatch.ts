import type { Json, JsonObject } from '../../../core/json.ts';
import { ApiError, badRequest } from '../../apiError.ts';
import { deepEqual } from '../../deepEqual.ts';
import { isObject } from '../../kubeObject.ts';

/**
 * An RFC 6902 patch. Whatever does not apply, a `test` that fails too, is a 422 that does not say what: applyJSPatch in
 * k8s.io/apiserver/pkg/endpoints/handlers/patch.go.
 * @throws ApiError 400 for what is no list of operations, 422 for one that does not apply
 */
export function jsonPatched(object: JsonObject, patch: Json): JsonObject {
  if (!Array.isArray(patch))
    throw badRequest(
      `error decoding patch: json: cannot unmarshal ${isObject(patch) ? 'object' : typeof patch} into Go value of type []handlers.jsonPatchOp`,
    );
  const operations: readonly Json[] = patch;
  const patched = operations.reduce<Json>((document, operation) => applied(document, operation), object);
  if (!isObject(patched)) throw rejected();
  return patched;
}

function rejected(): ApiError {
  return new ApiError(422, 'Invalid', 'the server rejected our request due to an error in our request', {
    details: {},
  });
}

function applied(document: Json, operation: Json): Json {
  if (!isObject(operation)) throw rejected();
  const { op, value } = operation;
  const path = steps(operation.path);
  switch (op) {
    case 'add':
      return added(document, path, value ?? null);
    case 'remove':
      return removed(document, path);
    // Of a map's key that is not there it makes one, against the RFC: partialDoc.get in gopkg.in/evanphx/json-patch.v4.
    case 'replace':
      return path.length === 0 ? (value ?? null) : replaced(document, path, value ?? null);
    case 'test':
      // A field that is not there is null to this library.
      parentOf(document, path);
      if (!deepEqual(found(document, path) ?? null, value ?? null)) throw rejected();
      return document;
    case 'move': {
      const from = steps(operation.from);
      const moved = found(document, from);
      if (moved === undefined) throw rejected();
      return added(removed(document, from), path, moved);
    }
    case 'copy': {
      const copied = found(document, steps(operation.from));
      if (copied === undefined) throw rejected();
      return added(document, path, copied);
    }
    default:
      throw rejected();
  }
}

/** The parts of a JSON pointer (RFC 6901). */
function steps(pointer: Json | undefined): readonly string[] {
  if (typeof pointer !== 'string') throw rejected();
  if (pointer === '') return [];
  if (!pointer.startsWith('/')) throw rejected();
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function found(document: Json | undefined, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((value, key) => {
    if (isObject(value)) return Object.hasOwn(value, key) ? value[key] : undefined;
    return Array.isArray(value) ? (value as readonly Json[])[indexOf(key, value.length - 1)] : undefined;
  }, document);
}

function parentOf(document: Json, path: readonly string[]): void {
  const parent = found(document, path.slice(0, -1));
  if (!isObject(parent) && !Array.isArray(parent)) throw rejected();
}

function added(document: Json, path: readonly string[], value: Json): Json {
  if (path.length === 0) return value;
  return changed(document, path, (parent, key) => {
    if (isObject(parent)) return { ...parent, [key]: value };
    const index = key === '-' ? parent.length : indexOf(key, parent.length);
    return [...parent.slice(0, index), value, ...parent.slice(index)];
  });
}

function replaced(document: Json, path: readonly string[], value: Json): Json {
  return changed(document, path, (parent, key) => {
    if (isObject(parent)) return { ...parent, [key]: value };
    return parent.with(indexOf(key, parent.length - 1), value);
  });
}

function removed(document: Json, path: readonly string[]): Json {
  return changed(document, path, (parent, key) => {
    if (!isObject(parent)) return parent.toSpliced(indexOf(key, parent.length - 1), 1);
    if (!Object.hasOwn(parent, key)) throw rejected();
    return Object.fromEntries(Object.entries(parent).filter(([one]) => one !== key));
  });
}

type Container = JsonObject | readonly Json[];

function changed(document: Json, path: readonly string[], change: (parent: Container, key: string) => Json): Json {
  const [key, ...rest] = path;
  const isContainer = isObject(document) || Array.isArray(document);
  if (key === undefined || !isContainer) throw rejected();
  const parent: Container = isObject(document) ? document : (document as readonly Json[]);
  if (rest.length === 0) return change(parent, key);
  const child = found(parent, [key]);
  if (child === undefined) throw rejected();
  return replaced(parent, [key], changed(child, rest, change));
}

/** Negative ones count from the end. */
function indexOf(key: string, most: number): number {
  if (!/^-?\d+$/.test(key)) throw rejected();
  const index = Number(key) < 0 ? Number(key) + most + 1 : Number(key);
  if (index < 0 || index > most) throw rejected();
  return index;
}
