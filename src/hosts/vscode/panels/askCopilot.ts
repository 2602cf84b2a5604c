import * as vscode from 'vscode';
import type { ReportMessage } from '../../../core/reportMessages.ts';
import type { CatalogEntry } from '../catalogEntry.ts';
import { chatQuestion } from './chatQuestion.ts';

/** Hands a report over to chat. The question stands in the box and the person sends it, since it quotes cluster text. */
export async function askCopilot(report: ReportMessage, catalog: readonly CatalogEntry[]): Promise<void> {
  const reference = catalog.find((entry) => entry.name === report.call.tool)?.referenceName;
  const query = chatQuestion(report, reference);
  await vscode.commands.executeCommand('workbench.action.chat.open', { query, mode: 'agent', isPartialQuery: true });
}
