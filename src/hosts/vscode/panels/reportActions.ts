import * as vscode from 'vscode';
import type { ReportMessage, ReportToHost } from '../../../core/reportMessages.ts';
import type { AnswerDocuments } from '../documents/answerDocuments.ts';
import { errorWords } from '../errorWords.ts';
import type { Host } from '../host.ts';
import { withoutLinks } from '../plainText.ts';
import { askCopilot } from './askCopilot.ts';
import { openDiff } from './openDiff.ts';
import { saveDrawing, saveReport } from './saveReport.ts';

/** What a report's buttons do outside of the report. */
export function reportActions(
  host: Host,
  answers: AnswerDocuments,
): (message: ReportToHost, report: ReportMessage) => void {
  return (message, report) => {
    act(host, answers, message, report).then(undefined, (error: unknown) => {
      host.log.error(`report: ${message.type}`, error instanceof Error ? error : String(error));
      void vscode.window.showErrorMessage(withoutLinks(errorWords(error).sentences));
    });
  };
}

async function act(host: Host, answers: AnswerDocuments, message: ReportToHost, report: ReportMessage): Promise<void> {
  const { context } = report.envelope;
  switch (message.type) {
    case 'askCopilot':
      return askCopilot(report, host.catalog);
    case 'openJson':
      return answers.open(report.envelope);
    case 'openDiff':
      return openDiff(report, answers);
    case 'export':
      return saveReport(report, message.format);
    case 'exportSvg':
      return saveDrawing(report, message.svg);
    case 'openYaml':
      await vscode.commands.executeCommand('kubeSre.openYaml', { ...message, context });
      return;
    case 'reveal':
      await vscode.commands.executeCommand('kubeSre.reveal', { object: message.object, context });
      return;
    case 'call':
      // Only what the answer itself proposes, and only what there is.
      if (host.catalog.some((entry) => entry.name === message.tool))
        await vscode.commands.executeCommand(`kubeSre.tool.${message.tool}`, { context, ...message.input });
      return;
    case 'ready':
    case 'runAgain':
    case 'switchContext':
    case 'saveState':
      return;
  }
}
