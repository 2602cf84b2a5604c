import * as vscode from 'vscode';
import { isRecord } from '../../../core/json.ts';
import { guardedCommand } from '../commands/guardedCommand.ts';
import type { Host } from '../host.ts';
import { objectTarget } from '../objectTarget.ts';
import { withoutLinks } from '../plainText.ts';
import { ClustersTree } from './clustersTree.ts';

/** The Clusters view and the commands that act on it. */
export function registerClustersView(host: Host): vscode.Disposable {
  const tree = new ClustersTree(host);
  const view = vscode.window.createTreeView('kubeSre.clusters', { treeDataProvider: tree, showCollapseAll: true });
  tree.setVisible(view.visible);
  const command = (id: string, run: (argument: unknown) => unknown): vscode.Disposable =>
    guardedCommand(id, host.log, (argument) => run(argument ?? view.selection[0]));

  return vscode.Disposable.from(
    view,
    tree,
    view.onDidChangeVisibility(({ visible }) => tree.setVisible(visible)),
    view.onDidExpandElement(({ element }) => tree.setExpanded(element, true)),
    view.onDidCollapseElement(({ element }) => tree.setExpanded(element, false)),
    host.target.onDidChange(() => tree.redrawAll()),
    command('kubeSre.refresh', () => tree.refresh()),
    command('kubeSre.connect', async (argument) => {
      const item = await tree.connect(contextOf(argument));
      if (item !== undefined) await view.reveal(item, { select: true, expand: true });
    }),
    command('kubeSre.showMore', async (argument) => {
      if (isRecord(argument) && typeof argument.node === 'string')
        await tree.showMore(contextOf(argument), argument.node);
    }),
    command('kubeSre.useContext', (argument) => host.target.useContext(contextOf(argument))),
    command('kubeSre.useNamespace', async (argument) => {
      const target = objectTarget(argument);
      if (target === undefined) return;
      await host.target.useContext(target.context);
      await host.target.useNamespace(target.context, target.object.name);
    }),
    command('kubeSre.copyName', async (argument) => {
      await vscode.env.clipboard.writeText(objectTarget(argument)?.object.name ?? contextOf(argument));
    }),
    command('kubeSre.reveal', async (argument) => {
      const target = objectTarget(argument);
      if (target === undefined) return;
      const item = await tree.find(target);
      if (item !== undefined) await view.reveal(item, { select: true, focus: true });
      else await sayNotThere(target.object.kind, target.object.name);
    }),
  );
}

async function sayNotThere(kind: string, name: string): Promise<void> {
  await vscode.commands.executeCommand('kubeSre.clusters.focus');
  void vscode.window.showInformationMessage(
    withoutLinks(vscode.l10n.t('The Clusters view has no {0} {1}.', kind, name)),
  );
}

function contextOf(argument: unknown): string {
  if (isRecord(argument) && typeof argument.context === 'string') return argument.context;
  throw new Error(vscode.l10n.t('Select a context in the Clusters view first.'));
}
