import type { JsonObject } from '../../core/json.ts';
import { secretHash } from '../../core/secretHash.ts';
import { canonical } from './sameTemplate.ts';

/** Stands for all that a ConfigMap holds; equal contents give equal hashes for one user. */
export function contentHash({ data, binaryData }: JsonObject, salt: string): string {
  return secretHash(salt, `${canonical(data ?? {})}\n${canonical(binaryData ?? {})}`);
}
