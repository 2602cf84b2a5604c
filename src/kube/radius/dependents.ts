import type { Gap } from '../../core/gap.ts';
import { resourceName, type Kind } from '../../core/kind.ts';
import { gapOf, isKubeError } from '../../core/kubeError.ts';
import type { Cluster } from '../../core/ports.ts';
import { counted } from '../../core/counted.ts';
import { controllerRevision } from '../kinds/controllerRevision.ts';
import { endpointSlice } from '../kinds/endpointSlice.ts';
import { job } from '../kinds/job.ts';
import { persistentVolumeClaim } from '../kinds/persistentVolumeClaim.ts';
import { pod } from '../kinds/pod.ts';
import { replicaSet } from '../kinds/replicaSet.ts';
import { metadataKind } from '../metadataKind.ts';

/** Kinds that the controllers of Kubernetes itself make for others. */
const owned: readonly Kind<unknown>[] = [
  replicaSet,
  pod,
  job,
  controllerRevision,
  endpointSlice,
  persistentVolumeClaim,
];

export interface Dependents {
  /** By kind, with what they own in turn. */
  readonly counts: readonly { readonly kind: string; readonly count: number }[];
  readonly gaps: readonly Gap[];
}

/** What the garbage collector deletes with an object: what names it as its owner, by uid, and what names those. */
export async function dependentsOf(
  cluster: Cluster,
  { namespace, uid }: { readonly namespace: string; readonly uid: string },
  signal: AbortSignal,
): Promise<Dependents> {
  const gaps: Gap[] = [];
  const lists = await Promise.all(
    owned.map(async (kind) => {
      try {
        const { items } = await cluster.list(metadataKind(kind), { namespace }, signal);
        return items.map((object) => ({ kind: kind.kind, object }));
      } catch (error) {
        if (!isKubeError(error) || error.facts.code === 'cancelled' || error.facts.code === 'unauthorized') throw error;
        gaps.push(gapOf(error, `${resourceName(kind)} in ${namespace}`));
        return [];
      }
    }),
  );
  const left = new Set(lists.flat());
  const uids = new Set([uid]);
  const found = new Map<string, number>();
  for (let grew = true; grew;) {
    grew = false;
    for (const one of left) {
      const { ownerReferences = [], uid: own } = one.object.metadata ?? {};
      if (!ownerReferences.some((owner) => owner.uid !== undefined && uids.has(owner.uid))) continue;
      left.delete(one);
      if (own !== undefined) uids.add(own);
      found.set(one.kind, (found.get(one.kind) ?? 0) + 1);
      grew = true;
    }
  }
  return { counts: [...found].map(([kind, count]) => ({ kind, count })), gaps };
}

/** `3 Pods`, `1 ReplicaSet` */
export function dependentTexts({ counts }: Dependents): readonly string[] {
  return counts.map(({ kind, count }) => counted(count, kind));
}
