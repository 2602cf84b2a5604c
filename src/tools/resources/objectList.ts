import Type, { type Static } from 'typebox';
import type { Gap } from '../../core/gap.ts';
import { closed, inputs } from '../../core/inputs.ts';
import { resourceName, type Kind } from '../../core/kind.ts';
import { gapOf, isKubeError, KubeError } from '../../core/kubeError.ts';
import { nearest } from '../../core/nearest.ts';
import type { Cluster } from '../../core/ports.ts';
import { listAllowed, type AllowedList } from '../../kube/listAllowed.ts';
import { laterState } from '../../kube/laterState.ts';
import type { HasMetadata } from '../../kube/metadata.ts';
import { readCursor, type PageRequest } from '../../kube/paging.ts';
import { assureNamespace, resolveNamespace } from '../../kube/resolveNamespace.ts';
import { secondsBetween } from '../../kube/secondsBetween.ts';

export const objectListInput = Type.Object(
  {
    ...inputs.namespace,
    ...inputs.optionalName,
    ...inputs.labelSelector,
    ...inputs.limit,
    ...inputs.cursor,
    ...inputs.context,
  },
  closed,
);

/** The same for kinds that have no namespace. */
export const clusterListInput = Type.Object(
  { ...inputs.optionalName, ...inputs.labelSelector, ...inputs.limit, ...inputs.cursor, ...inputs.context },
  closed,
);

export type ObjectListInput = Static<typeof objectListInput>;

export interface ObjectList<T> {
  readonly items: readonly T[];
  /** The namespace that was read; undefined for all, and for kinds without namespaces. */
  readonly namespace: string | undefined;
  readonly gaps: readonly Gap[];
  readonly request: PageRequest;
  /** `in shop labelled app=web`, for the headline. */
  readonly where: string;
  readonly now: number;
}

/**
 * The objects of a kind that a question is about. `ownName`: the one object of a kind without namespaces that is read by name where
 * the kind may not be listed.
 * @throws KubeError `not_found`, with the nearest names, for a namespace or a name that does not exist; else as `Cluster.list`.
 */
export async function objectList<T extends HasMetadata>(
  cluster: Cluster,
  kind: Kind<T>,
  asked: ObjectListInput,
  signal: AbortSignal,
  ownName?: string,
): Promise<ObjectList<T>> {
  const { limit, cursor: cursorText, name, labelSelector } = asked;
  const wanted = kind.namespaced ? resolveNamespace(asked.namespace) : undefined;
  const resource = resourceName(kind);
  const question = { resource, name, labelSelector, namespace: wanted, context: cluster.context };
  const cursor = readCursor(cursorText, question, resource);
  const query = {
    ...(wanted === undefined ? {} : { namespace: wanted }),
    ...(labelSelector === undefined ? {} : { labelSelector }),
  };
  const read = kind.namespaced
    ? await listAllowed(cluster, kind, query, signal)
    : await listOrOne(cluster, kind, query, name ?? ownName, signal);
  const { namespace } = read;
  const emptyGaps =
    read.items.length === 0 && namespace !== undefined
      ? await assureNamespace(cluster, namespace, resource, signal)
      : [];
  const items = name === undefined ? read.items : read.items.filter(({ metadata }) => metadata?.name === name);
  if (name !== undefined && items.length === 0)
    throw notFound(
      kind,
      name,
      namespace,
      read.items.flatMap(({ metadata }) => metadata?.name ?? []),
    );
  const now = cluster.now();
  return {
    items,
    namespace,
    gaps: [...read.gaps, ...emptyGaps],
    request: { question, limit, cursor, asOf: cursor?.asOf ?? now },
    where: [
      ...(kind.namespaced ? [namespace === undefined ? 'in all namespaces' : `in ${namespace}`] : []),
      ...(name === undefined ? [] : [`named ${name}`]),
      ...(labelSelector === undefined ? [] : [`labelled ${labelSelector}`]),
    ].join(' '),
    now,
  };
}

/** @throws KubeError the refusal of the list where there is no name, or the object may not be read either. */
async function listOrOne<T>(
  cluster: Cluster,
  kind: Kind<T>,
  query: { readonly labelSelector?: string },
  name: string | undefined,
  signal: AbortSignal,
): Promise<AllowedList<T>> {
  try {
    const listing = await cluster.list(kind, query, signal);
    return { items: listing.items, namespace: undefined, gaps: laterState(kind, undefined, listing) };
  } catch (error) {
    const isRefused = isKubeError(error) && error.facts.code === 'forbidden';
    if (!isRefused || name === undefined || query.labelSelector !== undefined) throw error;
    const gap = gapOf(error, `${kind.resource} other than ${name}`);
    try {
      return { items: [await cluster.get(kind, { name }, signal)], namespace: undefined, gaps: [gap] };
    } catch (second) {
      throw isKubeError(second) && second.facts.code === 'forbidden' ? error : second;
    }
  }
}

function notFound(
  kind: Kind<unknown>,
  name: string,
  namespace: string | undefined,
  read: readonly string[],
): KubeError {
  const names = nearest(name, read);
  return new KubeError({
    code: 'not_found',
    operation: 'list',
    resource: resourceName(kind),
    ...(namespace === undefined ? {} : { namespace }),
    name,
    detail: 'there is no such object',
    headline: `No ${kind.kind} ${name}${namespace === undefined ? '' : ` in namespace ${namespace}`}.`,
    ...(names.length === 0 ? {} : { nearest: { input: 'name', names } }),
  });
}

/** Seconds since an object was made; 0 where its time is absurd. */
export function ageSecondsOf({ metadata }: HasMetadata, now: number): number {
  return secondsBetween(Date.parse(metadata?.creationTimestamp ?? '') || now, now);
}
