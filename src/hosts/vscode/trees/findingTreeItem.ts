import * as vscode from 'vscode';
import type { Scan } from '../../../core/scan.ts';
import { findingWords } from './findingWords.ts';
import { evidenceText, objectText, placeText, shortMessage, valueText } from './findingText.ts';
import type {
  EvidenceLine,
  FailureLine,
  FindingItem,
  FindingLine,
  Grouping,
  ListPodsLine,
  NothingLine,
  PodLine,
  Severity,
  SideGroup,
} from './findingItem.ts';
import { step } from './findingLines.ts';
import { namesOf, placeOf, scanText, timeOf, unexplainedText } from './scanWords.ts';

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** How a line of the Findings view is drawn. Cluster text stands in plain strings, which the editor draws as they are. */
export function findingTreeItem(item: FindingItem, grouping: Grouping): vscode.TreeItem {
  const drawn = draw(item, grouping);
  drawn.id = item.id;
  drawn.contextValue = findingWords(item);
  return drawn;
}

function draw(item: FindingItem, grouping: Grouping): vscode.TreeItem {
  switch (item.type) {
    case 'severity': {
      const drawn = line(severityTitle(item.severity, item.count), item.severity === 'info' ? Collapsed : Expanded);
      drawn.iconPath = severityIcon(item.severity);
      return drawn;
    }
    case 'object': {
      const drawn = line(item.object.name, Expanded, [item.object.kind, item.object.namespace].join(' · '));
      drawn.iconPath = severityIcon(item.worst);
      drawn.tooltip = objectText(item.object);
      drawn.accessibilityInformation = { label: `${severityWord(item.worst)}: ${objectText(item.object)}` };
      return drawn;
    }
    case 'finding':
      return findingItem(item, grouping);
    case 'evidence':
      return evidenceItem(item);
    case 'remedy': {
      const drawn = line(item.remedy, None);
      drawn.iconPath = new vscode.ThemeIcon('lightbulb');
      drawn.tooltip = item.remedy;
      drawn.accessibilityInformation = { label: vscode.l10n.t('Remedy: {0}', item.remedy) };
      drawn.command = openYaml(item.context, item.object, item.path);
      return drawn;
    }
    case 'pod':
      return podItem(item);
    case 'listPods':
      return listPodsItem(item);
    case 'unexplained':
    case 'gaps':
    case 'looked':
      return sideGroup(item);
    case 'gap': {
      const drawn = line(item.gap.wanted, None, item.gap.hint);
      drawn.iconPath = new vscode.ThemeIcon('question', new vscode.ThemeColor('list.warningForeground'));
      drawn.tooltip = `${item.gap.wanted}: ${item.gap.because}\n${item.gap.hint}`;
      return drawn;
    }
    case 'lookedAt': {
      const drawn = line(item.resource, None, item.count.toLocaleString());
      drawn.iconPath = new vscode.ThemeIcon('eye');
      return drawn;
    }
    case 'still': {
      const without = item.without.join(', ');
      const drawn = line(item.rule, None, vscode.l10n.t('kept still without {0}', without));
      drawn.iconPath = new vscode.ThemeIcon('question', new vscode.ThemeColor('descriptionForeground'));
      drawn.tooltip = vscode.l10n.t(
        'The rule {0} was not judged everywhere: {1} could not be read.',
        item.rule,
        without,
      );
      return drawn;
    }
    case 'more': {
      const label = vscode.l10n.t('Show {0} more', Math.min(item.rest, step));
      const drawn = line(label, None, vscode.l10n.t('{0} not shown', item.rest));
      drawn.iconPath = new vscode.ThemeIcon('ellipsis');
      drawn.command = { command: 'kubeSre.showMoreFindings', title: label, arguments: [{ group: item.group }] };
      return drawn;
    }
    case 'nothing':
      return nothingItem(item);
    case 'failure':
      return failureItem(item);
  }
}

function findingItem({ finding, object, parent }: FindingLine, grouping: Grouping): vscode.TreeItem {
  const message = shortMessage(finding.message);
  // Below its object a finding need not name it again.
  const isBelowIt = grouping === 'object' && parent?.type === 'object';
  const drawn = line(isBelowIt ? message : `${object.name}: ${message}`, Collapsed, isBelowIt ? '' : placeText(object));
  drawn.iconPath = severityIcon(finding.severity);
  const confidence = finding.confidence === undefined ? [] : [vscode.l10n.t('Confidence {0}', finding.confidence)];
  drawn.tooltip = [objectText(object), finding.message, `→ ${finding.remedy}`, finding.rule, ...confidence].join('\n');
  drawn.accessibilityInformation = {
    label: `${severityWord(finding.severity)}: ${objectText(object)}: ${finding.message}`,
  };
  return drawn;
}

function evidenceItem(item: EvidenceLine): vscode.TreeItem {
  const drawn = line(evidenceText(item), None, item.isOwn ? '' : objectText(item.object));
  drawn.iconPath = new vscode.ThemeIcon('symbol-field');
  drawn.tooltip = `${objectText(item.object)}\n${item.path} = ${valueText(item.value).slice(0, 2000)}`;
  drawn.command = openYaml(item.context, item.object, item.path);
  return drawn;
}

/** A click opens what the pod is. */
function podItem({ object, level, because, context }: PodLine): vscode.TreeItem {
  const drawn = line(`${object.name}: ${because}`, None, object.namespace);
  drawn.iconPath = severityIcon(level);
  drawn.tooltip = `${objectText(object)}\n${because}`;
  drawn.accessibilityInformation = { label: `${severityWord(level)}: ${objectText(object)}: ${because}` };
  drawn.command = openYaml(context, object, undefined);
  return drawn;
}

function listPodsItem({ context, namespace, rest }: ListPodsLine): vscode.TreeItem {
  const title = vscode.l10n.t('List Pods');
  const input = namespace === undefined ? { context } : { context, namespace };
  const drawn = action(title, 'list-unordered', {
    command: 'kubeSre.tool.list_kubernetes_pods',
    title,
    arguments: [input],
  });
  const place = namespace ?? vscode.l10n.t('all namespaces');
  drawn.description = rest > 0 ? `${place} · ${vscode.l10n.t('{0} not shown', rest)}` : place;
  return drawn;
}

function unexplainedItem({ unexplained: { count, critical } }: Scan): vscode.TreeItem {
  const label = unexplainedText(count);
  const level = critical > 0 ? 'critical' : 'warning';
  const short =
    count === 1
      ? vscode.l10n.t('Unexplained: 1 pod in trouble')
      : vscode.l10n.t('Unexplained: {0} pods in trouble', count);
  const drawn = line(short, Expanded);
  drawn.iconPath = severityIcon(level);
  drawn.tooltip = `${label}\n${vscode.l10n.t('The rules of this version do not speak of what these pods have. Their logs and events do.')}`;
  drawn.accessibilityInformation = { label: `${severityWord(level)}: ${label}` };
  return drawn;
}

function sideGroup({ type, scan }: SideGroup): vscode.TreeItem {
  if (type === 'unexplained') return unexplainedItem(scan);
  if (type === 'gaps') {
    const drawn = line(vscode.l10n.t('Could not look at ({0})', scan.gaps.length), Collapsed);
    drawn.iconPath = new vscode.ThemeIcon('question', new vscode.ThemeColor('list.warningForeground'));
    return drawn;
  }
  const objects = scan.looked.reduce((sum, { count }) => sum + count, 0);
  const counted =
    objects === 1
      ? vscode.l10n.t('1 object, {0} rules', scan.ran.length)
      : vscode.l10n.t('{0} objects, {1} rules', objects.toLocaleString(), scan.ran.length);
  const drawn = line(vscode.l10n.t('Looked at'), Collapsed, `${timeOf(scan)} · ${counted}`);
  drawn.tooltip = [scanText(scan), namesOf(scan)].filter((text) => text !== '').join('\n');
  drawn.iconPath = new vscode.ThemeIcon('eye');
  return drawn;
}

/** Never a clean bill where something could not be read. */
function nothingItem({ scan }: NothingLine): vscode.TreeItem {
  const isWhole = scan.gaps.length === 0;
  const label =
    scan.looked.length === 0 && !isWhole
      ? vscode.l10n.t('Nothing could be looked at')
      : isWhole
        ? vscode.l10n.t('Nothing found')
        : vscode.l10n.t('Nothing found in what could be looked at');
  const drawn = line(label, None, `${timeOf(scan)} · ${placeOf(scan)}`);
  drawn.tooltip = [scanText(scan), namesOf(scan)].filter((text) => text !== '').join('\n');
  drawn.iconPath = isWhole
    ? new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'))
    : new vscode.ThemeIcon('question', new vscode.ThemeColor('list.warningForeground'));
  return drawn;
}

function failureItem({ what, scan }: FailureLine): vscode.TreeItem {
  const { headline = '', brief = '', hint = '' } = scan.error ?? {};
  switch (what) {
    case 'reason': {
      const drawn = line(brief, None);
      drawn.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
      drawn.tooltip = `${vscode.l10n.t('The scan of {0} failed.', placeOf(scan))}\n${headline}\n${hint}`;
      return drawn;
    }
    case 'hint': {
      const drawn = line(hint, None);
      drawn.iconPath = new vscode.ThemeIcon('lightbulb');
      drawn.tooltip = hint;
      return drawn;
    }
    case 'retry': {
      const title = vscode.l10n.t('Retry');
      const { context, namespace } = scan;
      const scope = {
        ...(context === undefined ? {} : { context }),
        ...(namespace === undefined ? {} : { namespace }),
      };
      return action(title, 'refresh', {
        command: 'kubeSre.scan',
        title,
        arguments: context === undefined ? [] : [scope],
      });
    }
    case 'switch': {
      const title = vscode.l10n.t('Switch Context');
      // It asks for the context, then scans there
      const { context } = scan;
      const scope = context === undefined ? [] : [{ context }];
      return action(title, 'cloud', { command: 'kubeSre.scan', title, arguments: scope });
    }
    case 'log': {
      const title = vscode.l10n.t('Show Log');
      return action(title, 'output', { command: 'kubeSre.showLog', title });
    }
    case 'demo': {
      const title = vscode.l10n.t('Open the Demo Cluster');
      return action(title, 'beaker', { command: 'kubeSre.openDemo', title });
    }
  }
}

function action(title: string, icon: string, command: vscode.Command): vscode.TreeItem {
  const drawn = line(title, None);
  drawn.iconPath = new vscode.ThemeIcon(icon);
  drawn.command = command;
  return drawn;
}

function line(label: string, state: vscode.TreeItemCollapsibleState, description = ''): vscode.TreeItem {
  const drawn = new vscode.TreeItem(label, state);
  drawn.description = description;
  return drawn;
}

function openYaml(context: string, object: EvidenceLine['object'], path: string | undefined): vscode.Command {
  const target = path === undefined ? { context, object } : { context, object, path };
  return { command: 'kubeSre.openYaml', title: vscode.l10n.t('Open YAML'), arguments: [target] };
}

function severityTitle(severity: Severity, count: number): string {
  switch (severity) {
    case 'critical':
      return vscode.l10n.t('Critical ({0})', count);
    case 'warning':
      return vscode.l10n.t('Warning ({0})', count);
    case 'info':
      return vscode.l10n.t('Info ({0})', count);
  }
}

function severityWord(severity: Severity): string {
  switch (severity) {
    case 'critical':
      return vscode.l10n.t('critical');
    case 'warning':
      return vscode.l10n.t('warning');
    case 'info':
      return vscode.l10n.t('information');
  }
}

/** A shape for each, and a colour of the theme. */
function severityIcon(severity: Severity): vscode.ThemeIcon {
  switch (severity) {
    case 'critical':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
    case 'warning':
      return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    case 'info':
      return new vscode.ThemeIcon('info', new vscode.ThemeColor('charts.blue'));
  }
}
