import * as vscode from 'vscode';
import type { HostToReport, ReportCall, ReportMessage, ReportToHost } from '../../../core/reportMessages.ts';
import { parseMessage } from './parseMessage.ts';
import { reportHtml } from './reportHtml.ts';

/** One answer in an editor tab. The page is made anew whenever it is shown again; this keeps what it shows. */
export class ReportPanel implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #state: { value?: unknown };
  #message: ReportMessage | undefined;
  #busy: string | undefined;
  #listening = false;

  /** `act`: everything that the view asks for, but what the panel answers itself. */
  constructor(
    panel: vscode.WebviewPanel,
    media: vscode.Uri,
    state: { value?: unknown },
    act: (message: ReportToHost) => void,
  ) {
    this.#panel = panel;
    this.#state = state;
    panel.webview.options = { enableScripts: true, localResourceRoots: [media] };
    panel.webview.onDidReceiveMessage((value: unknown) => {
      const message = parseMessage(value);
      if (message === undefined) return;
      if (message.type === 'ready') this.#ready();
      else if (message.type === 'saveState') this.#state.value = message.state;
      else act(message);
    });
    panel.onDidChangeViewState(() => {
      if (!panel.visible) this.#listening = false;
    });
    const at = (file: string): string => panel.webview.asWebviewUri(vscode.Uri.joinPath(media, file)).toString();
    panel.webview.html = reportHtml({
      cspSource: panel.webview.cspSource,
      scriptUri: at('report.js'),
      styleUri: at('report.css'),
      nonce: crypto.randomUUID(),
      title: panel.title,
      language: vscode.env.language,
    });
  }

  get message(): ReportMessage | undefined {
    return this.#message;
  }

  get call(): ReportCall | undefined {
    return this.#message?.call;
  }

  show(message: ReportMessage): void {
    this.#message = message;
    this.#busy = undefined;
    this.#post();
  }

  /** What is being done; undefined: nothing any more. */
  busy(text: string | undefined): void {
    this.#busy = text;
    if (this.#listening) this.#send(text === undefined ? { type: 'busy' } : { type: 'busy', text });
  }

  reveal(): void {
    this.#panel.reveal(undefined, false);
  }

  onDidDispose(then: () => void): void {
    this.#panel.onDidDispose(then);
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #ready(): void {
    this.#listening = true;
    this.#post();
    if (this.#busy !== undefined) this.#send({ type: 'busy', text: this.#busy });
  }

  #post(): void {
    if (!this.#listening || this.#message === undefined) return;
    const show: HostToReport = { type: 'show', report: this.#message };
    this.#send('value' in this.#state ? { ...show, state: this.#state.value } : show);
  }

  #send(message: HostToReport): void {
    void this.#panel.webview.postMessage(message);
  }
}
