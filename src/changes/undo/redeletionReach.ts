import type { DraftStep } from '../../core/draft.ts';
import type { Cluster } from '../../core/ports.ts';
import { deletionRadius } from '../../kube/radius/deletionRadius.ts';
import { dependentsOf, dependentTexts } from '../../kube/radius/dependents.ts';
import { mergeGaps } from '../../rules/judge.ts';
import type { UndoReach } from './undoReach.ts';

/** An object that was made again goes again, with what it owns by now unless that is orphaned. */
export async function redeletionReach(
  cluster: Cluster,
  { target, expects, propagation }: Extract<DraftStep, { do: 'delete' }>,
  signal: AbortSignal,
): Promise<UndoReach> {
  const { kind, namespace, name } = target;
  const uid = expects?.uid ?? undefined;
  if (namespace === undefined || uid === undefined)
    return {
      effect: `${kind} ${name} goes again`,
      undo: { possible: true, exact: true },
      radius: { podsAdded: 0, podsRemoved: 0 },
      warnings: [],
      gaps: [],
    };
  const owned = await dependentsOf(cluster, { namespace, uid }, signal);
  if (propagation === 'Orphan') {
    const stays = owned.objects.filter(({ isDirect }) => isDirect);
    const left = stays.length === 0 ? '' : `, and what it owns stays (${dependentTexts(stays).join(', ')})`;
    return {
      effect: `${kind} ${namespace}/${name} goes again${left}`,
      undo: { possible: true, exact: true },
      radius: { podsAdded: 0, podsRemoved: 0 },
      warnings: [],
      gaps: owned.gaps,
    };
  }
  const texts = dependentTexts(owned.objects);
  const pods = kind === 'Pod' ? [uid] : owned.objects.flatMap((one) => (one.kind === 'Pod' ? (one.uid ?? []) : []));
  const question = { namespace, object: { kind, name }, uids: new Set(pods) };
  const { radius, warnings, gaps } = await deletionRadius(cluster, question, signal);
  return {
    effect: `${kind} ${namespace}/${name} goes again${texts.length === 0 ? '' : `, and with it ${texts.join(', ')}`}`,
    undo:
      texts.length === 0 && kind !== 'Pod'
        ? { possible: true, exact: true }
        : { possible: true, exact: false, because: 'its pods are made anew, and the history of what it owns is lost' },
    radius: { podsAdded: 0, podsRemoved: pods.length, ...radius, dependents: [...texts] },
    warnings,
    gaps: mergeGaps(owned.gaps, gaps),
  };
}
