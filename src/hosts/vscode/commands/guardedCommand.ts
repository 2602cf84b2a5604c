import * as vscode from 'vscode';
import { errorWords } from '../errorWords.ts';
import { lacksContext } from '../lacksContext.ts';
import { withoutLinks } from '../plainText.ts';

/**
 * Registers a command whose failure is logged and shown in words, with a way to the log, and to another context where
 * there is none. From a tree's menu it is given the line
 * clicked on, and all the selected ones.
 */
export function guardedCommand(
  id: string,
  log: vscode.LogOutputChannel,
  run: (argument: unknown, selected?: unknown) => unknown,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (argument: unknown, selected: unknown) => {
    try {
      return await run(argument, selected);
    } catch (error) {
      log.error(id, error instanceof Error ? error : String(error));
      const { sentences, reason } = errorWords(error);
      const show = vscode.l10n.t('Show Log');
      const choose = vscode.l10n.t('Switch Context');
      const ways = lacksContext(reason) ? [choose, show] : [show];
      void vscode.window.showErrorMessage(withoutLinks(sentences), ...ways).then((chosen) => {
        if (chosen === show) log.show(true);
        if (chosen === choose) void vscode.commands.executeCommand('kubeSre.switchContext');
      });
      return undefined;
    }
  });
}
