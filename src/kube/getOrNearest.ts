import type { Kind } from '../core/kind.ts';
import { isKubeError } from '../core/kubeError.ts';
import type { Cluster, ObjectAddress } from '../core/ports.ts';
import { notFound } from './findObject.ts';

/** @throws KubeError as `get` does; for an object that is not there with the names that come near it. */
export function getOrNearest<T>(cluster: Cluster, kind: Kind<T>, at: ObjectAddress, signal: AbortSignal): Promise<T> {
  return cluster.get(kind, at, signal).catch(async (error: unknown) => {
    const isAbsent = isKubeError(error) && error.facts.code === 'not_found' && error.facts.kindAbsent !== true;
    throw isAbsent ? await notFound(cluster, kind, at, signal) : error;
  });
}
