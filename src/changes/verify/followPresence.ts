import type { Effect } from '../../core/draft.ts';
import type { Cluster } from '../../core/ports.ts';
import { readDiscovery } from '../../kube/discovery.ts';
import { dynamicKind, resolveKind } from '../../kube/resolveKind.ts';
import { metadataKind } from '../../kube/metadataKind.ts';
import { fieldIs } from '../../kube/fieldSelectors.ts';
import type { SeenEffect } from './seenEffect.ts';
import { watchUntil } from './watchUntil.ts';

/** Watches until an object is gone, or there. What holds one that is being deleted are its finalizers. */
export async function followPresence(
  cluster: Cluster,
  { type, object }: Extract<Effect, { type: 'gone' | 'there' }>,
  timeout: number,
  signal: AbortSignal,
): Promise<SeenEffect> {
  const { apiVersion, kind, namespace, name } = object;
  const { resource } = resolveKind(await readDiscovery(cluster, signal), { kind, apiVersion });
  const named = metadataKind(dynamicKind(resource));
  const waiting = (because: string, fields: Readonly<Record<string, unknown>>): SeenEffect => ({
    settled: false,
    because,
    unsettled: {
      severity: 'warning',
      object,
      evidence: Object.entries(fields).map(([path, value]) => ({ object, path, value })),
    },
  });
  let last =
    type === 'gone'
      ? waiting('it is still there', { 'metadata.deletionTimestamp': null })
      : waiting('it is not there yet', { 'metadata.uid': null });
  const seen = await watchUntil(
    cluster,
    named,
    { ...(namespace === undefined ? {} : { namespace }), fieldSelector: fieldIs('metadata.name', name) },
    ([first]): SeenEffect | undefined => {
      if (type === 'there') return first === undefined ? undefined : { settled: true };
      if (first === undefined) return { settled: true };
      const { deletionTimestamp, finalizers = [] } = first.metadata ?? {};
      if (deletionTimestamp !== undefined)
        last = waiting(
          finalizers.length === 0 ? 'it is being deleted' : `it is being deleted, held by ${finalizers.join(', ')}`,
          {
            'metadata.deletionTimestamp': deletionTimestamp,
            ...(finalizers.length === 0 ? {} : { 'metadata.finalizers': finalizers }),
          },
        );
      return undefined;
    },
    timeout,
    signal,
  );
  return seen ?? last;
}
