import * as vscode from 'vscode';
import type { CallRecord } from '../../../core/engine.ts';
import type { CatalogEntry } from '../catalogEntry.ts';
import { dayTime } from '../dayTime.ts';
import { localizeTitle } from '../localize.ts';
import { readDuration, readEnd, readSubject, repeatableInput, type ReadEnd } from './loggedRead.ts';

const longestInput = 600;

/** A line of the log: `✓ 14:02 List Pods shop   broken · demo · 210 ms`. */
export function readItem(id: string, record: CallRecord, catalog: readonly CatalogEntry[]): vscode.TreeItem {
  const entry = catalog.find(({ name }) => name === record.tool);
  const title =
    entry !== undefined ? localizeTitle(entry) : record.tool === 'scan' ? vscode.l10n.t('Scan') : record.tool;
  const time = dayTime(record.at, new Date(), vscode.env.language);
  const label = [time, title, readSubject(record)].filter((part) => part !== '').join(' ');
  const drawn = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  const end = readEnd(record);
  const result = end === 'failed' ? vscode.l10n.t('failed') : record.verdict;
  const description = [result, record.context, readDuration(record)].filter((part) => part !== undefined).join(' · ');
  drawn.id = id;
  drawn.description = description;
  drawn.tooltip = tooltip(record);
  drawn.iconPath = endIcon(end);
  drawn.contextValue = entry !== undefined && repeatableInput(record) !== undefined ? 'read repeatable' : 'read';
  drawn.accessibilityInformation = { label: `${label}, ${description}, ${endWord(end)}` };
  return drawn;
}

function tooltip(record: CallRecord): string {
  const { tool, input, context, verdict, error, stats, surface, at } = record;
  const asked = typeof input === 'string' ? input : JSON.stringify(input);
  return [
    `${tool} ${asked.length > longestInput ? `${asked.slice(0, longestInput)}…` : asked}`,
    new Date(at).toLocaleString(vscode.env.language),
    ...(context === undefined ? [] : [vscode.l10n.t('Context {0}', context)]),
    error ?? verdict,
    stats.requests === 1
      ? vscode.l10n.t('1 request, {0}', readDuration(record))
      : vscode.l10n.t('{0} requests, {1}', stats.requests, readDuration(record)),
    surfaceWord(surface),
  ].join('\n');
}

export function surfaceWord(surface: CallRecord['surface']): string {
  switch (surface) {
    case 'chat':
      return vscode.l10n.t('from chat');
    case 'palette':
      return vscode.l10n.t('from the palette');
    case 'tree':
      return vscode.l10n.t('from a view');
    case 'cli':
      return vscode.l10n.t('from the command line');
    case 'mcp':
      return vscode.l10n.t('from another agent');
    case 'test':
      return surface;
  }
}

function endWord(end: ReadEnd): string {
  switch (end) {
    case 'answered':
      return vscode.l10n.t('answered');
    case 'failed':
      return vscode.l10n.t('failed');
    case 'unknown':
      return vscode.l10n.t('not known');
  }
}

/** ✓ ✗ ? */
function endIcon(end: ReadEnd): vscode.ThemeIcon {
  switch (end) {
    case 'answered':
      return new vscode.ThemeIcon('check', new vscode.ThemeColor('testing.iconPassed'));
    case 'failed':
      return new vscode.ThemeIcon('close', new vscode.ThemeColor('testing.iconFailed'));
    case 'unknown':
      return new vscode.ThemeIcon('question', new vscode.ThemeColor('list.warningForeground'));
  }
}
