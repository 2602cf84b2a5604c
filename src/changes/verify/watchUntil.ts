import { deferred } from '../../core/deferred.ts';
import type { Kind } from '../../core/kind.ts';
import type { Cluster, ListQuery } from '../../core/ports.ts';
import type { HasMetadata } from '../../kube/metadata.ts';
import { changeOrPause } from '../../kube/rollouts/changeOrPause.ts';
import { watchObjects } from '../../kube/rollouts/watchObjects.ts';

/** A look at least as often as this, in milliseconds: what has to stand for a while is judged without news too. */
const tick = 1000;

/**
 * Watches objects until `judge` gives a verdict; undefined: the time is over.
 * @throws KubeError where they cannot be read; the signal's reason
 */
export async function watchUntil<T extends HasMetadata, V>(
  cluster: Cluster,
  kind: Kind<T>,
  query: Omit<ListQuery, 'limit'>,
  judge: (objects: readonly T[]) => V | undefined,
  timeout: number,
  signal: AbortSignal,
): Promise<V | undefined> {
  const stop = new AbortController();
  const until = AbortSignal.any([signal, stop.signal]);
  const began = performance.now();
  let objects: readonly T[] | undefined;
  let failure: { readonly error: unknown } | undefined;
  let changed = deferred<undefined>();
  const tell = (): void => changed.resolve(undefined);
  watchObjects(
    cluster,
    kind,
    query,
    {
      onChange: (now) => {
        objects = now;
        tell();
      },
      // It is tried again; what is never read is out of time
      onTrouble: tell,
    },
    until,
  ).catch((error: unknown) => {
    failure = { error };
    tell();
  });
  try {
    for (;;) {
      signal.throwIfAborted();
      if (failure !== undefined) throw failure.error;
      const verdict = objects === undefined ? undefined : judge(objects);
      const left = timeout - (performance.now() - began);
      if (verdict !== undefined || left <= 0) return verdict;
      changed = deferred<undefined>();
      await changeOrPause(changed.promise, Math.min(tick, left), until);
    }
  } finally {
    stop.abort();
  }
}
