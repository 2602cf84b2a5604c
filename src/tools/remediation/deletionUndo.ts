import type { DraftUndo } from '../../core/draft.ts';
import type { ObjectRef } from '../../core/objectRef.ts';
import type { Metadata } from '../../kube/metadata.ts';
import { dependentTexts, type Dependent } from '../../kube/radius/dependents.ts';
import { surplusPod } from '../../kube/surplusPod.ts';
import { madeAgainByName } from './madeAgainByName.ts';
import type { VolumeBehind } from './volumeBehind.ts';

/** What the server makes again just as it was, and so is no history. */
const madeAgainAlike = new Set(['EndpointSlice']);

interface Gone {
  readonly apiVersion: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly kind: string;
  readonly metadata: NonNullable<Metadata>;
  /** What goes with it. */
  readonly goes: readonly Dependent[];
  /** What makes another in its place. */
  readonly maker: ObjectRef | undefined;
  readonly volume: VolumeBehind | undefined;
}

/** Whether a deletion can be undone so that nobody sees a difference but its uid; and if not, why. */
export function deletionUndo(gone: Gone): DraftUndo {
  const { kind, metadata, goes, maker, volume } = gone;
  const { finalizers = [], ownerReferences = [] } = metadata;
  // By its ordinal (kubernetes.io/docs, "StatefulSets: stable network ID"), or the hash of its template (deployment/sync.go)
  if (maker !== undefined && (maker.kind === 'StatefulSet' || kind === 'ReplicaSet'))
    return { possible: false, because: `${maker.kind} ${maker.name} makes another of the same name` };
  const again = madeAgainByName(gone);
  if (again !== undefined) return { possible: false, because: `${again} makes it again at once, under the same name` };
  const surplus = kind === 'Pod' ? surplusPod({ metadata }) : undefined;
  if (surplus !== undefined) return { possible: false, because: surplus };
  const children = goes.filter((one) => !madeAgainAlike.has(one.kind));
  const because = [
    ...(kind === 'Pod' ? ['a new pod of the same manifest is made, and may run on another node'] : []),
    ...(kind === 'Job' ? ['the Job runs again from its beginning'] : []),
    ...(volume?.comesBackEmpty === true ? ['the claim comes back with another volume, which is empty'] : []),
    ...(finalizers.length > 0 ? ['what its finalizers have cleaned up does not come back'] : []),
    ...(children.length > 0 ? [`the history of what it owns is lost (${dependentTexts(children).join(', ')})`] : []),
    ...(ownerReferences.length > 0 ? ['if its owner goes meanwhile it goes too'] : []),
  ];
  return because.length === 0
    ? { possible: true, exact: true }
    : { possible: true, exact: false, because: because.join('; ') };
}
