import { isKubeError } from '../core/kubeError.ts';
import type { Cluster } from '../core/ports.ts';

/**
 * The namespaces that the user's rules name: a role that grants access to some namespaces without their list names them under
 * `resourceNames`. Undefined where the review fails, which says nothing of what is allowed.
 */
export async function allowedNamespaces(cluster: Cluster, signal: AbortSignal): Promise<readonly string[] | undefined> {
  try {
    const { namespace } = cluster.connection;
    const { rules = [] } = await cluster.review({ about: 'rules', namespace }, signal);
    const named = rules.filter(
      ({ apiGroups, resources }) => apiGroups.includes('') && resources.includes('namespaces'),
    );
    return [...new Set(named.flatMap(({ resourceNames }) => resourceNames))].filter((name) => name !== '*');
  } catch (error) {
    if (isKubeError(error)) return undefined;
    throw error;
  }
}
