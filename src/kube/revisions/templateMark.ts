import type { JsonObject } from '../../core/json.ts';
import { secretHash } from '../../core/secretHash.ts';
import { canonical } from './sameTemplate.ts';

/** Tells a pod template (of `templateOf`) from others, as the controllers do, where it is not kept itself: it may hold secrets. */
export function templateMark(template: JsonObject, salt: string): string {
  return secretHash(salt, canonical(template));
}
