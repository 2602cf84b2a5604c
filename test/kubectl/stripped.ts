import { isRecord } from '../../src/core/json.ts';

const left: readonly string[] = [
  'uid',
  'resourceVersion',
  'managedFields',
  'creationTimestamp',
  'kubectl.kubernetes.io/last-applied-configuration',
];

/**
 * Objects without what differs between two servers that were given the same: identity, times, and how they were written. A name that ends as
 * its generateName made it ends in dots, and maps that hold nothing more are left out.
 */
export function stripped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stripped);
  if (typeof value === 'string')
    return value
      .replace(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/, 'TIME')
      .replace(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'UID');
  if (!isRecord(value)) return value;
  const kept = Object.entries(value)
    .filter(([key]) => !left.includes(key))
    .map(([key, entry]) => [key, key === 'annotations' && isEmptied(entry) ? undefined : stripped(entry)] as const)
    .filter(([, entry]) => entry !== undefined);
  const object: Record<string, unknown> = Object.fromEntries(kept);
  const { name, generateName } = value;
  if (typeof name === 'string' && typeof generateName === 'string' && name.startsWith(generateName))
    object.name = `${generateName}...`;
  return object;
}

function isEmptied(annotations: unknown): boolean {
  return isRecord(annotations) && Object.keys(annotations).every((key) => left.includes(key));
}
