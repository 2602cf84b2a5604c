import * as vscode from 'vscode';
import type { Envelope } from '../../../core/envelope.ts';

const scheme = 'kube-sre-answer';
const kept = 20;

/** Answers as read-only JSON documents, and texts out of them; the last ones are kept in memory. */
export class AnswerDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.path) ?? '';
  }

  async open(envelope: Envelope): Promise<void> {
    const name = `${envelope.tool} ${envelope.takenAt.replaceAll(':', '')}.json`;
    const uri = this.keep(name, JSON.stringify(envelope, null, 2));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  /** A document of this name: what it held before is gone. */
  keep(name: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${name.replaceAll('/', ' ')}` });
    this.#texts.set(uri.path, text);
    this.#changed.fire(uri);
    const oldest = this.#texts.keys().next().value;
    if (this.#texts.size > kept && oldest !== undefined) this.#texts.delete(oldest);
    return uri;
  }

  dispose(): void {
    this.#changed.dispose();
    this.#registration.dispose();
  }
}
