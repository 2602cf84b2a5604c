import * as vscode from 'vscode';
import type { CallResult } from '../../../core/engine.ts';
import type { ReportCall, ReportMessage, ReportToHost } from '../../../core/reportMessages.ts';
import { errorWords } from '../errorWords.ts';
import type { Host } from '../host.ts';
import { localizeBlocks, localizeTitle, translations } from '../localize.ts';
import { withoutLinks } from '../plainText.ts';
import { runTool } from '../runTool.ts';
import { callKey, parseSaved, viewFor } from './parseMessage.ts';
import { ReportPanel } from './reportPanel.ts';

type Input = Readonly<Record<string, unknown>>;

/** What else a report's buttons do; given from outside, so that panels know no other surface. */
export type ReportActions = (message: ReportToHost, report: ReportMessage) => void;

/** The open reports: one tab for each distinct call. */
export class Reports implements vscode.Disposable {
  readonly #host: Host;
  readonly #act: ReportActions;
  readonly #panels = new Map<string, ReportPanel>();
  readonly #serializers: vscode.Disposable;

  constructor(host: Host, act: ReportActions) {
    this.#host = host;
    this.#act = act;
    this.#serializers = vscode.Disposable.from(
      ...['report', 'timeline', 'serviceChain'].map((view) =>
        vscode.window.registerWebviewPanelSerializer(`kubeSre.${view}`, {
          deserializeWebviewPanel: (panel, saved: unknown) => this.#restore(panel, saved),
        }),
      ),
    );
  }

  async show(tool: string, input: Input, result: CallResult): Promise<void> {
    const { context } = result.envelope;
    const call: ReportCall = {
      view: viewFor(tool),
      tool,
      input: context === undefined ? input : { ...input, context },
    };
    const message = await this.#message(call, result);
    const key = callKey(call);
    const known = this.#panels.get(key);
    if (known !== undefined) {
      known.show(message);
      known.reveal();
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      `kubeSre.${call.view}`,
      tabTitle(message),
      vscode.ViewColumn.Active,
      {},
    );
    this.#adopt(panel, key, call, {}).show(message);
  }

  dispose(): void {
    this.#serializers.dispose();
    for (const panel of this.#panels.values()) panel.dispose();
  }

  /** After a window reload: nothing of the answer was kept, so the call is made again. */
  async #restore(panel: vscode.WebviewPanel, value: unknown): Promise<void> {
    const saved = parseSaved(value);
    if (saved === undefined || !this.#host.catalog.some((entry) => entry.name === saved.call.tool)) {
      panel.dispose();
      return;
    }
    const state = saved.state === undefined ? {} : { value: saved.state };
    const report = this.#adopt(panel, callKey(saved.call), saved.call, state);
    await this.#run(report, saved.call);
  }

  #adopt(webviewPanel: vscode.WebviewPanel, key: string, call: ReportCall, state: { value?: unknown }): ReportPanel {
    const icon = this.#host.catalog.find((entry) => entry.name === call.tool)?.icon;
    if (icon !== undefined) webviewPanel.iconPath = new vscode.ThemeIcon(icon);
    const media = vscode.Uri.joinPath(this.#host.extension.extensionUri, 'dist', 'webview');
    const panel: ReportPanel = new ReportPanel(webviewPanel, media, state, (message) => {
      if (message.type === 'runAgain') void this.#run(panel, call, true);
      else if (panel.message !== undefined) this.#act(message, panel.message);
    });
    this.#panels.set(key, panel);
    panel.onDidDispose(() => {
      if (this.#panels.get(key) === panel) this.#panels.delete(key);
    });
    return panel;
  }

  async #run(panel: ReportPanel, call: ReportCall, fresh = false): Promise<void> {
    panel.busy(vscode.l10n.t('Running…'));
    try {
      const result = await runTool(this.#host, call.tool, call.input, { surface: 'palette', fresh });
      // What is shown stays where the person cancels; a panel that shows nothing yet says so.
      if (result !== undefined) panel.show(await this.#message(call, result));
      else if (panel.message === undefined) panel.show(await this.#message(call, cancelled(call)));
    } catch (error) {
      this.#host.log.error(`${call.tool} failed`, error instanceof Error ? error : String(error));
      void vscode.window.showErrorMessage(withoutLinks(errorWords(error).sentences));
    } finally {
      panel.busy(undefined);
    }
  }

  async #message(call: ReportCall, { envelope, blocks, stats }: CallResult): Promise<ReportMessage> {
    const titles = this.#host.catalog.map((entry): [string, string] => [entry.name, localizeTitle(entry)]);
    const commands = await vscode.commands.getCommands(true);
    return {
      call,
      title: titles.find(([name]) => name === call.tool)?.[1] ?? call.tool,
      envelope,
      blocks: localizeBlocks(blocks),
      stats,
      toolTitles: Object.fromEntries(titles.filter(([name]) => envelope.next.some((next) => next.tool === name))),
      canAskCopilot: commands.includes('workbench.action.chat.open'),
      translations: translations(),
      locale: vscode.env.language,
    };
  }
}

function cancelled({ tool }: ReportCall): CallResult {
  return {
    envelope: {
      tool,
      schemaVersion: '1',
      takenAt: new Date().toISOString(),
      verdict: 'unknown',
      headline: 'Cancelled.',
      error: { code: 'cancelled', message: 'The call was cancelled before it had an answer.', hint: 'Run it again.' },
      findings: [],
      gaps: [],
      next: [],
      truncated: false,
    },
    blocks: [],
    stats: { milliseconds: 0, requests: 0, waves: 0, shared: 0 },
  };
}

/** `Trace service chain: api` */
function tabTitle({ title, envelope, call }: ReportMessage): string {
  const { scope } = envelope;
  const name = [scope?.name, call.input.name, scope?.namespace].find((one) => typeof one === 'string' && one !== '*');
  return typeof name === 'string' ? `${title}: ${name}` : title;
}
