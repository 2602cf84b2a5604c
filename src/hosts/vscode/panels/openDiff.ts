import * as vscode from 'vscode';
import type { ReportMessage } from '../../../core/reportMessages.ts';
import { diffSideText } from '../../export/diffSideText.ts';
import type { AnswerDocuments } from '../documents/answerDocuments.ts';

/** The texts of a report's diff in the editor's own diff view, read-only. */
export async function openDiff({ envelope, blocks }: ReportMessage, answers: AnswerDocuments): Promise<void> {
  const diff = blocks.find((block) => block.type === 'diff');
  if (diff === undefined) return;
  const { name = envelope.tool, namespace } = envelope.scope ?? {};
  const where = [envelope.context, namespace, name].filter((part) => part !== undefined).join(' ');
  const [before, after] = (['before', 'after'] as const).map((side) =>
    answers.keep(`${where} ${diff[side].title}.yaml`, diffSideText(diff, side)),
  );
  await vscode.commands.executeCommand(
    'vscode.diff',
    before,
    after,
    `${name}: ${diff.before.title} ↔ ${diff.after.title}`,
  );
}
