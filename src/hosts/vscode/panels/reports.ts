import * as vscode from 'vscode';
import type { CallResult } from '../../../core/engine.ts';
import { isKubeError } from '../../../core/kubeError.ts';
import type { ReportCall, ReportMessage, ReportToHost } from '../../../core/reportMessages.ts';
import { errorWords } from '../errorWords.ts';
import { hasContext } from '../hasContext.ts';
import type { Host } from '../host.ts';
import { localizeBlocks, localizeTitle, translations } from '../localize.ts';
import { runTool } from '../runTool.ts';
import { groupEnabled } from '../settings.ts';
import { laterReport } from './laterReport.ts';
import { callKey, parseSaved, viewFor } from './parseMessage.ts';
import { ReportPanel } from './reportPanel.ts';
import { toolsNamed } from './toolsNamed.ts';
import { withoutAnswer } from './withoutAnswer.ts';

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
      ...['report', 'timeline', 'serviceChain', 'revisionDiff'].map((view) =>
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
      known.show(laterReport(known.message, message));
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
      else if (message.type === 'switchContext') void this.#switchContext(panel, call);
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
      const result = await this.#result(call, fresh);
      // What is shown stays where the person cancels; a panel that shows nothing yet says so.
      if (result !== undefined) panel.show(laterReport(panel.message, await this.#message(call, result)));
      else if (panel.message === undefined) panel.show(await this.#message(call, cancelled(call)));
    } finally {
      panel.busy(undefined);
    }
  }

  async #result(call: ReportCall, fresh: boolean): Promise<CallResult | undefined> {
    try {
      return await runTool(this.#host, call.tool, call.input, { surface: 'palette', fresh });
    } catch (error) {
      this.#host.log.error(`${call.tool} failed`, error instanceof Error ? error : String(error));
      const { text, brief, hint = '' } = errorWords(error);
      const code = isKubeError(error) ? error.facts.code : 'internal';
      return withoutAnswer(call.tool, text, { code, message: brief, hint }, new Date().toISOString());
    }
  }

  /** The same call elsewhere has a tab of its own; one that has never had an answer here is of no more use. */
  async #switchContext(panel: ReportPanel, call: ReportCall): Promise<void> {
    const context = await vscode.commands.executeCommand<string | undefined>('kubeSre.switchContext');
    if (context === undefined) return;
    await vscode.commands.executeCommand(`kubeSre.tool.${call.tool}`, { ...call.input, context });
    if (panel.message?.envelope.error !== undefined) panel.dispose();
  }

  /** Whether the failure is for want of a context. */
  async #lacksContext({ input }: ReportCall, { error }: CallResult['envelope']): Promise<boolean> {
    if (error?.code !== 'not_found' && error?.code !== 'bad_input') return false;
    const named = typeof input.context === 'string' ? input.context : this.#host.target.chosen;
    return !(await hasContext(named, async () => (await this.#host.engines.get()).contexts()));
  }

  async #message(call: ReportCall, { envelope, blocks, stats }: CallResult): Promise<ReportMessage> {
    const titles = this.#host.catalog.map((entry): [string, string] => [entry.name, localizeTitle(entry)]);
    const commands = await vscode.commands.getCommands(true);
    const engine = await this.#host.engines.get();
    const fixes = groupEnabled('remediation') ? engine.fixes(envelope.findings) : [];
    const named = toolsNamed(envelope, blocks, fixes);
    return {
      call,
      title: titles.find(([name]) => name === call.tool)?.[1] ?? call.tool,
      envelope,
      blocks: localizeBlocks(blocks),
      fixes,
      stats,
      toolTitles: Object.fromEntries(titles.filter(([name]) => named.has(name))),
      canAskCopilot: commands.includes('workbench.action.chat.open'),
      translations: translations(),
      locale: vscode.env.language,
      ...((await this.#lacksContext(call, envelope)) ? { lacksContext: true } : {}),
    };
  }
}

function cancelled({ tool }: ReportCall): CallResult {
  const message = 'The call was cancelled before it had an answer.';
  const error = { code: 'cancelled', message, hint: 'Run it again.' } as const;
  return withoutAnswer(tool, 'Cancelled.', error, new Date().toISOString());
}

/** `Trace service chain: api` */
function tabTitle({ title, envelope, call }: ReportMessage): string {
  const { scope } = envelope;
  const name = [scope?.name, call.input.name, scope?.namespace].find((one) => typeof one === 'string' && one !== '*');
  return typeof name === 'string' ? `${title}: ${name}` : title;
}
