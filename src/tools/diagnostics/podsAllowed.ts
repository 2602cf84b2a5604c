import type { Gap } from '../../core/gap.ts';
import type { Kind } from '../../core/kind.ts';
import type { Cluster } from '../../core/ports.ts';
import { listAllowed, type AllowedList } from '../../kube/listAllowed.ts';
import { assureNamespace } from '../../kube/resolveNamespace.ts';

/**
 * The pods of a namespace or of all, with a gap where a namespace without pods may not exist.
 * @throws KubeError as `listAllowed` does, and `not_found` for a namespace that does not exist.
 */
export async function podsAllowed<T>(
  cluster: Cluster,
  kind: Kind<T>,
  { namespace: wanted, labelSelector }: { readonly namespace: string | undefined; readonly labelSelector?: string },
  signal: AbortSignal,
): Promise<AllowedList<T>> {
  const query = {
    ...(wanted === undefined ? {} : { namespace: wanted }),
    ...(labelSelector === undefined ? {} : { labelSelector }),
  };
  const { items, namespace, gaps } = await listAllowed(cluster, kind, query, signal);
  const doubts: readonly Gap[] =
    items.length > 0 || namespace === undefined ? [] : await assureNamespace(cluster, namespace, 'pods', signal);
  return { items, namespace, gaps: [...gaps, ...doubts] };
}
