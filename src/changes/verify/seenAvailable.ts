import type { Effect } from '../../core/draft.ts';
import type { Cluster } from '../../core/ports.ts';
import { availableTemplate } from '../../kube/revisions/availableTemplate.ts';
import { metadataOf } from '../../kube/revisions/objectParts.ts';
import { isRollingKind, kindOfRolling } from '../../kube/revisions/rollingKind.ts';
import { templateMark } from '../../kube/revisions/templateMark.ts';
import { wholeKind } from '../../kube/wholeKind.ts';

/**
 * The mark of the pod template that a rollout has settled at, for the journal. Read once more, whole: somebody else may have written
 * another while it was watched. Undefined where it is not so any more, of another object, or cannot be read: it is no part of the change.
 */
export async function seenAvailable(
  cluster: Cluster,
  effect: Effect,
  uids: readonly (string | null)[],
  signal: AbortSignal,
): Promise<string | undefined> {
  if (effect.type !== 'rollout' || !isRollingKind(effect.object.kind)) return undefined;
  const { kind, namespace, name } = effect.object;
  try {
    cluster.forget();
    const at = { name, ...(namespace === undefined ? {} : { namespace }) };
    const owner = await cluster.get(wholeKind(kindOfRolling(kind)), at, signal);
    const template = availableTemplate(kind, owner);
    const isOurs = uids.includes(metadataOf(owner).uid ?? '');
    return template === undefined || !isOurs ? undefined : templateMark(template, cluster.salt);
  } catch {
    return undefined;
  }
}
