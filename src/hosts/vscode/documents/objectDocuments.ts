import * as vscode from 'vscode';
import type { CallResult } from '../../../core/engine.ts';
import { abortOn } from '../abortOn.ts';
import type { Host } from '../host.ts';
import { inputFor, type ObjectTarget } from '../objectTarget.ts';
import { documentParts, documentTarget, scheme } from './documentPath.ts';
import { yamlLine } from './yamlLine.ts';

const yamlTool = 'get_kubernetes_resource_yaml';

/** Objects as read-only YAML documents, read when they are opened and again whenever they are opened anew. */
export class ObjectDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #host: Host;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  /** Texts that were read for documents which the editor is about to ask for. */
  readonly #ready = new Map<string, string>();
  readonly #registration: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor(host: Host) {
    this.#host = host;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const key = uri.toString();
    const ready = this.#ready.get(key);
    this.#ready.delete(key);
    if (ready !== undefined) return ready;
    const target = documentTarget(uri.path, uri.query);
    if (target === undefined) return comment([vscode.l10n.t('This address names no object.')]);
    return this.#read(target, abortOn(token));
  }

  /** Opens the object as it is now, at its field where the target names one. */
  async open(target: ObjectTarget, { preview = true } = {}): Promise<void> {
    const uri = vscode.Uri.from({ scheme, ...documentParts(target) });
    const text = await this.#read(target, new AbortController().signal);
    const known = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
    if (known?.getText() !== text) this.#ready.set(uri.toString(), text);
    if (known !== undefined && known.getText() !== text) await this.#replace(known);
    const document = known ?? (await vscode.workspace.openTextDocument(uri));
    const editor = await vscode.window.showTextDocument(document, { preview });
    if (target.path === undefined) return;
    const line = document.lineAt(Math.min(yamlLine(document.getText(), target.path), document.lineCount - 1));
    const start = new vscode.Position(line.lineNumber, line.firstNonWhitespaceCharacterIndex);
    editor.selection = new vscode.Selection(start, line.range.end);
    editor.revealRange(line.range, vscode.TextEditorRevealType.InCenter);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }

  async #read(target: ObjectTarget, signal: AbortSignal): Promise<string> {
    const engine = await this.#host.engines.get();
    const fields = new Set(engine.prompts(yamlTool).map((prompt) => prompt.field));
    const input = inputFor(target, (field) => fields.has(field));
    return yamlOf(await engine.call(yamlTool, input, { surface: 'tree', budgetTokens: Infinity, signal }));
  }

  /** Has the editor ask for the document's text again; resolves when it stands there. */
  async #replace(document: vscode.TextDocument): Promise<void> {
    let listening: vscode.Disposable | undefined;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      listening = vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document === document) resolve();
      });
      timer = setTimeout(resolve, 2000);
      this.#changed.fire(document.uri);
    });
    clearTimeout(timer);
    listening?.dispose();
  }
}

function yamlOf({ envelope, blocks }: CallResult): string {
  const code = blocks.find((block) => block.type === 'code');
  if (code !== undefined) return code.text;
  return comment([envelope.headline, envelope.error?.hint ?? '']);
}

function comment(lines: readonly string[]): string {
  return lines
    .flatMap((line) => line.split('\n'))
    .filter((line) => line !== '')
    .map((line) => `# ${line}\n`)
    .join('');
}
