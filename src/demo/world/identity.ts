import { createHash } from 'node:crypto';
import type { JsonObject } from '../../core/json.ts';
import { mapAt, textAt, type KubeObject } from '../kubeObject.ts';

/** Always the same for the same object, so that two starts can be compared. In the form of a random (version 4) UUID. */
export function uidOf(kind: string, namespace: string | undefined, name: string): string {
  const digits = digest(kind, namespace ?? '', name);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `a${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-');
}

/** The object with its kind, its version and its uid. @throws Error when it has no name. */
export function identified(object: JsonObject): KubeObject {
  const kind = textAt(object, 'kind') ?? '';
  const metadata = mapAt(object, 'metadata');
  const name = textAt(metadata, 'name');
  if (name === undefined) throw new Error(`An object of kind ${kind} has no name.`);
  const uid = textAt(metadata, 'uid') ?? uidOf(kind, textAt(metadata, 'namespace'), name);
  return { ...object, apiVersion: textAt(object, 'apiVersion') ?? 'v1', kind, metadata: { ...metadata, name, uid } };
}

/** Letters of generated names: no vowels and nothing that looks like another. Source: k8s.io/apimachinery/pkg/util/rand. */
const letters = 'bcdfghjklmnpqrstvwxz2456789';

/** What the server would put after a generateName. */
export function suffixOf(...parts: readonly string[]): string {
  const bytes = createHash('sha256').update(parts.join('\0')).digest();
  return [...bytes.subarray(0, 5)].map((byte) => letters[byte % letters.length] ?? '').join('');
}

/** 64 hexadecimal digits: container ids, image digests. */
export function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex');
}
