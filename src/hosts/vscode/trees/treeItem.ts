import * as vscode from 'vscode';
import type { TreeNode, TreeSummary, TreeText } from '../../../core/engine.ts';
import { dayTime } from '../dayTime.ts';
import { localize } from '../localize.ts';
import type { ClusterItem, ContextItem, NodeItem } from './clusterItem.ts';
import { itemWords, type Target } from './itemWords.ts';
import { noteLine } from './noteLine.ts';
import { severityCounts } from './severityCounts.ts';

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
      return noteLine(item);
  }
}

function contextItem(item: ContextItem, target: Target, summary: TreeSummary | undefined): vscode.TreeItem {
  const drawn = new vscode.TreeItem(item.context, vscode.TreeItemCollapsibleState.Collapsed);
  const isGone = item.connection === 'failed' || item.lost;
  drawn.iconPath = isGone
    ? new vscode.ThemeIcon('debug-disconnect', new vscode.ThemeColor('list.errorForeground'))
    : new vscode.ThemeIcon('cloud');
  drawn.description = contextDescription(item, target, summary);
  drawn.accessibilityInformation = {
    label: [vscode.l10n.t('Context {0}', item.context), drawn.description].join(', '),
  };
  return drawn;
}

/** Who and where, what is wrong there, and what could not be read. */
export function contextTooltip({ context, summary: entry }: ContextItem, summary: TreeSummary | undefined): string {
  const { lost, critical = 0, warnings = 0, worst = [], gaps = [] } = summary ?? {};
  return [
    vscode.l10n.t('Context {0}', context),
    vscode.l10n.t('Server {0}', entry.server),
    vscode.l10n.t('User {0}, namespace {1}', entry.user, entry.namespace),
    ...(lost === undefined ? [] : [lostText(lost), lost.hint, vscode.l10n.t('It is tried again by itself.')]),
    ...(critical + warnings === 0 ? [] : [severityCounts(critical, warnings), ...worst]),
    ...gaps.map(textOf),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function lostText({ because, since }: { readonly because: string; readonly since: number }): string {
  return vscode.l10n.t('lost since {0}: {1}', dayTime(since, new Date(), vscode.env.language), because);
}

/** `v1.36 · 3 nodes · read-only` */
function contextDescription(item: ContextItem, target: Target, summary: TreeSummary | undefined): string {
  const inUse = item.context === target.context ? [vscode.l10n.t('in use')] : [];
  if (item.connection === 'failed') return [vscode.l10n.t('cannot connect'), ...inUse].join(' · ');
  if (item.connection === 'opening') return [vscode.l10n.t('connecting'), ...inUse].join(' · ');
  if (item.connection === 'none' || summary === undefined)
    return [vscode.l10n.t('not connected'), ...inUse].join(' · ');
  if (summary.lost !== undefined) return lostText(summary.lost);
  const nodes = summary.nodes === 1 ? vscode.l10n.t('1 node') : vscode.l10n.t('{0} nodes', summary.nodes ?? '?');
  const counted = summary.nodes === undefined ? [] : [nodes];
  // A server may keep its version to itself.
  const version = summary.version === '' ? [] : [summary.version];
  const changing = target.changing?.(item.context);
  const changes = changing === undefined ? vscode.l10n.t('read-only') : localize(changing);
  return [...version, ...counted, changes, ...inUse].join(' · ');
}

/** `isDefault`: it has the default namespace's name. */
function nodeItem({ context, node, object }: NodeItem, isDefault: boolean): vscode.TreeItem {
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const label = textOf(node.label);
  const description = textOf(node.description);
  const drawn = new vscode.TreeItem(label, node.expandable ? Collapsed : None);
  const marks = isDefault && object?.kind === 'Namespace' ? [vscode.l10n.t('default')] : [];
  drawn.description = [description, ...marks].filter((part) => part !== '').join(' · ');
  // Without one the label would be said again
  drawn.tooltip = node.tooltip.map(textOf).join('\n') || label;
  drawn.iconPath = new vscode.ThemeIcon(node.icon, stateColor(node.state));
  drawn.accessibilityInformation = {
    label: [label, description, stateWord(node.state)].filter((part) => part !== '').join(', '),
  };
  if (node.what === 'more')
    drawn.command = { command: 'kubeSre.showMore', title: label, arguments: [{ context, node: node.id }] };
  else if (object !== undefined && !node.expandable)
    drawn.command = {
      command: 'kubeSre.openYaml',
      title: vscode.l10n.t('Open YAML'),
      arguments: [{ context, object }],
    };
  return drawn;
}

function textOf(text: TreeText): string {
  return typeof text === 'string' ? text : localize(text);
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
