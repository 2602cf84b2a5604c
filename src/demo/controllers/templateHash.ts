import type { JsonObject } from '../../core/json.ts';
import { canonicalText } from './canonicalText.ts';

/** Letters that make no words. Source: SafeEncodeString, k8s.io/apimachinery/pkg/util/rand. */
const letters = 'bcdfghjklmnpqrstvwxz2456789';

/** A name for a template, the same for the same. The real one hashes what Go prints of its own struct, which nobody else can. */
export function templateHash(template: JsonObject, collisions = 0): string {
  const text = `${canonicalText(template)}${collisions === 0 ? '' : String(collisions)}`;
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return Array.from(String(hash), (digit) => letters[digit.charCodeAt(0) % letters.length] ?? '').join('');
}
