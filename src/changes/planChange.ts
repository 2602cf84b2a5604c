import type { ChangeAnswer, ChangeRequest } from '../core/changeAnswer.ts';
import type { Draft, NoDraft } from '../core/draft.ts';
import { protection } from './approval/protection.ts';
import type { SafetyRules } from './approval/safetyRules.ts';
import { blocked, blockedByPlan, nothingToDo } from './changeAnswers.ts';
import type { Journal } from './journal/journal.ts';
import { preflight, type PreflightParts } from './plan/preflight.ts';
import type { PreparedPlan } from './plan/preparedPlan.ts';

export interface PlanningParts extends Omit<PreflightParts, 'isProtected'> {
  readonly journal: Pick<Journal, 'check'>;
  readonly rules: SafetyRules;
}

/**
 * From what was asked to a plan that a person can be asked about; else the answer: nothing is to be done, or it would be refused.
 * @throws KubeError for what kept it from a plan
 */
export async function planChange(
  { cluster, identity, server, journal, rules }: PlanningParts,
  request: Pick<ChangeRequest, 'tool' | 'draft'>,
  signal: AbortSignal,
): Promise<PreparedPlan | ChangeAnswer> {
  // What others wrote in the last seconds is what a change has to start from
  cluster.forget();
  const draft = await request.draft(cluster, signal);
  if (!isDraft(draft)) return nothingToDo(draft);
  const [made, untrusted] = await Promise.all([
    preflight(
      { cluster, identity, server, isProtected: (one, namespace) => protection(one, namespace, rules) },
      request.tool,
      draft,
      signal,
    ),
    journalWarnings(journal),
  ]);
  const prepared = { ...made, plan: { ...made.plan, warnings: [...untrusted, ...made.plan.warnings] } };
  const refusal = blockedByPlan(prepared);
  if (refusal !== undefined) return refusal;
  const guarded = prepared.plan.protected;
  if (guarded?.what === 'namespace' && draft.refusedWhereProtected === true)
    return blocked(
      prepared,
      'protected',
      `namespace ${guarded.name} is protected, and nothing in it is deleted from here`,
    );
  return prepared;
}

/** Whoever says yes relies on the journal to take it back. It hinders no change: what is broken cannot be mended by waiting. */
async function journalWarnings(journal: Pick<Journal, 'check'>): Promise<readonly string[]> {
  try {
    const { brokenAt, because } = await journal.check();
    if (brokenAt === undefined) return [];
    return [
      `The journal of changes is not whole (${because ?? `line ${brokenAt}`}): it vouches for no change before this one.`,
    ];
  } catch (error) {
    return [
      `Whether the journal of changes is whole cannot be told: ${error instanceof Error ? error.message : String(error)}.`,
    ];
  }
}

function isDraft(draft: Draft | NoDraft): draft is Draft {
  return 'steps' in draft;
}
