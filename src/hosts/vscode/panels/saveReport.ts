import * as vscode from 'vscode';
import type { ReportMessage } from '../../../core/reportMessages.ts';
import { withoutLinks } from '../plainText.ts';
import { outlineHtml } from './export/outlineHtml.ts';
import { outlineMarkdown } from './export/outlineMarkdown.ts';
import { reportOutline, type Word } from './export/reportOutline.ts';

const formats = {
  markdown: { extension: 'md', name: 'Markdown' },
  html: { extension: 'html', name: 'HTML' },
  json: { extension: 'json', name: 'JSON' },
  svg: { extension: 'svg', name: 'SVG' },
} as const;

/** Asks where to, writes the report there, and offers to open it. */
export async function saveReport(report: ReportMessage, format: 'markdown' | 'html' | 'json'): Promise<void> {
  await save(report, format, textOf(report, format));
}

export async function saveDrawing(report: ReportMessage, svg: string): Promise<void> {
  await save(report, 'svg', svg);
}

function textOf(report: ReportMessage, format: 'markdown' | 'html' | 'json'): string {
  if (format === 'json') return `${JSON.stringify(report.envelope, null, 2)}\n`;
  const outline = reportOutline(report, (word) => words[word]());
  return format === 'markdown' ? outlineMarkdown(outline) : outlineHtml(outline, report.locale);
}

const words: Readonly<Record<Word, () => string>> = {
  Error: () => vscode.l10n.t('Error'),
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
