import * as vscode from 'vscode';
import type { Approve } from '../../../core/approval.ts';
import type { CallOptions, CallResult, Engine } from '../../../core/engine.ts';
import { unlessAborted } from '../../../core/unlessAborted.ts';
import type { AnswerDocuments } from '../documents/answerDocuments.ts';
import type { Host } from '../host.ts';
import { localizeTitle } from '../localize.ts';
import { doing, withTarget } from '../runTool.ts';
import { modalAsker } from './modalAsker.ts';
import { Notice } from './notice.ts';
import { planAnswer } from './planAnswer.ts';
import { tellOutcome } from './tellOutcome.ts';

type Input = Readonly<Record<string, unknown>>;

/** One change as a surface asks for it. */
interface Wanted {
  /** What is being done, for progress: `Scaling shop/cart to 3`. */
  readonly title: string;
  /** What the modal's button says. */
  readonly verb: string;
  /** The digest that the chat's card has shown. */
  readonly shown?: string;
  readonly signal?: AbortSignal;
  /** Chat shows by itself that a tool runs. */
  readonly isQuiet?: boolean;
  readonly again: () => Promise<unknown>;
}

type Call = (options: Required<Pick<CallOptions, 'approve' | 'signal' | 'onProgress'>>) => Promise<CallResult>;

/** Has changes made for every surface of this window: planned with progress, approved by the modal, followed, and told of. */
export class ChangeRunner implements vscode.Disposable {
  readonly #host: Host;
  readonly #documents: AnswerDocuments;
  readonly #ended = new vscode.EventEmitter<CallResult>();
  /** A change was asked for, whatever came of it. */
  readonly onDidEnd = this.#ended.event;

  constructor(host: Host, documents: AnswerDocuments) {
    this.#host = host;
    this.#documents = documents;
  }

  isChange(tool: string): boolean {
    return this.#host.catalog.some(({ name, risk }) => name === tool && risk !== 'read');
  }

  /** For a person; uncut. */
  async run(tool: string, input: Input, surface: 'palette' | 'tree'): Promise<CallResult> {
    const engine = await this.#host.engines.get();
    const given = withTarget(this.#host, engine, tool, input);
    return this.#perform(
      {
        title: doing(engine, tool, given),
        verb: this.#verb(tool),
        again: () => this.run(tool, given, surface),
      },
      (options) => engine.call(tool, given, { ...options, surface, budgetTokens: Infinity }),
    );
  }

  /** For the model: nothing of its input approves. */
  async runForChat(
    engine: Engine,
    tool: string,
    input: Input,
    how: Pick<CallOptions, 'budgetTokens' | 'countTokens' | 'surface'> & { readonly signal: AbortSignal },
    shown: string | undefined,
  ): Promise<CallResult> {
    const { signal, ...rest } = how;
    return this.#perform(
      {
        title: doing(engine, tool, input),
        verb: this.#verb(tool),
        signal,
        isQuiet: true,
        again: () => Promise.resolve(),
        ...(shown === undefined ? {} : { shown }),
      },
      (options) => engine.call(tool, input, { ...rest, ...options }),
    );
  }

  async undo(id: string, title: string): Promise<CallResult> {
    const engine = await this.#host.engines.get();
    return this.#perform(
      {
        title: vscode.l10n.t('Undoing: {0}', title),
        verb: vscode.l10n.t('Undo'),
        again: () => this.undo(id, title),
      },
      (options) => engine.undo(id, { ...options, surface: 'tree', budgetTokens: Infinity }),
    );
  }

  dispose(): void {
    this.#ended.dispose();
  }

  async #perform({ title, verb, shown, signal, isQuiet = false, again }: Wanted, call: Call): Promise<CallResult> {
    const cancel = new AbortController();
    const either = signal === undefined ? cancel.signal : AbortSignal.any([signal, cancel.signal]);
    const notice = (text: string): Notice => new Notice(text, () => cancel.abort());
    let shownNow = isQuiet ? undefined : notice(title);
    const approve: Approve = async (question, limit) => {
      shownNow?.end();
      const asked = planAnswer(question, shown, modalAsker(this.#documents, verb));
      // A modal cannot be taken away: what is clicked in it after this does nothing
      const approval = await unlessAborted(asked, limit);
      if (approval.answer === 'approved') shownNow = notice(question.plan.title);
      return approval;
    };
    try {
      const result = await call({ approve, signal: either, onProgress: (progress) => shownNow?.tell(progress) });
      shownNow?.end();
      tellOutcome(result.envelope, {
        isQuiet,
        undo: (id, of) => this.undo(id, of),
        enable: async (context) => {
          if ((await vscode.commands.executeCommand('kubeSre.enableChanges', { context })) === true) await again();
        },
        log: this.#host.log,
      });
      this.#ended.fire(result);
      return result;
    } finally {
      shownNow?.end();
    }
  }

  /** The tool's title without its dots: `Roll Back`. */
  #verb(tool: string): string {
    const entry = this.#host.catalog.find(({ name }) => name === tool);
    return entry === undefined ? tool : localizeTitle(entry).replace(/…$/, '');
  }
}
