import type { Gap } from '../../core/gap.ts';
import type { Kind } from '../../core/kind.ts';
import type { Cluster } from '../../core/ports.ts';
import { counted } from '../../core/counted.ts';
import { controllerRevision } from '../kinds/controllerRevision.ts';
import { endpointSlice } from '../kinds/endpointSlice.ts';
import { job } from '../kinds/job.ts';
import { persistentVolumeClaim } from '../kinds/persistentVolumeClaim.ts';
import { pod } from '../kinds/pod.ts';
import { replicaSet } from '../kinds/replicaSet.ts';
import { listOrGap } from '../listOrGap.ts';
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

export interface Dependent {
  readonly kind: string;
  readonly name: string;
  readonly uid?: string;
  /** It names the object itself as an owner, and not only what that owns. */
  readonly isDirect: boolean;
}

export interface Dependents {
  readonly objects: readonly Dependent[];
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
      const objects = (await listOrGap(cluster, metadataKind(kind), namespace, gaps, signal)) ?? [];
      return objects.map((object) => ({ kind: kind.kind, object }));
    }),
  );
  const left = new Set(lists.flat());
  const uids = new Set([uid]);
  const found: Dependent[] = [];
  for (let grew = true; grew;) {
    grew = false;
    for (const one of left) {
      const { ownerReferences = [], uid: own, name = '' } = one.object.metadata ?? {};
      if (!ownerReferences.some((owner) => owner.uid !== undefined && uids.has(owner.uid))) continue;
      left.delete(one);
      if (own !== undefined) uids.add(own);
      const isDirect = ownerReferences.some((owner) => owner.uid === uid);
      found.push({ kind: one.kind, name, ...(own === undefined ? {} : { uid: own }), isDirect });
      grew = true;
    }
  }
  return { objects: found, gaps };
}

/** By kind: `3 Pods`, `1 ReplicaSet` */
export function dependentTexts(objects: readonly Dependent[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { kind } of objects) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => counted(count, kind));
}
