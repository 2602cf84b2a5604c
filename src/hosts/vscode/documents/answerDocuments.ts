import * as vscode from 'vscode';
import type { Envelope } from '../../../core/envelope.ts';

const scheme = 'kube-sre-answer';
const kept = 20;

/** Answers as read-only JSON documents; the last ones are kept in memory. */
export class AnswerDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.path) ?? '';
  }

  async open(envelope: Envelope): Promise<void> {
    const path = `/${envelope.tool} ${envelope.takenAt.replaceAll(':', '')}.json`;
    this.#texts.set(path, JSON.stringify(envelope, null, 2));
    const oldest = this.#texts.keys().next().value;
    if (this.#texts.size > kept && oldest !== undefined) this.#texts.delete(oldest);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme, path }));
    await vscode.window.showTextDocument(document, { preview: true });
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
