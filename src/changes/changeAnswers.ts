import type { ClusterIdentity } from '../core/approval.ts';
import type { ChangeAnswer } from '../core/changeAnswer.ts';
import type { NoDraft } from '../core/draft.ts';
import type { BlockedBy } from '../core/envelope.ts';
import type { KubeError } from '../core/kubeError.ts';
import type { PreparedPlan } from './plan/preparedPlan.ts';

/** What a model is told where a person decides: it is not to look for a way around. */
const stop = 'Do not try again or another way: tell the person, and ask what they want.';

export function disabled({ context }: ClusterIdentity, howToEnable: string): ChangeAnswer {
  return {
    verdict: 'blocked',
    blockedBy: 'disabled',
    headline: `Changes are not enabled for ${context}: ${howToEnable}. Nothing was changed.`,
    findings: [],
    gaps: [],
    next: [],
  };
}

/** Where it is not known what is protected, everything is. */
export function rulesUnread(because: string): ChangeAnswer {
  return {
    verdict: 'blocked',
    blockedBy: 'protected',
    headline: `What is protected here cannot be told: ${because}. Nothing was changed.`,
    findings: [],
    gaps: [],
    next: [],
  };
}

const nothingChanged = ' Nothing was changed.';

/** Refused by the tool itself, or already as it was asked for. */
export function nothingToDo({ scope, blockedBy, headline, findings, gaps, next }: NoDraft): ChangeAnswer {
  return {
    scope,
    verdict: blockedBy === undefined ? 'answered' : 'blocked',
    ...(blockedBy === undefined ? {} : { blockedBy }),
    headline,
    findings: [...(findings ?? [])],
    gaps: [...(gaps ?? [])],
    next: [...(next ?? [])],
  };
}

/** The plan itself says that it would fail; undefined: nothing speaks against asking a person. */
export function blockedByPlan(prepared: PreparedPlan): ChangeAnswer | undefined {
  const { plan, refusal } = prepared;
  const forbidden = plan.permissions.filter(({ allowed, forUndo }) => allowed === false && forUndo !== true);
  const [first] = forbidden;
  if (first !== undefined) {
    const where = first.namespace === undefined ? '' : ` in namespace ${first.namespace}`;
    return blocked(prepared, 'permission', `you may not ${first.verb} ${first.resource}${where}`);
  }
  if (refusal === undefined) return undefined;
  const by = refusedBy(refusal);
  if (by !== undefined) return blocked(prepared, by, `the server would refuse it: ${refusal.facts.detail}`);
  return {
    ...withPlan(prepared),
    verdict: 'unknown',
    headline: `${prepared.draft.title} is not possible: the server would refuse it (${refusal.facts.detail}). Nothing was changed.`,
    error: {
      code: refusal.facts.code,
      message: refusal.message,
      hint: refusal.facts.hint ?? 'mend what the server refuses, then ask again',
    },
  };
}

/** The words by which admission refuses: quota (plugin/pkg/admission/resourcequota), a disruption budget (429 of an eviction). */
export function refusedBy({ facts }: KubeError): BlockedBy | undefined {
  if (facts.causes?.includes('DisruptionBudget') === true) return 'disruptionBudget';
  if (facts.status === 403 && facts.detail.includes('exceeded quota')) return 'quota';
  return undefined;
}

export function blocked(prepared: PreparedPlan, blockedBy: BlockedBy, because: string): ChangeAnswer {
  return {
    ...withPlan(prepared),
    verdict: 'blocked',
    blockedBy,
    headline: `${prepared.draft.doing} is blocked: ${because}. Nothing was changed.`,
  };
}

export function waiting(prepared: PreparedPlan, because?: string): ChangeAnswer {
  return {
    ...withPlan(prepared),
    verdict: 'blocked',
    blockedBy: 'approval',
    headline: `${prepared.draft.doing} waits for approval${because === undefined ? '' : `: ${because}`}.`,
  };
}

export function declined(prepared: PreparedPlan, because = 'the person said no'): ChangeAnswer {
  return {
    ...withPlan(prepared),
    verdict: 'declined',
    headline: `Not approved, ${because}: ${prepared.draft.title} was not done, and nothing was changed. ${stop}`,
    next: [],
  };
}

/** An approval that is for something else than this call would do now: why, nobody can tell from a digest. */
export function anotherPlan(prepared: PreparedPlan): ChangeAnswer {
  return {
    ...withPlan(prepared),
    verdict: 'blocked',
    headline: `${prepared.draft.title} was not done: the approval belongs to no plan of this call as it stands. Either the cluster has changed since, or it was given for something else. Nothing was changed; the plan as it is now is in the answer.`,
    error: {
      code: 'conflict',
      message: `the approval does not fit the plan ${prepared.plan.digest}`,
      hint: 'look at the plan as it is now, then approve that',
    },
  };
}

export function noDigest(prepared: PreparedPlan): ChangeAnswer {
  return {
    ...withPlan(prepared),
    verdict: 'blocked',
    headline: `${prepared.draft.title} was not done: what was given as the approval is the digest of no plan. Nothing was changed.`,
    error: {
      code: 'bad_input',
      message: 'the approval is no digest: sha256: and 64 hex digits in lower case',
      hint: 'approve with the digest that the plan shows',
    },
  };
}

/**
 * Somebody else wrote between the approval and the write.
 * @param anew what planning again has come to; an error: it could not be
 */
export function overtaken(
  { draft, plan }: PreparedPlan,
  because: string,
  anew: PreparedPlan | ChangeAnswer | Error,
): ChangeAnswer {
  const notDone = `${draft.title} was not done: ${because}. Nothing was changed`;
  const error = (hint: string) => ({ code: 'conflict' as const, message: because, hint });
  const again = 'look at the object as it is now, then decide anew';
  if (anew instanceof Error)
    return {
      scope: draft.scope,
      verdict: 'blocked',
      headline: `${notDone}, and it cannot be planned again: ${anew.message}.`,
      error: error(again),
      findings: [],
      gaps: [],
      next: [],
    };
  if (!('draft' in anew))
    return {
      ...anew,
      verdict: 'blocked',
      headline: `${notDone}. By now: ${anew.headline.replace(nothingChanged, '')}`,
      error: error(anew.error?.hint ?? again),
    };
  const isSame = anew.plan.digest === plan.digest;
  return {
    ...withPlan(anew),
    verdict: 'blocked',
    headline: `${notDone}; ${isSame ? 'planned again, it is the same plan as before' : 'the new plan is in the answer'}.`,
    error: error(isSame ? 'others are writing to it: try the same again' : 'look at the new plan, then approve that'),
  };
}

export function withPlan({
  plan,
  draft,
}: PreparedPlan): Pick<ChangeAnswer, 'scope' | 'plan' | 'findings' | 'gaps' | 'next'> {
  return {
    scope: draft.scope,
    plan,
    findings: [...draft.findings],
    gaps: [...draft.gaps],
    next: [...draft.next],
  };
}
