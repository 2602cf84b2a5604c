import * as vscode from 'vscode';
import { isRecord } from '../../../core/json.ts';
import { guardedCommand } from '../commands/guardedCommand.ts';
import type { Host } from '../host.ts';
import { objectTarget, objectTargets } from '../objectTarget.ts';
import { withoutLinks } from '../plainText.ts';
import type { ClusterItem } from './clusterItem.ts';
import type { Kubeconfig } from './clusterLines.ts';
import { ClustersTree } from './clustersTree.ts';
import { KubeconfigWatch } from './kubeconfigWatch.ts';
import { revealLine } from './revealLine.ts';

/** The Clusters view and the commands that act on it. */
export function registerClustersView(host: Host): vscode.Disposable {
  const tree: ClustersTree = new ClustersTree(host, (kubeconfig) => show(host, view, kubeconfig));
  const view = vscode.window.createTreeView('kubeSre.clusters', {
    treeDataProvider: tree,
    showCollapseAll: true,
    canSelectMany: true,
  });
  const watch = new KubeconfigWatch(
    async () => (await host.engines.loaded)?.contexts(),
    () => tree.redrawAll(),
  );
  const setVisible = (visible: boolean): void => {
    tree.setVisible(visible);
    watch.setVisible(visible);
  };
  setVisible(view.visible);
  const expanded = new Set<string>();
  const isExpanded = ({ id }: ClusterItem): boolean => expanded.has(id);
  const setExpanded = (item: ClusterItem, isOpen: boolean): void => {
    if (isOpen) expanded.add(item.id);
    else expanded.delete(item.id);
    tree.setExpanded(item, isOpen);
  };
  const command = (id: string, run: (argument: unknown, all: readonly unknown[]) => unknown): vscode.Disposable =>
    guardedCommand(id, host.log, (argument, more) => {
      const chosen = argument === undefined ? view.selection : Array.isArray(more) ? more : [argument];
      return run(argument ?? view.selection[0], chosen);
    });

  return vscode.Disposable.from(
    view,
    tree,
    watch,
    view.onDidChangeVisibility(({ visible }) => setVisible(visible)),
    view.onDidExpandElement(({ element }) => setExpanded(element, true)),
    view.onDidCollapseElement(({ element }) => setExpanded(element, false)),
    host.target.onDidChange(() => tree.redrawAll()),
    host.changes.listen(() => tree.redrawAll()),
    command('kubeSre.refresh', () => tree.refresh()),
    command('kubeSre.connect', async (argument) => {
      const item = await tree.connect(contextOf(argument));
      if (item !== undefined) await revealLine(view, item, { select: true, expand: true }, { isExpanded });
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
    command('kubeSre.scanHere', (argument) => {
      const context = contextOf(argument);
      const object = objectTarget(argument)?.object;
      return vscode.commands.executeCommand('kubeSre.scan', {
        context,
        ...(object?.kind === 'Namespace' ? { namespace: object.name } : {}),
      });
    }),
    command('kubeSre.copyName', async (argument, all) => {
      const objects = objectTargets(all).map(({ object }) => object.name);
      await vscode.env.clipboard.writeText(objects.length > 0 ? objects.join('\n') : contextOf(argument));
    }),
    command('kubeSre.reveal', async (argument) => {
      const target = objectTarget(argument);
      if (target === undefined) return;
      const item = await tree.find(target);
      // A pane that is folded up does not open for a reveal.
      await vscode.commands.executeCommand('kubeSre.clusters.focus');
      if (item !== undefined) await revealLine(view, item, { select: true, focus: true }, { isExpanded });
      else sayNotThere(target.object.kind, target.object.name);
    }),
  );
}

/** Which welcome text an empty view shows, and above the lines what keeps the kubeconfig from being read. */
function show(host: Host, view: vscode.TreeView<unknown>, { state, contexts, problem }: Kubeconfig): void {
  host.target.learnContexts(contexts);
  void vscode.commands.executeCommand('setContext', 'kubeSre.clusters', state);
  const { brief = '', hint = '' } = problem ?? {};
  host.target.learnKubeconfigTrouble(state === 'unreadable' ? { because: brief, hint } : undefined);
  const why = vscode.l10n.t('The kubeconfig cannot be read: {0}. To do: {1}.', brief, hint);
  const before = vscode.l10n.t('Below is what it held before.');
  const message = state === 'unreadable' ? [why, ...(contexts.length > 0 ? [before] : [])].join(' ') : '';
  if ((view.message ?? '') !== message) view.message = message;
}

function sayNotThere(kind: string, name: string): void {
  void vscode.window.showInformationMessage(
    withoutLinks(vscode.l10n.t('The Clusters view has no {0} {1}.', kind, name)),
  );
}

function contextOf(argument: unknown): string {
  if (isRecord(argument) && typeof argument.context === 'string') return argument.context;
  throw new Error(vscode.l10n.t('Select a context in the Clusters view first.'));
}
