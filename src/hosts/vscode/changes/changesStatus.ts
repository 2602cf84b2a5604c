import * as vscode from 'vscode';
import type { Host } from '../host.ts';
import { localize } from '../localize.ts';
import { withoutIcons } from '../plainText.ts';
import { changesUntil } from './changesUntil.ts';

/** `changes on until 15:00`, in the colour of a warning, while they are; click: switch off. The model sees change tools as long. */
export function registerChangesStatus({ changes }: Host): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('kubeSre.changes', vscode.StatusBarAlignment.Left, 9.9);
  item.name = vscode.l10n.t('Kube SRE changes');
  item.command = 'kubeSre.disableChanges';
  item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
  const draw = (): void => {
    const grants = changes.inForce();
    void vscode.commands.executeCommand('setContext', 'kubeSre.changesEnabled', grants.length > 0);
    const words = changesUntil(grants);
    if (words === undefined) {
      item.hide();
      return;
    }
    const text = localize(words);
    const contexts = [...new Set(grants.map(({ context }) => context))].join(', ');
    item.text = `$(unlock) ${withoutIcons(text)}`;
    item.tooltip = vscode.l10n.t('Kube SRE: {0} in {1}. Click to switch them off.', text, contexts);
    item.accessibilityInformation = { label: item.tooltip };
    item.show();
  };
  draw();
  return vscode.Disposable.from(
    item,
    changes.listen(draw),
    // Another window may have switched them off
    vscode.window.onDidChangeWindowState(() => changes.look()),
  );
}
