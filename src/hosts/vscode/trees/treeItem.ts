import * as vscode from 'vscode';
import type { TreeNode, TreeSummary } from '../../../core/engine.ts';
import type { ClusterItem, ContextItem, NodeItem, NoteItem } from './clusterItem.ts';
import { itemWords, type Target } from './itemWords.ts';

/** How a line of the Clusters view is drawn. `summary`: what is known of its context. */
export function treeItem(item: ClusterItem, target: Target, summary: TreeSummary | undefined): vscode.TreeItem {
  const drawn = draw(item, target, summary);
  drawn.id = item.id;
  drawn.contextValue = itemWords(item, target);
  return drawn;
}

function draw(item: ClusterItem, target: Target, summary: TreeSummary | undefined): vscode.TreeItem {
  switch (item.type) {
    case 'context':
      return contextItem(item, target, summary);
    case 'node':
      return nodeItem(item, item.context === target.context && item.object?.name === target.namespace);
    case 'note':
      return noteItem(item);
  }
}

function contextItem(item: ContextItem, target: Target, summary: TreeSummary | undefined): vscode.TreeItem {
  const drawn = new vscode.TreeItem(item.context, vscode.TreeItemCollapsibleState.Collapsed);
  drawn.iconPath = new vscode.ThemeIcon(item.connection === 'failed' ? 'debug-disconnect' : 'cloud');
  drawn.description = contextDescription(item, item.context === target.context, summary);
  const { server, user, namespace } = item.summary;
  drawn.tooltip = [
    vscode.l10n.t('Context {0}', item.context),
    vscode.l10n.t('Server {0}', server),
    vscode.l10n.t('User {0}, namespace {1}', user, namespace),
    ...(summary?.gaps ?? []),
  ].join('\n');
  return drawn;
}

/** `v1.36 · 3 nodes · read-only` */
export function contextDescription(item: ContextItem, active: boolean, summary: TreeSummary | undefined): string {
  const inUse = active ? [vscode.l10n.t('in use')] : [];
  if (item.connection === 'failed') return [vscode.l10n.t('cannot connect'), ...inUse].join(' · ');
  if (item.connection === 'opening') return [vscode.l10n.t('connecting'), ...inUse].join(' · ');
  if (item.connection === 'none' || summary === undefined)
    return [vscode.l10n.t('not connected'), ...inUse].join(' · ');
  const nodes = summary.nodes === 1 ? vscode.l10n.t('1 node') : vscode.l10n.t('{0} nodes', summary.nodes ?? '?');
  const counted = summary.nodes === undefined ? [] : [nodes];
  // A server may keep its version to itself.
  const version = summary.version === '' ? [] : [summary.version];
  return [...version, ...counted, vscode.l10n.t('read-only'), ...inUse].join(' · ');
}

/** `isDefault`: it has the default namespace's name. */
function nodeItem({ context, node, object }: NodeItem, isDefault: boolean): vscode.TreeItem {
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const drawn = new vscode.TreeItem(node.label, node.expandable ? Collapsed : None);
  const marks = isDefault && object?.kind === 'Namespace' ? [vscode.l10n.t('default')] : [];
  drawn.description = [...(node.description === '' ? [] : [node.description]), ...marks].join(' · ');
  drawn.tooltip = node.tooltip === '' ? undefined : node.tooltip;
  drawn.iconPath = new vscode.ThemeIcon(node.icon, stateColor(node.state));
  drawn.accessibilityInformation = {
    label: [node.label, node.description, stateWord(node.state)].filter((part) => part !== '').join(', '),
  };
  if (node.what === 'more')
    drawn.command = { command: 'kubeSre.showMore', title: node.label, arguments: [{ context, node: node.id }] };
  else if (object !== undefined && !node.expandable)
    drawn.command = {
      command: 'kubeSre.openYaml',
      title: vscode.l10n.t('Open YAML'),
      arguments: [{ context, object }],
    };
  return drawn;
}

function noteItem({ note, text, tooltip, context }: NoteItem): vscode.TreeItem {
  const drawn = new vscode.TreeItem(text, vscode.TreeItemCollapsibleState.None);
  drawn.tooltip = tooltip;
  if (note === 'waiting') drawn.iconPath = new vscode.ThemeIcon('loading~spin');
  else if (note === 'reason')
    drawn.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  else if (note === 'retry') {
    drawn.iconPath = new vscode.ThemeIcon('refresh');
    drawn.command = { command: 'kubeSre.connect', title: text, arguments: [{ context }] };
  } else {
    drawn.iconPath = new vscode.ThemeIcon('output');
    drawn.command = { command: 'kubeSre.showLog', title: text };
  }
  return drawn;
}

/** Healthy things are quiet. */
function stateColor(state: TreeNode['state']): vscode.ThemeColor | undefined {
  switch (state) {
    case 'critical':
      return new vscode.ThemeColor('list.errorForeground');
    case 'warning':
      return new vscode.ThemeColor('list.warningForeground');
    case 'quiet':
    case 'unknown':
      return new vscode.ThemeColor('descriptionForeground');
    case 'ok':
      return undefined;
  }
}

function stateWord(state: TreeNode['state']): string {
  switch (state) {
    case 'critical':
      return vscode.l10n.t('critical');
    case 'warning':
      return vscode.l10n.t('warning');
    case 'unknown':
      return vscode.l10n.t('unknown');
    case 'ok':
    case 'quiet':
      return '';
  }
}
