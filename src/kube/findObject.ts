import { resourceName, type Kind } from '../core/kind.ts';
import { isKubeError, KubeError } from '../core/kubeError.ts';
import { nearest } from '../core/nearest.ts';
import type { Cluster, ObjectAddress } from '../core/ports.ts';
import { fieldIs } from './fieldSelectors.ts';
import { assureExists } from './assureExists.ts';
import { namespace as namespaceKind } from './kinds/namespace.ts';
import { metadataKind } from './metadataKind.ts';

export type FoundObject =
  /** `searched`: the namespace was not given, and this is the only one. */
  | { readonly state: 'one'; readonly at: ObjectAddress; readonly searched: boolean }
  | { readonly state: 'several'; readonly namespaces: readonly string[] };

/**
 * Where an object of this name is: as given, or looked for in all namespaces. Who may not list them all is asked about the
 * context's own namespace.
 * @throws KubeError `not_found` with near misses when no namespace has it.
 */
export async function findObject(
  cluster: Cluster,
  kind: Kind<unknown>,
  wanted: { readonly name: string; readonly namespace?: string },
  signal: AbortSignal,
): Promise<FoundObject> {
  const { name, namespace } = wanted;
  if (!kind.namespaced) return { state: 'one', at: { name }, searched: false };
  if (namespace !== undefined && namespace !== '*' && namespace !== '')
    return { state: 'one', at: { namespace, name }, searched: false };
  const found = await namesakes(cluster, kind, name, signal);
  if (found === undefined)
    return { state: 'one', at: { namespace: cluster.connection.namespace, name }, searched: true };
  const [only, ...more] = found;
  if (only === undefined) throw await notFound(cluster, kind, { name }, signal);
  return more.length === 0
    ? { state: 'one', at: { namespace: only, name }, searched: true }
    : { state: 'several', namespaces: found };
}

/** The namespaces that have an object of the name; undefined for who may not list them all. */
export async function namesakes(
  cluster: Cluster,
  kind: Kind<unknown>,
  name: string,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  try {
    const query = { fieldSelector: fieldIs('metadata.name', name) };
    const { items } = await cluster.list(metadataKind(kind), query, signal);
    return items.flatMap((one) => (one.metadata?.namespace === undefined ? [] : [one.metadata.namespace]));
  } catch (error) {
    if (isKubeError(error) && error.facts.code === 'forbidden') return undefined;
    throw error;
  }
}

/**
 * The error for an object that is not there, with the names that come near it.
 * @throws KubeError where the namespace itself does not exist.
 */
export async function notFound(
  cluster: Cluster,
  kind: Kind<unknown>,
  wanted: ObjectAddress,
  signal: AbortSignal,
): Promise<KubeError> {
  const { name, namespace } = wanted;
  const names = await cluster
    .list(metadataKind(kind), { ...(namespace === undefined ? {} : { namespace }), limit: 500 }, signal)
    .then(({ items }) =>
      nearest(
        name,
        items.flatMap((one) => one.metadata?.name ?? []),
      ),
    )
    .catch(() => []);
  if (names.length === 0 && namespace !== undefined)
    await assureExists(
      cluster,
      namespaceKind,
      { name: namespace, input: 'namespace', listed: resourceName(kind) },
      signal,
    );
  const where = namespace === undefined ? 'in any namespace' : `in namespace ${namespace}`;
  return new KubeError({
    code: 'not_found',
    operation: 'get',
    resource: resourceName(kind),
    name,
    ...(namespace === undefined ? {} : { namespace }),
    detail: 'there is no such object',
    headline: `No ${kind.kind} ${name}${kind.namespaced ? ` ${where}` : ''}${names.length === 0 ? '' : `; nearest: ${names.join(', ')}`}.`,
    ...(names.length === 0 ? {} : { nearest: { input: 'name', names } }),
  });
}
