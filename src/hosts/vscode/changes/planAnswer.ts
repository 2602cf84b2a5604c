import type { Approval, ApprovalQuestion } from '../../../core/approval.ts';
import type { PlanWords } from './planWords.ts';
import { planWords } from './planWords.ts';

export type ModalAnswer = 'act' | 'diff' | undefined;

/** Where a person is asked; the editor's own dialogs, or a script in a test. */
export interface PlanAsker {
  /** A modal with these words. Undefined: Cancel, or Escape. */
  modal(words: PlanWords, isProtected: boolean): Promise<ModalAnswer>;
  /** Shows what changes and waits; false: the person has given up. */
  diff(question: ApprovalQuestion): Promise<boolean>;
  /** The name as it was typed. Undefined: given up. */
  name(guarded: { readonly what: string; readonly name: string }): Promise<string | undefined>;
}

/**
 * A person's answer to a plan. Nothing but this gives an approval in the editor, and it is given to the digest whose plan was shown.
 * @param shown the digest that the chat's card has shown; absent: no card had a plan
 */
export async function planAnswer(
  question: ApprovalQuestion,
  shown: string | undefined,
  asker: PlanAsker,
): Promise<Approval> {
  const { plan, cluster } = question;
  const words = planWords(plan, cluster, { changedSinceShown: shown !== undefined && shown !== plan.digest });
  for (;;) {
    const answer = await asker.modal(words, plan.protected !== undefined);
    if (answer === undefined) return { answer: 'declined' };
    if (answer === 'diff') {
      if (!(await asker.diff(question))) return { answer: 'declined' };
      continue;
    }
    const approved = { answer: 'approved', digest: plan.digest, by: 'modal' } as const;
    if (plan.protected === undefined) return approved;
    const typed = await asker.name(plan.protected);
    return typed === undefined ? { answer: 'declined' } : { ...approved, typed };
  }
}
