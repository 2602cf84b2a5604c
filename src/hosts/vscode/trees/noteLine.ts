import * as vscode from 'vscode';
import type { NoteItem } from './clusterItem.ts';

/** How a note is drawn: the reason as text, what can be done about it as a line to click. */
export function noteLine({ note, text, detail, context }: NoteItem): vscode.TreeItem {
  switch (note) {
    case 'waiting':
      return line(vscode.l10n.t('Waiting for the cluster, or for its login'), 'loading~spin');
    case 'reason': {
      const drawn = line(text, 'error');
      drawn.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
      drawn.tooltip = detail;
      return drawn;
    }
    case 'retry':
      return context === undefined
        ? action(vscode.l10n.t('Retry'), 'refresh', 'kubeSre.refresh')
        : action(vscode.l10n.t('Retry'), 'refresh', 'kubeSre.connect', { context });
    case 'log':
      return action(vscode.l10n.t('Show Log'), 'output', 'kubeSre.showLog');
    case 'settings':
      return action(vscode.l10n.t('Open Kubeconfig Settings'), 'settings-gear', 'kubeSre.openKubeconfigSettings');
    case 'demo':
      return action(vscode.l10n.t('Open the Demo Cluster'), 'beaker', 'kubeSre.openDemo');
    case 'start':
      return action(vscode.l10n.t('Get Started'), 'rocket', 'kubeSre.openWalkthrough');
  }
}

function line(text: string, icon: string): vscode.TreeItem {
  const drawn = new vscode.TreeItem(text, vscode.TreeItemCollapsibleState.None);
  drawn.iconPath = new vscode.ThemeIcon(icon);
  drawn.tooltip = text;
  return drawn;
}

function action(text: string, icon: string, command: string, argument?: unknown): vscode.TreeItem {
  const drawn = line(text, icon);
  drawn.command = { command, title: text, ...(argument === undefined ? {} : { arguments: [argument] }) };
  return drawn;
}
