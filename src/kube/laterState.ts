import type { Gap } from '../core/gap.ts';
import type { Kind } from '../core/kind.ts';
import type { Listing } from '../core/ports.ts';

/**
 * The gap of a list that was finished at a later state, since the server had dropped the one that it began with. What was there all
 * the time stands in it once; what came or went meanwhile may be missing, or be listed though it is gone.
 * Source: "Retrieving large results sets in chunks" in the Kubernetes API concepts.
 * @returns none for a list of one moment
 */
export function laterState(
  kind: Kind<unknown>,
  namespace: string | undefined,
  { inconsistent }: Pick<Listing<unknown>, 'inconsistent'>,
): readonly Gap[] {
  if (!inconsistent) return [];
  const where = !kind.namespaced ? '' : namespace === undefined ? ' in all namespaces' : ` in ${namespace}`;
  const hint = `the list took so long that the server finished it at a later state: ${kind.resource} made or deleted meanwhile may be missing or too many; ask again, for less at once`;
  return [{ wanted: `${kind.resource}${where} at one moment`, because: 'expired', hint }];
}
