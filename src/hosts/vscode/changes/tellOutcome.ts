import * as vscode from 'vscode';
import type { Envelope } from '../../../core/envelope.ts';
import { withoutLinks } from '../plainText.ts';
import { outcomeNotice } from './outcomeNotice.ts';

interface Ways {
  readonly isQuiet: boolean;
  readonly undo: (id: string, title: string) => Promise<unknown>;
  readonly enable: (context: string) => Promise<unknown>;
  readonly log: vscode.LogOutputChannel;
}

/** A notification of what has come of a change, with the way back; nobody waits for it. */
export function tellOutcome(envelope: Envelope, { isQuiet, undo, enable, log }: Ways): void {
  const notice = outcomeNotice(envelope, isQuiet);
  if (notice === undefined) return;
  const { how, undo: id, enable: context } = notice;
  const text = withoutLinks(notice.text);
  const undoIt = vscode.l10n.t('Undo');
  const enableThem = vscode.l10n.t('Enable Changes…');
  const show = vscode.l10n.t('Show Changes');
  const ways = [
    ...(id === undefined ? [] : [undoIt]),
    ...(context === undefined ? [] : [enableThem]),
    ...(envelope.change === undefined ? [] : [show]),
  ];
  const shown =
    how === 'info'
      ? vscode.window.showInformationMessage(text, ...ways)
      : how === 'warning'
        ? vscode.window.showWarningMessage(text, ...ways)
        : vscode.window.showErrorMessage(text, ...ways);
  const act = async (): Promise<void> => {
    const chosen = await shown;
    if (chosen === undoIt && id !== undefined) await undo(id, envelope.plan?.title ?? envelope.headline);
    if (chosen === enableThem && context !== undefined) await enable(context);
    if (chosen === show) await vscode.commands.executeCommand('kubeSre.changes.focus');
  };
  act().catch((error: unknown) => log.error(envelope.tool, error instanceof Error ? error : String(error)));
}
