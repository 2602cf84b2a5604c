import * as vscode from 'vscode';
import type { ApprovalQuestion } from '../../../core/approval.ts';
import type { AnswerDocuments } from '../documents/answerDocuments.ts';
import { localize } from '../localize.ts';
import { withoutLinks } from '../plainText.ts';
import type { ModalAnswer, PlanAsker } from './planAnswer.ts';
import { planDiff } from './planDiff.ts';
import { protectedLine } from './planWords.ts';

/** The editor's dialogs. `verb`: what the button says, `Roll Back`. */
export function modalAsker(documents: AnswerDocuments, verb: string): PlanAsker {
  return {
    async modal({ question, lines }, isProtected): Promise<ModalAnswer> {
      const act = isProtected ? vscode.l10n.t('Type the Name…') : verb;
      const show = vscode.l10n.t('Show Diff');
      const detail = lines.map(localize).join('\n');
      // The first has the focus: whoever was just typing, and presses Enter, has approved nothing
      const chosen = await vscode.window.showWarningMessage(localize(question), { modal: true, detail }, show, act);
      return chosen === act ? 'act' : chosen === show ? 'diff' : undefined;
    },
    async diff(question) {
      await showDiff(documents, question);
      const back = vscode.l10n.t('Back to the Plan…');
      const chosen = await vscode.window.showWarningMessage(
        withoutLinks(
          vscode.l10n.t('{0}: nothing is done before you go back to the plan and say so.', question.plan.title),
        ),
        back,
        vscode.l10n.t('Cancel'),
      );
      return chosen === back;
    },
    async name(guarded) {
      const typed = await vscode.window.showInputBox({
        title: verb,
        prompt: withoutLinks(localize(protectedLine(guarded))),
        placeHolder: guarded.name,
        ignoreFocusOut: true,
        validateInput: (text) =>
          text.trim() === '' || guarded.name.startsWith(text.trim())
            ? undefined
            : vscode.l10n.t('This is another name.'),
      });
      return typed?.trim();
    },
  };
}

async function showDiff(documents: AnswerDocuments, { plan, cluster }: ApprovalQuestion): Promise<void> {
  const { before, after } = planDiff(plan);
  const keep = (side: string, text: string): vscode.Uri =>
    documents.keep(`${cluster.context} ${plan.title} ${side}.yaml`, text);
  await vscode.commands.executeCommand(
    'vscode.diff',
    keep(vscode.l10n.t('before'), before),
    keep(vscode.l10n.t('after'), after),
    plan.title,
  );
}
