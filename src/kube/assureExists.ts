import type { Gap } from '../core/gap.ts';
import type { Kind } from '../core/kind.ts';
import { gapOf, isKubeError, KubeError } from '../core/kubeError.ts';
import { nearest } from '../core/nearest.ts';
import type { Cluster } from '../core/ports.ts';
import type { HasMetadata } from './metadata.ts';

export interface Sought {
  /** `prod`. */
  readonly name: string;
  /** The input that holds it: `namespace`. */
  readonly input: string;
  /** What was listed in vain: `pods`. */
  readonly listed: string;
}

/**
 * Tells an empty namespace or node from one that does not exist: the server lists nothing for both. Called only for an empty list.
 * A gap where it may not be looked at.
 * @throws KubeError `not_found`, with the nearest names, for one that does not exist.
 */
export async function assureExists(
  cluster: Cluster,
  kind: Kind<HasMetadata>,
  { name, input, listed }: Sought,
  signal: AbortSignal,
): Promise<readonly Gap[]> {
  const word = kind.kind.toLowerCase();
  try {
    await cluster.get(kind, { name }, signal);
    return [];
  } catch (error) {
    if (!isKubeError(error) || error.facts.code === 'cancelled') throw error;
    if (error.facts.code !== 'not_found') return [gapOf(error, `whether ${word} ${name} exists`)];
    const names = nearest(name, await namesOf(cluster, kind, signal));
    throw new KubeError(
      {
        code: 'not_found',
        operation: 'list',
        resource: listed,
        ...(input === 'namespace' ? { namespace: name } : {}),
        detail: input === 'namespace' ? 'the namespace does not exist' : `the ${word} ${name} does not exist`,
        headline: `No ${word} ${name}.`,
        ...(names.length === 0 ? {} : { nearest: { input, names } }),
      },
      { cause: error },
    );
  }
}

/** Empty where they may not be listed: then there is no near miss to offer. */
async function namesOf(cluster: Cluster, kind: Kind<HasMetadata>, signal: AbortSignal): Promise<readonly string[]> {
  try {
    const { items } = await cluster.list(kind, {}, signal);
    return items.flatMap(({ metadata }) => metadata?.name ?? []);
  } catch (error) {
    if (!isKubeError(error) || error.facts.code === 'cancelled') throw error;
    return [];
  }
}
