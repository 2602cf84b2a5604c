import type { Effect } from '../../core/draft.ts';
import type { Evidence, Finding } from '../../core/finding.ts';
import type { Gap } from '../../core/gap.ts';
import { gapOf, isKubeError } from '../../core/kubeError.ts';
import type { ObjectRef } from '../../core/objectRef.ts';
import type { Change } from '../../core/plan.ts';
import type { Cluster, Progress } from '../../core/ports.ts';
import { isWorkloadKind } from '../../kube/radius/readWorkload.ts';
import { followRollout, type FollowedRollout } from '../../kube/rollouts/followRollout.ts';
import { rolloutCause } from '../../kube/rollouts/rolloutCause.ts';
import { mergeGaps, type Judgement } from '../../rules/judge.ts';
import { createReader } from '../../rules/reader.ts';
import { judgeProgress } from '../../rules/sick/judgeProgress.ts';
import { followPresence } from './followPresence.ts';
import { followReplacement } from './followReplacement.ts';
import { notSettledFinding } from './notSettled.ts';
import type { SeenEffect } from './seenEffect.ts';

export interface VerifiedEffect {
  readonly verified: NonNullable<Change['verified']>;
  /** Where it has not settled: what holds it up, the root cause first, and last that it has not. */
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
}

export interface Watching {
  /** How long at most. */
  readonly seconds: number;
  /** The command that takes the change back; `null`: nothing does. */
  readonly undo: string | null;
  readonly onProgress?: (progress: Progress) => void;
}

/** Findings beyond these are of pods that are alike. */
const shownFindings = 3;

/**
 * Watches what becomes of a change until it settles, fails or the time is over. It never fails itself: the change is done, and what
 * could not be seen of it is said. A caller who goes away ends the watching, and nothing else.
 */
export async function verifyEffect(
  cluster: Cluster,
  effect: Effect,
  watching: Watching,
  signal: AbortSignal,
): Promise<VerifiedEffect> {
  const began = performance.now();
  const passed = (): number => Math.round((performance.now() - began) / 1000);
  const unseen = (because: string, gaps: readonly Gap[]): VerifiedEffect => ({
    verified: { settled: false, seconds: passed(), because },
    findings: [],
    gaps,
  });
  try {
    const seen = await follow(cluster, effect, watching, signal);
    const { unsettled, ...verdict } = seen;
    const verified = { ...verdict, seconds: passed() };
    if (unsettled === undefined) return { verified, findings: [], gaps: [] };
    const { findings, gaps } = await judged(cluster, unsettled, signal);
    return {
      verified,
      findings: [...findings.slice(0, shownFindings), ...notSettledFinding(seen, watching.undo)],
      gaps,
    };
  } catch (error) {
    if (signal.aborted) return unseen('nobody waited for it: the call was cancelled', []);
    // Whatever went wrong with the watching, the change is done: an error in its place would say that it is not
    const because = error instanceof Error ? error.message : String(error);
    const wanted = 'what has become of the change';
    return unseen(`it could not be watched: ${because}`, isKubeError(error) ? [gapOf(error, wanted)] : []);
  }
}

/** What the rules cannot be asked about is no reason to say less of the change. */
async function judged(
  cluster: Cluster,
  { judge }: NonNullable<SeenEffect['unsettled']>,
  signal: AbortSignal,
): Promise<Judgement> {
  const none: Judgement = { findings: [], gaps: [] };
  if (judge === undefined) return none;
  // What was read before the change, or while it was on its way, tells of then
  cluster.forget();
  const reader = createReader(cluster, signal);
  const { findings, gaps } = await judge(reader, signal).catch((error: unknown): Judgement => {
    if (!isKubeError(error)) throw error;
    return error.facts.code === 'cancelled' ? none : { ...none, gaps: [gapOf(error, 'why it has not settled')] };
  });
  return { findings, gaps: mergeGaps(reader.gaps(), gaps) };
}

async function follow(
  cluster: Cluster,
  effect: Effect,
  { seconds, onProgress }: Watching,
  signal: AbortSignal,
): Promise<SeenEffect> {
  const timeout = seconds * 1000;
  switch (effect.type) {
    case 'rollout': {
      const { kind, namespace = '', name } = effect.object;
      if (!isWorkloadKind(kind)) return { settled: true };
      const followed = await followRollout(
        cluster,
        { kind, namespace, name },
        {
          timeout,
          onState: ({ state }) =>
            onProgress?.({
              type: 'reading',
              resource: `${kind} ${name}: ready`,
              done: state.ready,
              total: state.desired,
            }),
        },
        signal,
      );
      return seenRollout(cluster, followed, effect.object);
    }
    case 'replacement':
      return followReplacement(cluster, effect, timeout, signal);
    case 'gone':
    case 'there':
      return followPresence(cluster, effect, timeout, signal);
  }
}

function seenRollout(cluster: Cluster, followed: FollowedRollout, object: ObjectRef): SeenEffect {
  const { ended, state, stillSeconds } = followed;
  const { ready, desired, made, updated } = state;
  if (ended === 'settled') return { settled: true, ready };
  const { kind, name } = object;
  // Old pods that are still ready say nothing for the new ones
  const counts = updated < made ? `${updated} of ${desired} pods are updated` : `${ready} of ${desired} pods are ready`;
  const cause = rolloutCause(followed);
  const why = cause === undefined ? '' : `; ${cause}`;
  const words = {
    held: state.heldBy === 'paused' ? `${kind} ${name} is paused` : 'pods are replaced only as somebody deletes them',
    deleting: `${kind} ${name} is being deleted`,
    gone: `${kind} ${name} was deleted meanwhile`,
    outOfTime: `${counts}, and nothing has moved for ${stillSeconds} s${why}`,
    failed: `${counts}${why}`,
  };
  return {
    settled: false,
    ready,
    because: words[ended],
    unsettled: {
      severity: ended === 'failed' || ended === 'gone' ? 'critical' : 'warning',
      object,
      evidence: [evidenceOf(followed, object)],
      judge: (reader) => judgeProgress(reader, followed, cluster.now()),
    },
  };
}

function evidenceOf({ ended, workload, state }: FollowedRollout, object: ObjectRef): Evidence {
  if (ended === 'gone') return { object, path: 'metadata.uid', value: null };
  if (ended === 'held')
    return state.heldBy === 'paused'
      ? { object, path: 'spec.paused', value: true }
      : { object, path: 'spec.updateStrategy.type', value: state.heldBy ?? null };
  const path = workload.kind === 'DaemonSet' ? 'status.numberReady' : 'status.readyReplicas';
  return { object, path, value: state.ready };
}
