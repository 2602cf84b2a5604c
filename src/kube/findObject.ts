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
 * @param others kinds that may be meant where there is none of this one
 * @throws KubeError `not_found` with near misses when no namespace has it.
 */
export async function findObject(
  cluster: Cluster,
  kind: Kind<unknown>,
  wanted: { readonly name: string; readonly namespace?: string },
  signal: AbortSignal,
  others: readonly Kind<unknown>[] = [],
): Promise<FoundObject> {
  const { name, namespace } = wanted;
  if (!kind.namespaced) return { state: 'one', at: { name }, searched: false };
  if (namespace !== undefined && namespace !== '*' && namespace !== '')
    return { state: 'one', at: { namespace, name }, searched: false };
  const found = await namesakes(cluster, kind, name, signal);
  if (found === undefined)
    return { state: 'one', at: { namespace: cluster.connection.namespace, name }, searched: true };
  const [only, ...more] = found;
  if (only === undefined) throw await notFound(cluster, kind, { name }, signal, others);
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
 * The error for an object that is not there: the other kinds that have one of this very name, else the names that come near it.
 * @param others kinds that are looked through for the name, by one small read each
 * @throws KubeError where the namespace itself does not exist.
 */
export async function notFound(
  cluster: Cluster,
  kind: Kind<unknown>,
  wanted: ObjectAddress,
  signal: AbortSignal,
  others: readonly Kind<unknown>[] = [],
): Promise<KubeError> {
  const { name, namespace } = wanted;
  const [names, kinds] = await Promise.all([
    nearNames(cluster, kind, wanted, signal),
    kindsOfName(
      cluster,
      others.filter((one) => one.kind !== kind.kind),
      wanted,
      signal,
    ),
  ]);
  if (names.length === 0 && kinds.length === 0 && namespace !== undefined)
    await assureExists(
      cluster,
      namespaceKind,
      { name: namespace, input: 'namespace', listed: resourceName(kind) },
      signal,
    );
  const where = namespace === undefined ? 'in any namespace' : `in namespace ${namespace}`;
  const none = `No ${kind.kind} ${name}${kind.namespaced ? ` ${where}` : ''}`;
  const facts = {
    code: 'not_found',
    operation: 'get',
    resource: resourceName(kind),
    name,
    ...(namespace === undefined ? {} : { namespace }),
    detail: 'there is no such object',
  } as const;
  if (kinds.length > 0)
    return new KubeError({
      ...facts,
      headline: `${none}; there is ${kinds.map((one) => `a ${one} ${name}`).join(' and ')}.`,
      hint: `of that name there is: kind ${kinds.join(', kind ')}${names.length === 0 ? '' : `; nearest: ${names.join(', ')}`}`,
      nearest: { input: 'kind', names: kinds },
    });
  return new KubeError({
    ...facts,
    headline: `${none}${names.length === 0 ? '' : `; nearest: ${names.join(', ')}`}.`,
    ...(names.length === 0 ? {} : { nearest: { input: 'name', names } }),
  });
}

/** Empty where they may not be listed. */
function nearNames(
  cluster: Cluster,
  kind: Kind<unknown>,
  { name, namespace }: ObjectAddress,
  signal: AbortSignal,
): Promise<readonly string[]> {
  return cluster
    .list(metadataKind(kind), { ...(namespace === undefined ? {} : { namespace }), limit: 500 }, signal)
    .then(({ items }) =>
      nearest(
        name,
        items.flatMap((one) => one.metadata?.name ?? []),
      ),
    )
    .catch(() => []);
}

/** What may not be read is not named. */
async function kindsOfName(
  cluster: Cluster,
  kinds: readonly Kind<unknown>[],
  { name, namespace }: ObjectAddress,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const found = await Promise.all(
    kinds.map(async (kind) => {
      try {
        if (namespace !== undefined) await cluster.get(metadataKind(kind), { namespace, name }, signal);
        else if (((await namesakes(cluster, kind, name, signal)) ?? []).length === 0) return [];
        return [kind.kind];
      } catch {
        return [];
      }
    }),
  );
  return found.flat();
}
