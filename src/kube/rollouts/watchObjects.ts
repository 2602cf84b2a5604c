import { pause } from './pause.ts';
import type { Kind } from '../../core/kind.ts';
import { isKubeError, type KubeError } from '../../core/kubeError.ts';
import type { Cluster, ListQuery } from '../../core/ports.ts';
import type { HasMetadata } from '../metadata.ts';

export interface WatchedObjects<T> {
  /** Each time anything has changed, and once after each list. */
  readonly onChange: (objects: readonly T[]) => void;
  /** A read failed and is tried again, or cannot be done as wished: watching is not allowed, so that it is listed again and again. */
  readonly onTrouble: (error: KubeError, during: 'list' | 'watch') => void;
}

/** Longer than the server lets a quiet connection be it is not trusted: a watch that died in silence looks like peace. */
const trustMilliseconds = 20_000;
/** How often it is looked at where it may not be watched. */
const pollMilliseconds = 2000;
const longestPause = 4000;

/**
 * Keeps the objects of a query up to date until `signal` ends it: a list, then a watch from its version on; from the last version heard
 * where a watch ends, fails or says nothing for long; a list again where the version has expired. Nothing comes from memory.
 * @throws KubeError where the first list fails, or a later one is refused.
 */
export async function watchObjects<T extends HasMetadata>(
  cluster: Cluster,
  kind: Kind<T>,
  query: Omit<ListQuery, 'limit'>,
  { onChange, onTrouble }: WatchedObjects<T>,
  signal: AbortSignal,
): Promise<void> {
  const objects = new Map<string, T>();
  let from: string | undefined;
  let failures = 0;
  let isListed = false;
  const isOver = (): boolean => signal.aborted;
  const tell = (): void => onChange([...objects.values()]);

  while (!isOver()) {
    let during: 'list' | 'watch' = 'list';
    try {
      if (from === undefined) {
        // A kind of its own: an answer from the shared memory could be of before the change that is waited for
        const listing = await cluster.list({ ...kind }, query, signal);
        objects.clear();
        for (const object of listing.items) objects.set(keyOf(object), object);
        from = listing.resourceVersion;
        isListed = true;
        tell();
      }
      during = 'watch';
      const began = performance.now();
      const { version, heard } = await watchOnce(
        cluster,
        kind,
        query,
        from,
        (type, object) => {
          if (type === 'DELETED') objects.delete(keyOf(object));
          else objects.set(keyOf(object), object);
          tell();
        },
        signal,
      );
      from = version;
      // What ends at once again and again is asked less often
      failures = performance.now() - began > 1000 ? 0 : heard ? 1 : failures + 1;
    } catch (error) {
      if (isOver()) return;
      if (!isKubeError(error)) throw error;
      const { code, reason, status } = error.facts;
      const isRefused = code === 'forbidden' || code === 'unauthorized' || status === 405;
      if (during === 'list' && (!isListed || isRefused)) throw error;
      failures++;
      if (reason === 'Expired' || status === 410) from = undefined;
      else onTrouble(error, during);
      if (during === 'watch' && isRefused) {
        from = undefined;
        failures = 0;
        await pause(pollMilliseconds, signal);
      }
    }
    if (failures > 0) await pause(Math.min(longestPause, 100 * 2 ** failures), signal);
  }
}

/** Ends with the version to go on from. A failure after events is no failure: the next watch tells. */
async function watchOnce<T extends HasMetadata>(
  cluster: Cluster,
  kind: Kind<T>,
  query: Omit<ListQuery, 'limit'>,
  from: string,
  onObject: (type: 'ADDED' | 'MODIFIED' | 'DELETED', object: T) => void,
  signal: AbortSignal,
): Promise<{ readonly version: string; readonly heard: boolean }> {
  let version = from;
  const heard = { now: false };
  const trust = AbortSignal.timeout(trustMilliseconds);
  try {
    await cluster.watch(
      kind,
      { ...query, resourceVersion: from },
      (event) => {
        if (signal.aborted) return;
        heard.now = true;
        version =
          event.type === 'BOOKMARK' ? event.resourceVersion : (event.object.metadata?.resourceVersion ?? version);
        if (event.type !== 'BOOKMARK') onObject(event.type, event.object);
      },
      AbortSignal.any([signal, trust]),
    );
  } catch (error) {
    const isExpired = isKubeError(error) && (error.facts.reason === 'Expired' || error.facts.status === 410);
    if (isExpired || (!trust.aborted && !heard.now)) throw error;
  }
  return { version, heard: heard.now };
}

function keyOf({ metadata }: HasMetadata): string {
  const { uid, namespace = '', name = '' } = metadata ?? {};
  return uid ?? `${namespace}/${name}`;
}
