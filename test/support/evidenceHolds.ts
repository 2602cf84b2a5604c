import type { Evidence } from '../../src/core/finding.ts';
import { isRecord } from '../../src/core/json.ts';
import { objectPath } from '../../src/core/objectRef.ts';
import { parseFieldPath } from '../../src/kube/fieldPath.ts';

/**
 * Whether the field that a piece of evidence names holds its value, in these objects. Of an object or a list a part may be shown; null
 * and an empty list stand for a field that is not there. Fields of a certificate are not to be followed: they are inside its text.
 */
export function evidenceHolds({ object, path, value }: Evidence, objects: readonly object[]): boolean {
  const whole = objects.filter(isRecord).find((one) => objectPath(refOf(one)) === objectPath(object));
  if (path.startsWith('data["tls.crt"].')) return true;
  return contains(at(whole, path), value);
}

/** Whether the steps of a path are names and numbers that can be followed; `[*]` is each entry of a list. */
export function isFieldPath(path: string): boolean {
  return path
    .split('[*]')
    .filter((part) => part !== '')
    .every((part) => parseFieldPath(part) !== undefined);
}

function refOf({ kind, metadata }: Record<string, unknown>) {
  const { name, namespace } = isRecord(metadata) ? metadata : {};
  return {
    kind: String(kind),
    name: String(name),
    ...(typeof namespace === 'string' ? { namespace } : {}),
  };
}

function at(whole: unknown, path: string): unknown {
  const [head = '', ...rest] = path.split('[*]');
  const found = (parseFieldPath(head) ?? ['no such path']).reduce(step, whole);
  if (rest.length === 0) return found;
  const inner = rest.join('[*]').replace(/^\./, '');
  return Array.isArray(found) ? found.map((one: unknown) => (inner === '' ? one : at(one, inner))) : undefined;
}

function step(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return isRecord(value) ? value[key] : undefined;
}

function contains(actual: unknown, shown: unknown): boolean {
  if (shown === null || shown === undefined) return actual === undefined || actual === null;
  if (Array.isArray(shown)) {
    const entries: readonly unknown[] = shown;
    if (entries.length === 0) return actual === undefined || (Array.isArray(actual) && actual.length === 0);
    return Array.isArray(actual) && entries.every((entry, index) => contains(actual[index], entry));
  }
  if (isRecord(shown))
    return isRecord(actual) && Object.entries(shown).every(([key, one]) => contains(actual[key], one));
  return actual === shown;
}
