import type { Gap } from '../core/gap.ts';
import type { Cluster } from '../core/ports.ts';
import { assureExists } from './assureExists.ts';
import { namespace as namespaceKind } from './kinds/namespace.ts';

/** The namespace of a question; undefined for all of them (`*` or absent). */
export function resolveNamespace(namespace: string | undefined): string | undefined {
  return namespace === '*' || namespace === '' ? undefined : namespace;
}

/**
 * Tells an empty namespace from one that does not exist, after nothing of `resource` was found in it.
 * @throws KubeError `not_found`, with the nearest names, for a namespace that does not exist.
 */
export function assureNamespace(
  cluster: Cluster,
  namespace: string,
  resource: string,
  signal: AbortSignal,
): Promise<readonly Gap[]> {
  return assureExists(cluster, namespaceKind, { name: namespace, input: 'namespace', listed: resource }, signal);
}
