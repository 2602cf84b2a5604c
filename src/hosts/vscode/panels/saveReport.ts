import * as vscode from 'vscode';
import type { ReportMessage } from '../../../core/reportMessages.ts';
import { withoutLinks } from '../plainText.ts';
import type { Word } from '../../export/reportOutline.ts';
import { reportText } from './export/reportText.ts';

const formats = {
  markdown: { extension: 'md', name: 'Markdown' },
  html: { extension: 'html', name: 'HTML' },
  json: { extension: 'json', name: 'JSON' },
  svg: { extension: 'svg', name: 'SVG' },
} as const;

/** Asks where to, writes the report there, and offers to open it. */
export async function saveReport(report: ReportMessage, format: 'markdown' | 'html' | 'json'): Promise<void> {
  await save(
    report,
    format,
    reportText(report, format, (word) => words[word]()),
  );
}

export async function saveDrawing(report: ReportMessage, svg: string): Promise<void> {
  await save(report, 'svg', svg);
}

const words: Readonly<Record<Word, () => string>> = {
  Error: () => vscode.l10n.t('Error'),
  'What helps': () => vscode.l10n.t('What helps'),
  Findings: () => vscode.l10n.t('Findings'),
  'Could not look at': () => vscode.l10n.t('Could not look at'),
  Next: () => vscode.l10n.t('Next'),
  Object: () => vscode.l10n.t('Object'),
  Field: () => vscode.l10n.t('Field'),
  Value: () => vscode.l10n.t('Value'),
  Remedy: () => vscode.l10n.t('Remedy'),
  Time: () => vscode.l10n.t('Time'),
  Severity: () => vscode.l10n.t('Severity'),
  What: () => vscode.l10n.t('What'),
  Hop: () => vscode.l10n.t('Hop'),
  State: () => vscode.l10n.t('State'),
  Because: () => vscode.l10n.t('Because'),
  Critical: () => vscode.l10n.t('Critical'),
  Warning: () => vscode.l10n.t('Warning'),
  Info: () => vscode.l10n.t('Info'),
  OK: () => vscode.l10n.t('OK'),
  Broken: () => vscode.l10n.t('Broken'),
  Unknown: () => vscode.l10n.t('Unknown'),
  Before: () => vscode.l10n.t('Before'),
  After: () => vscode.l10n.t('After'),
  'first broken hop': () => vscode.l10n.t('first broken hop'),
  'Nothing to list.': () => vscode.l10n.t('Nothing to list.'),
};

async function save(report: ReportMessage, format: keyof typeof formats, text: string): Promise<void> {
  const { extension, name } = formats[format];
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const file = `${report.envelope.tool}-${report.envelope.takenAt.replace(/[:T]/g, '-').replace('Z', '')}.${extension}`;
  const to = await vscode.window.showSaveDialog({
    filters: { [name]: [extension] },
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, file) }),
  });
  if (to === undefined) return;
  await vscode.workspace.fs.writeFile(to, new TextEncoder().encode(text));
  const open = vscode.l10n.t('Open');
  const chosen = await vscode.window.showInformationMessage(
    withoutLinks(vscode.l10n.t('Saved {0}', to.path.split('/').at(-1) ?? '')),
    open,
  );
  if (chosen === open) await vscode.commands.executeCommand('vscode.open', to);
}
