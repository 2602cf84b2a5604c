import * as vscode from 'vscode';
import type { CallRecord } from '../../../core/engine.ts';
import { isRecord } from '../../../core/json.ts';
import type { JournaledChange } from '../../../core/journal.ts';
import type { ChangeRunner } from '../changes/changeRunner.ts';
import { guardedCommand } from '../commands/guardedCommand.ts';
import type { AnswerDocuments } from '../documents/answerDocuments.ts';
import type { Host } from '../host.ts';
import { withoutLinks } from '../plainText.ts';
import { saveText } from '../saveText.ts';
import { ChangesTree, type ChangesItem } from './changesTree.ts';
import { journalWatch } from './journalWatch.ts';
import { commandLine, repeatableInput } from './loggedRead.ts';

interface ChangesParts {
  readonly runner: ChangeRunner;
  readonly answers: AnswerDocuments;
}

/** The Changes view: what was changed, with the way back, and the log of reads. */
export function registerChangesView(host: Host, { runner, answers }: ChangesParts): vscode.Disposable {
  const { log, engines, catalog, target } = host;
  const tree: ChangesTree = new ChangesTree(host, (count) => {
    view.message = count === 0 ? nothingChanged(host) : '';
  });
  const view = vscode.window.createTreeView('kubeSre.changes', { treeDataProvider: tree });
  view.message = nothingChanged(host);
  const watch = journalWatch(host, () => tree.refresh());
  const onRead = (id: string, run: (record: CallRecord) => unknown): vscode.Disposable =>
    guardedCommand(id, log, (argument) => {
      const record = recordOf(argument ?? view.selection[0]);
      if (record === undefined) throw new Error(vscode.l10n.t('Select a call in the Changes view first.'));
      return run(record);
    });
  const onChange = (id: string, run: (change: JournaledChange) => unknown): vscode.Disposable =>
    guardedCommand(id, log, async (argument) => {
      const wanted = changeId(argument ?? view.selection[0]);
      const changes = await (await engines.get()).changes(Infinity);
      const change = changes.find(({ intent }) => intent.id === wanted);
      if (change === undefined) throw new Error(vscode.l10n.t('Select a change in the Changes view first.'));
      return run(change);
    });
  watch.setVisible(view.visible);
  return vscode.Disposable.from(
    view,
    tree,
    watch,
    // Other windows and the command line write into the same log.
    view.onDidChangeVisibility(({ visible }) => {
      watch.setVisible(visible);
      if (visible) tree.refresh();
    }),
    runner.onDidEnd(() => tree.refresh()),
    host.changes.listen(() => tree.refresh()),
    guardedCommand('kubeSre.refreshChanges', log, () => tree.refresh()),
    guardedCommand('kubeSre.moreReads', log, (argument) =>
      tree.showMore(isRecord(argument) && argument.of === 'changes' ? 'changes' : 'reads'),
    ),
    guardedCommand('kubeSre.exportReadLog', log, async () => exportLog(await (await engines.get()).reads(Infinity))),
    guardedCommand('kubeSre.exportJournal', log, async () => exportJournal(await (await engines.get()).journalText())),
    guardedCommand('kubeSre.checkJournal', log, async () => tellCheck(await (await engines.get()).checkJournal())),
    onChange('kubeSre.undoChange', async ({ intent }) => {
      await runner.undo(intent.id, intent.title);
    }),
    onChange('kubeSre.openChange', async (change) => {
      const text = `${JSON.stringify(change, null, 2)}\n`;
      const uri = answers.keep(`${change.intent.title} ${change.intent.id}.json`, text);
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
    }),
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

function nothingChanged({ changes }: Host): string {
  return changes.inForce().length > 0
    ? vscode.l10n.t('Nothing was changed yet.')
    : vscode.l10n.t('Nothing was changed yet. Changes are off until you enable them for a context.');
}

function recordOf(argument: unknown): CallRecord | undefined {
  const isRead = (item: unknown): item is ChangesItem & { type: 'read' } => isRecord(item) && item.type === 'read';
  return isRead(argument) ? argument.record : undefined;
}

function changeId(argument: unknown): string | undefined {
  return isRecord(argument) && argument.type === 'change' && typeof argument.id === 'string' ? argument.id : undefined;
}

/** The oldest first, as the log itself is. */
async function exportLog(records: readonly CallRecord[]): Promise<void> {
  if (records.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There are no calls to export yet.'));
    return;
  }
  const lines = records.toReversed().map((record) => `${JSON.stringify(record)}\n`);
  await saveText(`kube-sre-reads-${today()}`, { name: 'JSON Lines', extension: 'jsonl' }, lines.join(''));
}

/** As it is on the disk, so that its chain can be checked elsewhere. */
async function exportJournal(text: string): Promise<void> {
  if (text === '') {
    void vscode.window.showInformationMessage(vscode.l10n.t('There are no changes to export yet.'));
    return;
  }
  await saveText(`kube-sre-changes-${today()}`, { name: 'JSON Lines', extension: 'jsonl' }, text);
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function tellCheck({
  entries,
  torn,
  brokenAt,
  because = '',
}: {
  entries: number;
  torn: number;
  brokenAt?: number;
  because?: string;
}): void {
  if (brokenAt !== undefined) {
    void vscode.window.showErrorMessage(
      withoutLinks(
        vscode.l10n.t('The journal is not whole: line {0} does not follow from the one before. {1}', brokenAt, because),
      ),
    );
    return;
  }
  void vscode.window.showInformationMessage(
    torn === 0
      ? vscode.l10n.t('The journal is whole: {0} entries, each following from the one before.', entries)
      : vscode.l10n.t(
          'The journal is whole: {0} entries. {1} lines were cut short by a crash or a full disk.',
          entries,
          torn,
        ),
  );
}
