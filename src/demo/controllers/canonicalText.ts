import type { Json } from '../../core/json.ts';
import { isObject } from '../kubeObject.ts';

/** The same text for the same value, whatever the order of its keys. */
export function canonicalText(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonicalText).join()}]`;
  if (!isObject(value)) return value === undefined ? '' : JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${key}:${canonicalText(entry)}`).join()}}`;
}
