import { isKubeError } from '../core/kubeError.ts';
import type { Kind } from '../core/kind.ts';
import type { Cluster } from '../core/ports.ts';
import { namespace } from '../kube/kinds/namespace.ts';
import { allowedNamespaces } from './allowedNamespaces.ts';

const namesOnly: Kind<string> = {
  ...namespace,
  listAs: 'metadata',
  project: (raw) => namespace.project(raw).metadata?.name ?? '',
};

/**
 * The namespaces to choose from, by name. Without permission to list them: the context's own, those that the person has `named`, and
 * those that the user's rules name.
 * @throws KubeError where the cluster cannot be read
 */
export async function namespaceNames(
  cluster: Cluster,
  named: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const names = await listed(cluster, signal);
  if (names !== undefined) return names.toSorted((a, b) => a.localeCompare(b));
  const allowed = await allowedNamespaces(cluster, signal);
  return [...new Set([cluster.connection.namespace, ...named, ...(allowed ?? [])])];
}

/** Undefined where it is refused. */
async function listed(cluster: Cluster, signal: AbortSignal): Promise<readonly string[] | undefined> {
  try {
    return (await cluster.list(namesOnly, {}, signal)).items;
  } catch (error) {
    if (isKubeError(error) && error.facts.code === 'forbidden') return undefined;
    throw error;
  }
}
