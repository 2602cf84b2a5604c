import type { Gap } from '../core/gap.ts';
import { resourceName, type Kind } from '../core/kind.ts';
import { gapOf, isKubeError } from '../core/kubeError.ts';
import type { Cluster } from '../core/ports.ts';

/**
 * All of a kind in a namespace; undefined where they cannot be read, which is added to `gaps`.
 * @throws KubeError `cancelled` and `unauthorized`: nothing else can be read then either
 */
export async function listOrGap<T>(
  cluster: Cluster,
  kind: Kind<T>,
  namespace: string,
  gaps: Gap[],
  signal: AbortSignal,
): Promise<readonly T[] | undefined> {
  try {
    return (await cluster.list(kind, { namespace }, signal)).items;
  } catch (error) {
    if (!isKubeError(error) || error.facts.code === 'cancelled' || error.facts.code === 'unauthorized') throw error;
    gaps.push(gapOf(error, `${resourceName(kind)} in ${namespace}`));
    return undefined;
  }
}
