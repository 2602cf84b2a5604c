import type { JsonObject } from '../../core/json.ts';

/** Counts of zero are left out of a status. */
export function nonZero(counts: Readonly<Record<string, number>>): JsonObject {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
}
