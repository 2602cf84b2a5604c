import type { JsonObject } from '../../core/json.ts';
import { isKubeError } from '../../core/kubeError.ts';
import type { FreshReads, WriteTarget } from '../../core/write.ts';

/** The object as it is now; undefined where there is none. @throws KubeError for every other failure */
export async function readIfThere(
  reads: FreshReads,
  target: WriteTarget,
  signal: AbortSignal,
): Promise<JsonObject | undefined> {
  try {
    return await reads.read(target, signal);
  } catch (error) {
    if (isKubeError(error) && error.facts.code === 'not_found') return undefined;
    throw error;
  }
}
