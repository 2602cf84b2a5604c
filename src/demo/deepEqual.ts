import type { Json } from '../core/json.ts';
import { isObject } from './kubeObject.ts';

/** The same value, whatever the order of its keys. A key without a value is none. */
export function deepEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    const other: readonly Json[] = b;
    return a.length === b.length && a.every((entry: Json, index) => deepEqual(entry, other[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => deepEqual(a[key], b[key]));
}
