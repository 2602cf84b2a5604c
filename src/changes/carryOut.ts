import { ulid } from 'ulid';
import type { ClusterIdentity } from '../core/approval.ts';
import type { ChangeAnswer, ChangeRequest } from '../core/changeAnswer.ts';
import { isKubeError } from '../core/kubeError.ts';
import type { Cluster } from '../core/ports.ts';
import { redactInput } from '../core/redactInput.ts';
import type { Writer } from '../core/write.ts';
import { mergeGaps } from '../rules/judge.ts';
import { blocked, overtaken, refusedBy, withPlan } from './changeAnswers.ts';
import { execute, type Execution } from './executor/execute.ts';
import type { ChangeParts } from './makeChange.ts';
import { objectOf } from './plan/preflight.ts';
import type { PreparedPlan } from './plan/preparedPlan.ts';
import { seenAvailable } from './verify/seenAvailable.ts';
import { verifyEffect, type VerifiedEffect } from './verify/verifyEffect.ts';

type Parts = Omit<ChangeParts, 'open'> & {
  readonly cluster: Cluster;
  readonly identity: ClusterIdentity;
  readonly writer: Writer;
  /** Plans the same once more, from how the cluster is by then. */
  readonly planAnew: () => Promise<PreparedPlan | ChangeAnswer>;
};

/** Does what was approved, keeps it in the journal, and watches what becomes of it. */
export async function carryOut(
  parts: Parts,
  request: ChangeRequest,
  prepared: PreparedPlan,
  approvedBy: string,
  signal: AbortSignal,
): Promise<ChangeAnswer> {
  const { cluster, identity, clock, journal } = parts;
  const { draft, plan } = prepared;
  const id = ulid(clock.now());
  const journaledAt = new Date(clock.now()).toISOString();
  const { undo } = draft;
  const execution = await execute(
    {
      writer: parts.writer,
      clock,
      now: () => cluster.now(),
      salt: cluster.salt,
      patience: parts.patience.request,
      journal,
      images: parts.images,
    },
    prepared.steps,
    {
      id,
      at: journaledAt,
      surface: request.surface,
      tool: request.tool,
      input: redactInput(request.input),
      cluster: identity,
      scope: draft.scope,
      title: draft.title,
      effect: draft.effect,
      digest: plan.digest,
      approvedBy,
      by: { user: parts.user, host: parts.host, pid: process.pid },
      steps: prepared.steps.map(({ step, approved }) => ({
        do: step.do,
        object: objectOf(step.target),
        ...(step.do === 'patch' && step.subresource !== undefined ? { subresource: step.subresource } : {}),
        ...(approved.uid === null ? {} : { uid: approved.uid }),
      })),
      diff: [...(plan.dryRun.diff ?? [])],
      undo: {
        possible: undo.possible,
        ...(undo.possible ? { exact: undo.exact } : {}),
        ...(undo.because === undefined ? {} : { because: undo.because }),
        ...(undo.possible && undo.onlyWhile !== undefined ? { onlyWhile: undo.onlyWhile } : {}),
      },
      ...(draft.undoes === undefined ? {} : { undoes: draft.undoes }),
    },
  );
  cluster.forget();
  const takesBack = undoOf(parts, prepared, id);
  const kept = { id, journaledAt, undo: takesBack };
  if (execution.result === 'conflict') {
    const because = execution.error?.facts.detail ?? 'somebody has changed it since the approval';
    const anew = await parts.planAnew().catch(asError);
    return { ...overtaken(prepared, because, anew), change: { ...kept, undo: null } };
  }
  if (execution.result !== 'done') return notDone(prepared, execution, kept);
  const effect = await verifyEffect(
    cluster,
    draft.then,
    {
      seconds: draft.watchSeconds,
      undo: takesBack,
      onProgress: (progress) => request.observer.onProgress?.(progress),
    },
    signal,
  );
  const { verified } = effect;
  const uids = prepared.steps.map(({ approved }) => approved.uid);
  const available = verified.settled ? await seenAvailable(cluster, draft.then, uids, signal) : undefined;
  await journal
    .append({
      type: 'verified',
      id,
      at: new Date(clock.now()).toISOString(),
      settled: verified.settled,
      seconds: verified.seconds,
      ...(verified.because === undefined ? {} : { because: verified.because }),
      ...(available === undefined ? {} : { available }),
    })
    .catch(() => undefined);
  // Once its rollout has ended there is nothing left that an undo could stop
  const isOver = undo.possible && undo.onlyWhile === 'rollout' && verified.settled;
  return done(prepared, execution, effect, { ...kept, undo: isOver ? null : takesBack });
}

interface Kept {
  readonly id: string;
  readonly journaledAt: string;
  /** The command that takes it back; `null`: none does. */
  readonly undo: string | null;
}

function undoOf({ enabled }: Parts, { draft }: PreparedPlan, id: string): string | null {
  if (!draft.undo.possible) return null;
  return enabled.undoneBy === undefined ? `kube-sre undo ${id}` : enabled.undoneBy(id);
}

function done(
  prepared: PreparedPlan,
  { unkept }: Execution,
  { verified, findings, gaps }: VerifiedEffect,
  { id, journaledAt, undo }: Kept,
): ChangeAnswer {
  const { draft } = prepared;
  const planned = withPlan(prepared);
  const tail = verified.settled
    ? verified.seconds === 0
      ? 'settled at once'
      : `settled after ${verified.seconds} s`
    : `not settled: ${verified.because ?? 'out of time'}`;
  return {
    ...planned,
    verdict: draft.undoes === undefined ? 'applied' : 'undone',
    headline: `${draft.title}: done, ${tail}.${unkeptWords(unkept)}`,
    findings: [...findings, ...planned.findings],
    gaps: [...mergeGaps(planned.gaps, gaps)],
    change: { id, journaledAt, verified, undo },
  };
}

/** Nothing is written, or nobody knows, or a part of it is. Each says what is so, and never that it was done. */
function notDone(
  prepared: PreparedPlan,
  { result, error, steps, unkept }: Execution,
  { id, journaledAt, undo: takesBack }: Kept,
): ChangeAnswer {
  const { title } = prepared.draft;
  const because = error?.facts.detail ?? 'for an unknown reason';
  const by = error === undefined ? undefined : refusedBy(error);
  if (result === 'failed' && by !== undefined)
    return { ...blocked(prepared, by, `the server refused it: ${because}`), change: { id, journaledAt, undo: null } };
  const undo = result === 'partial' ? takesBack : null;
  const back = undo === null ? 'What was done cannot be undone' : `What was done can be undone with ${undo}`;
  const words = {
    failed: `${title} failed: ${because}. Nothing was changed.`,
    partial: `${title} stopped after ${steps.length - 1} of ${prepared.steps.length} steps: ${because}. ${back}.`,
    unknown: `${title} was sent, and reading back does not tell whether it was done: ${because}. Look before anything else is tried.`,
    conflict: '',
    done: '',
  };
  return {
    ...withPlan(prepared),
    verdict: 'unknown',
    headline: `${words[result]}${unkeptWords(unkept)}`,
    error: {
      code: result === 'unknown' ? 'timeout' : (error?.facts.code ?? 'internal'),
      message: error?.message ?? title,
      hint: error?.facts.hint ?? 'read the object as it is now, then decide',
    },
    change: { id, journaledAt, undo },
  };
}

function unkeptWords(unkept: string | undefined): string {
  return unkept === undefined ? '' : ` Its outcome could not be kept in the journal: ${unkept}.`;
}

/** Why there is no plan any more, in words. */
function asError(error: unknown): Error {
  if (isKubeError(error)) return error;
  const isLate = error instanceof Error && error.name === 'TimeoutError';
  return new Error(isLate ? 'the cluster did not answer in time' : 'it was cancelled', { cause: error });
}
