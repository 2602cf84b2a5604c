import type { Gap } from '../core/gap.ts';
import { resourceName, type Kind } from '../core/kind.ts';
import { gapOf, isKubeError } from '../core/kubeError.ts';
import type { Cluster, ListQuery } from '../core/ports.ts';
import { laterState } from './laterState.ts';

export interface AllowedList<T> {
  readonly items: readonly T[];
  /** The namespace that was read; undefined for all. */
  readonly namespace: string | undefined;
  readonly gaps: readonly Gap[];
}

/**
 * A list; where all namespaces were wanted and only some may be read, the context's own namespace and a gap for the others.
 * @throws KubeError as `Cluster.list` does, the first refusal where the own namespace is refused too.
 */
export async function listAllowed<T>(
  cluster: Cluster,
  kind: Kind<T>,
  query: ListQuery,
  signal: AbortSignal,
): Promise<AllowedList<T>> {
  try {
    const listing = await cluster.list(kind, query, signal);
    return { items: listing.items, namespace: query.namespace, gaps: laterState(kind, query.namespace, listing) };
  } catch (error) {
    if (!isKubeError(error) || error.facts.code !== 'forbidden' || query.namespace !== undefined) throw error;
    const { namespace } = cluster.connection;
    const gap = gapOf(error, `${resourceName(kind)} in namespaces other than ${namespace}`);
    try {
      const listing = await cluster.list(kind, { ...query, namespace }, signal);
      return { items: listing.items, namespace, gaps: [gap, ...laterState(kind, namespace, listing)] };
    } catch (second) {
      throw isKubeError(second) && second.facts.code === 'forbidden' ? error : second;
    }
  }
}
