import * as vscode from 'vscode';
import { isRecord } from '../../../core/json.ts';
import { guardedCommand } from '../commands/guardedCommand.ts';
import type { Host } from '../host.ts';
import { openChat } from '../openChat.ts';
import { CapabilitiesTree } from './capabilitiesTree.ts';

/** The Capabilities view: what can be done, by trouble, with a filter. */
export function registerCapabilitiesView({ catalog, log }: Host): vscode.Disposable {
  const tree = new CapabilitiesTree(catalog);
  const view = vscode.window.createTreeView('kubeSre.capabilities', { treeDataProvider: tree, showCollapseAll: true });
  const setFilter = (text: string): void => {
    const filter = text.trim();
    const count = tree.setFilter(filter);
    // An empty view shows its welcome text instead of a message.
    view.message = filter === '' || count === 0 ? '' : vscode.l10n.t('Filter: {0}', filter);
    const state = filter === '' ? 'none' : count === 0 ? 'nothing' : 'some';
    void vscode.commands.executeCommand('setContext', 'kubeSre.capabilitiesFilter', state);
  };
  return vscode.Disposable.from(
    view,
    tree,
    guardedCommand('kubeSre.filterCapabilities', log, () => askForFilter(tree.filter, setFilter)),
    guardedCommand('kubeSre.clearCapabilitiesFilter', log, () => setFilter('')),
    guardedCommand('kubeSre.askTool', log, async (argument) => {
      const name = isRecord(argument) ? argument.tool : undefined;
      const entry = catalog.find((one) => one.name === name);
      if (entry === undefined) throw new Error(vscode.l10n.t('Select a tool in the Capabilities view first.'));
      await openChat(`#${entry.referenceName} `);
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('kubeSre.tools')) setFilter(tree.filter);
    }),
  );
}

/** Filters while it is typed. Escape brings back what was there before. */
function askForFilter(before: string, setFilter: (text: string) => void): void {
  const box = vscode.window.createInputBox();
  box.title = vscode.l10n.t('Filter Capabilities');
  box.placeholder = vscode.l10n.t('Words of a name or a description');
  box.value = before;
  let kept = false;
  box.onDidChangeValue(setFilter);
  box.onDidAccept(() => {
    kept = true;
    box.hide();
  });
  box.onDidHide(() => {
    if (!kept) setFilter(before);
    box.dispose();
  });
  box.show();
}
