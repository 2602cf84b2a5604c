import * as vscode from 'vscode';
import { errorWords } from '../errorWords.ts';
import { withoutLinks } from '../plainText.ts';

/**
 * Registers a command whose failure is logged and shown in words, with a way to the log. From a tree's menu it is given the line
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
      const show = vscode.l10n.t('Show Log');
      void vscode.window.showErrorMessage(withoutLinks(errorWords(error).sentences), show).then((chosen) => {
        if (chosen === show) log.show(true);
      });
      return undefined;
    }
  });
}
