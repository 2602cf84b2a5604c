import * as vscode from 'vscode';
import { withoutLinks } from './plainText.ts';

/** Asks where to, writes the text there, and offers to open it. `format`: its name and the ending of its files. */
export async function saveText(
  file: string,
  format: { readonly name: string; readonly extension: string },
  text: string,
): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const to = await vscode.window.showSaveDialog({
    filters: { [format.name]: [format.extension] },
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, `${file}.${format.extension}`) }),
  });
  if (to === undefined) return;
  await vscode.workspace.fs.writeFile(to, new TextEncoder().encode(text));
  const open = vscode.l10n.t('Open');
  const chosen = await vscode.window.showInformationMessage(
    withoutLinks(vscode.l10n.t('Saved {0}', to.path.split('/').at(-1) ?? '')),
    open,
  );
  if (chosen === open) await vscode.commands.executeCommand('vscode.open', to);
}
