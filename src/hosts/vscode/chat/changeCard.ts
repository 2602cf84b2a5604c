import * as vscode from 'vscode';
import type { ClusterIdentity } from '../../../core/approval.ts';
import type { Envelope } from '../../../core/envelope.ts';
import { planWords } from '../changes/planWords.ts';
import { localize } from '../localize.ts';
import { markdownText } from './markdownText.ts';

/**
 * What the chat's card says of a change: its plan, why there is none, or that the plan is still to come. Whatever is clicked in it
 * approves nothing: the extension asks by itself.
 */
export function changeCard(
  title: string,
  envelope: Envelope | undefined,
  cluster: ClusterIdentity | undefined,
): vscode.LanguageModelToolConfirmationMessages {
  const plan = envelope?.plan;
  if (plan !== undefined && envelope?.blockedBy === 'approval' && cluster !== undefined) {
    const { question, lines } = planWords(plan, cluster);
    return {
      title: localize(question),
      message: paragraphs([...lines.map(localize), vscode.l10n.t('You are asked once more before anything is done.')]),
    };
  }
  const isRefused = envelope !== undefined && envelope.error?.code !== 'cancelled';
  const message = isRefused ? envelope.headline : vscode.l10n.t('You are shown the plan before anything is done.');
  return { title, message: paragraphs([message]) };
}

/** A name from the cluster makes no link and no icon. */
function paragraphs(lines: readonly string[]): vscode.MarkdownString {
  return new vscode.MarkdownString(lines.map(markdownText).join('\n\n'));
}
