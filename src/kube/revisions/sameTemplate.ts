import { canonicalJson } from '../../core/canonicalJson.ts';
import { isRecord, type JsonObject } from '../../core/json.ts';

/**
 * Whether two pod templates (of `templateOf`) are one to the controllers. To apiequality.Semantic.DeepEqual an empty list or map is
 * as good as none, while an empty object (`emptyDir: {}`) is not.
 */
export function isSameTemplate(one: JsonObject, other: JsonObject): boolean {
  return canonical(one) === canonical(other);
}

/** Fields that are maps in Go and no objects. */
const maps = new Set(['labels', 'annotations', 'nodeSelector', 'matchLabels', 'requests', 'limits', 'overhead']);

/** The same text for what is the same to the controllers, whatever the order of its keys. */
export function canonical(value: unknown): string {
  return canonicalJson(withoutNothing(value));
}

function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNothing);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).filter(([key, inner]) => !isNothing(key, inner));
  return Object.fromEntries(entries.map(([key, inner]): [string, unknown] => [key, withoutNothing(inner)]));
}

function isNothing(key: string, value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (Array.isArray(value)) return value.length === 0;
  return maps.has(key) && isRecord(value) && Object.keys(value).length === 0;
}
