import { createHmac } from 'node:crypto';

/**
 * Stands in the place of a secret value: equal values give equal hashes for one user, and nobody without the user's salt can
 * try values against it. 12 hex digits.
 */
export function secretHash(salt: string, value: string): string {
  return createHmac('sha256', salt).update(value).digest('hex').slice(0, 12);
}
