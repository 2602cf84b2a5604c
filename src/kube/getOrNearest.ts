import type { Kind } from '../core/kind.ts';
import { isKubeError } from '../core/kubeError.ts';
import type { Cluster, ObjectAddress } from '../core/ports.ts';
import { notFound } from './findObject.ts';

/**
 * @param others kinds that may be meant where there is none of this one
 * @throws KubeError as `get` does; for an object that is not there with what comes near it
 */
export function getOrNearest<T>(
  cluster: Cluster,
  kind: Kind<T>,
  at: ObjectAddress,
  signal: AbortSignal,
  others: readonly Kind<unknown>[] = [],
): Promise<T> {
  return cluster.get(kind, at, signal).catch(async (error: unknown) => {
    const isAbsent = isKubeError(error) && error.facts.code === 'not_found' && error.facts.kindAbsent !== true;
    throw isAbsent ? await notFound(cluster, kind, at, signal, others) : error;
  });
}
