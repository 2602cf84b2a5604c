import type { ApprovalQuestion, ChangeSwitch } from '../core/approval.ts';
import type { ChangeAnswer, ChangeMaker, ChangeRequest, MadeChange } from '../core/changeAnswer.ts';
import { digestForm } from '../core/digestForm.ts';
import { KubeError } from '../core/kubeError.ts';
import type { Cluster, Clock } from '../core/ports.ts';
import type { DryRun, Writer } from '../core/write.ts';
import type { ClusterIdentity } from '../core/approval.ts';
import { anotherPlan, blocked, declined, disabled, noDigest, rulesUnread, waiting } from './changeAnswers.ts';
import { askHook } from './approval/askHook.ts';
import { safetyRules, type SafetyRules } from './approval/safetyRules.ts';
import { unkeptIntent } from './executor/unkeptIntent.ts';
import { carryOut } from './carryOut.ts';
import type { BeforeImages } from './journal/beforeImages.ts';
import type { Journal } from './journal/journal.ts';
import { recover } from './recover.ts';
import { noSuchChange, undoDraft } from './undo/undoDraft.ts';
import { canonicalJson } from '../core/canonicalJson.ts';
import { planChange } from './planChange.ts';

export interface ChangeParts {
  readonly open: (
    context: string | undefined,
    signal: AbortSignal,
  ) => Promise<{ readonly cluster: Cluster; readonly identity: ClusterIdentity; readonly writer: Writer & DryRun }>;
  readonly enabled: ChangeSwitch;
  readonly journal: Journal;
  readonly images: BeforeImages;
  readonly clock: Clock;
  /** The user's folder. */
  readonly folder: string;
  readonly user: string;
  readonly host: string;
  /** Of one request, and of the making of a plan, in milliseconds. */
  readonly patience: { readonly request: number; readonly plan: number };
}

/** The name under which an undo stands in answers and in the journal. */
const undoTool = 'undo';

/** From what was asked to what has come of it: enabled, planned, approved, written, watched. Each gate stands before the next. */
export function changeMaker(parts: ChangeParts): ChangeMaker {
  const make = async (request: ChangeRequest, signal: AbortSignal, of?: ClusterIdentity): Promise<MadeChange> => {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(parts.patience.plan)]);
    const opened = await parts.open(request.context, limit);
    if (of !== undefined && canonicalJson(of) !== canonicalJson(opened.identity)) throw anotherCluster(of);
    const cluster = opened.cluster.observed(request.observer);
    const answer = await made(parts, { ...opened, cluster }, request, signal, limit);
    return { ...answer, context: cluster.context, now: cluster.now() };
  };
  return {
    make: (request, signal) => make(request, signal),
    async undo(id, how, signal) {
      // What a killed process left of it, or of an undo of it, decides what there is to undo
      const { open, journal, images, clock, patience } = parts;
      await recover(
        { open, journal, images, clock, patience: patience.plan },
        (intent) => intent.id === id || intent.undoes === id,
      );
      signal.throwIfAborted();
      const change = await parts.journal.change(id);
      if (change === undefined) throw noSuchChange(id, (await journal.check()).because);
      const { cluster: of } = change.intent;
      return make(
        {
          ...how,
          tool: undoTool,
          input: { id },
          context: of.context,
          // Read again each time: while somebody was thinking, another may have taken it back
          draft: async (cluster, limit) =>
            undoDraft({ cluster, images: parts.images }, (await parts.journal.change(id)) ?? change, limit),
        },
        signal,
        of,
      );
    },
  };
}

type Opened = Awaited<ReturnType<ChangeParts['open']>>;

async function made(
  parts: ChangeParts,
  opened: Opened,
  request: ChangeRequest,
  signal: AbortSignal,
  limit: AbortSignal,
): Promise<ChangeAnswer> {
  const { identity } = opened;
  if (!parts.enabled.isEnabled(identity)) return disabled(identity, parts.enabled.howToEnable);
  const rules = await strictest(parts);
  if (typeof rules === 'string') return rulesUnread(rules);
  // Whoever is asked for an approval has to be able to use it
  await parts.journal.assureWritable().catch((error: unknown) => {
    throw unkeptIntent(error);
  });
  const plan = (until: AbortSignal): ReturnType<typeof planChange> =>
    planChange({ ...opened, server: opened.writer, journal: parts.journal, rules }, request, until);
  const prepared = await plan(limit);
  if (!('draft' in prepared)) return prepared;
  const guarded = prepared.plan.protected;
  const question: ApprovalQuestion = { plan: prepared.plan, cluster: identity };
  const approval = (await request.approve?.(question, signal)) ?? { answer: 'absent' as const };
  if (approval.answer === 'declined') return declined(prepared, approval.because);
  if (approval.answer === 'absent') return waiting(prepared, approval.because);
  if (!digestForm.test(approval.digest)) return noDigest(prepared);
  if (approval.digest !== prepared.plan.digest) return anotherPlan(prepared);
  if (guarded !== undefined && approval.typed !== guarded.name)
    return blocked(
      prepared,
      'protected',
      `${guarded.what} ${guarded.name} is protected: its name has to be typed by a person, where they are asked (at a terminal, in the editor)`,
    );
  if (rules.approvalHook !== undefined) {
    const because = await askHook(rules.approvalHook, question, signal);
    if (because !== undefined) return blocked(prepared, 'hook', because);
  }
  signal.throwIfAborted();
  // They may have been switched off while somebody was thinking
  if (!parts.enabled.isEnabled(identity)) return disabled(identity, parts.enabled.howToEnable);
  const planAnew = (): ReturnType<typeof planChange> =>
    plan(AbortSignal.any([signal, AbortSignal.timeout(parts.patience.plan)]));
  return carryOut({ ...parts, ...opened, planAnew }, request, prepared, approval.by, signal);
}

/** What the user's file protects, and what the surface does besides; a text where the file cannot be read. */
async function strictest({ folder, enabled }: ChangeParts): Promise<SafetyRules | string> {
  try {
    const rules = await safetyRules(folder);
    const { contexts = [], namespaces = [] } = enabled.protects?.() ?? {};
    return {
      ...rules,
      protectedContexts: [...(rules.protectedContexts ?? []), ...contexts],
      protectedNamespaces: [...(rules.protectedNamespaces ?? []), ...namespaces],
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function anotherCluster({ context, server }: ClusterIdentity): KubeError {
  return new KubeError({
    code: 'conflict',
    operation: 'connect',
    detail: `context ${context} leads to another cluster than the one that was changed (${server})`,
    hint: 'point the context at that cluster again, then undo',
  });
}
