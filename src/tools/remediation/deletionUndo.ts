import type { DraftUndo } from '../../core/draft.ts';
import type { Metadata } from '../../kube/metadata.ts';
import type { Dependents } from '../../kube/radius/dependents.ts';
import type { VolumeBehind } from './volumeBehind.ts';

/** What the server makes again just as it was, and so is no history. */
const madeAgainAlike = new Set(['EndpointSlice']);

/** Whether a deletion can be undone so that nobody sees a difference but its uid; and if not, why. */
export function deletionUndo(
  kind: string,
  { finalizers = [], ownerReferences = [] }: NonNullable<Metadata>,
  { counts }: Dependents,
  volume: VolumeBehind | undefined,
): DraftUndo {
  const children = counts.filter((one) => !madeAgainAlike.has(one.kind));
  const because = [
    ...(kind === 'Pod' ? ['a new pod of the same manifest is made, and may run on another node'] : []),
    ...(kind === 'Job' ? ['the Job runs again from its beginning'] : []),
    ...(volume?.comesBackEmpty === true ? ['the claim comes back with another volume, which is empty'] : []),
    ...(finalizers.length > 0 ? ['what its finalizers have cleaned up does not come back'] : []),
    ...(children.length > 0
      ? [`the history of what it owns is lost (${children.map((one) => `${one.count} ${one.kind}`).join(', ')})`]
      : []),
    ...(ownerReferences.length > 0 ? ['if its owner goes meanwhile it goes too'] : []),
  ];
  return because.length === 0
    ? { possible: true, exact: true }
    : { possible: true, exact: false, because: because.join('; ') };
}
