import * as vscode from 'vscode';
import type { CallRecord } from '../../../core/engine.ts';
import { isRecord } from '../../../core/json.ts';
import { guardedCommand } from '../commands/guardedCommand.ts';
import type { Host } from '../host.ts';
import { saveText } from '../saveText.ts';
import { ChangesTree, type ChangesItem } from './changesTree.ts';
import { commandLine, repeatableInput } from './loggedRead.ts';

/** The Changes view: that nothing was changed, and the log of reads. */
export function registerChangesView(host: Host): vscode.Disposable {
  const { log, engines, catalog, target } = host;
  const tree = new ChangesTree(host);
  const view = vscode.window.createTreeView('kubeSre.changes', { treeDataProvider: tree });
  view.message = vscode.l10n.t('Nothing was changed: this version only reads, and has no tool that changes a cluster.');
  const onRead = (id: string, run: (record: CallRecord) => unknown): vscode.Disposable =>
    guardedCommand(id, log, (argument) => {
      const record = recordOf(argument ?? view.selection[0]);
      if (record === undefined) throw new Error(vscode.l10n.t('Select a call in the Changes view first.'));
      return run(record);
    });
  return vscode.Disposable.from(
    view,
    tree,
    // Other windows and the command line write into the same log.
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) tree.refresh();
    }),
    guardedCommand('kubeSre.refreshChanges', log, () => tree.refresh()),
    guardedCommand('kubeSre.moreReads', log, () => tree.showMore()),
    guardedCommand('kubeSre.exportReadLog', log, async () => exportLog(await (await engines.get()).reads(Infinity))),
    onRead('kubeSre.runReadAgain', async (record) => {
      const input = repeatableInput(record);
      if (input !== undefined && catalog.some(({ name }) => name === record.tool))
        await vscode.commands.executeCommand(`kubeSre.tool.${record.tool}`, input);
    }),
    onRead('kubeSre.copyCommandLine', async (record) => {
      const line = commandLine(record, target.demoContext);
      if (line === undefined) return;
      await vscode.env.clipboard.writeText(line);
      vscode.window.setStatusBarMessage(vscode.l10n.t('Copied: {0}', record.tool), 3000);
    }),
  );
}

function recordOf(argument: unknown): CallRecord | undefined {
  const isRead = (item: unknown): item is ChangesItem & { type: 'read' } => isRecord(item) && item.type === 'read';
  return isRead(argument) ? argument.record : undefined;
}

/** The oldest first, as the log itself is. */
async function exportLog(records: readonly CallRecord[]): Promise<void> {
  if (records.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There are no calls to export yet.'));
    return;
  }
  const lines = records.toReversed().map((record) => `${JSON.stringify(record)}\n`);
  const day = new Date().toISOString().slice(0, 10);
  await saveText(`kube-sre-reads-${day}`, { name: 'JSON Lines', extension: 'jsonl' }, lines.join(''));
}
