import { counted } from '../../core/counted.ts';
import type { DraftUndo } from '../../core/draft.ts';
import type { Cluster } from '../../core/ports.ts';
import type { Radius } from '../../kube/radius/readRadius.ts';
import { mergeGaps } from '../../rules/judge.ts';
import { patchReach } from './patchReach.ts';
import { creationReach } from './creationReach.ts';
import { redeletionReach } from './redeletionReach.ts';
import type { TakenBack } from './takenBack.ts';

/** What an undo comes to: in words, in pods, and what it touches besides its objects. */
export interface UndoReach extends Pick<Radius, 'radius' | 'warnings' | 'gaps'> {
  /** `Deployment shop/cart is again as before: spec.replicas 3 → 1`. */
  readonly effect: string;
  /** Whether the undo can be taken back in its turn. */
  readonly undo: DraftUndo;
}

/** @param parts at least one; the pods are those of the first, since no change has steps for more than one workload */
export async function undoReach(
  cluster: Cluster,
  parts: readonly TakenBack[],
  signal: AbortSignal,
): Promise<UndoReach> {
  const [first, ...others] = await Promise.all(parts.map((part) => reachOf(cluster, part, signal)));
  if (first === undefined) throw new Error(`an undo of ${counted(0, 'step')}`);
  return {
    ...first,
    effect: [first, ...others].map(({ effect }) => effect).join('; '),
    undo: [first, ...others].find(({ undo }) => !undo.possible || !undo.exact)?.undo ?? first.undo,
    warnings: [first, ...others].flatMap(({ warnings }) => warnings),
    gaps: others.reduce((gaps, one) => mergeGaps(gaps, one.gaps), first.gaps),
  };
}

function reachOf(cluster: Cluster, part: TakenBack, signal: AbortSignal): Promise<UndoReach> {
  const { step } = part;
  switch (step.do) {
    case 'patch':
      return patchReach(cluster, { ...part, step }, signal);
    case 'create':
      return creationReach(cluster, { ...part, step }, signal);
    case 'delete':
      return redeletionReach(cluster, step, signal);
    case 'evict':
      throw new Error('no step is taken back by an eviction');
  }
}
