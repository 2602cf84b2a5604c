import * as vscode from 'vscode';
import type { CallOptions } from '../../../core/engine.ts';
import type { Envelope } from '../../../core/envelope.ts';
import { abortOn } from '../abortOn.ts';
import type { ChangeRunner } from '../changes/changeRunner.ts';
import type { Host } from '../host.ts';
import { localize } from '../localize.ts';
import { answerBudget } from './answerBudget.ts';
import { changeCard } from './changeCard.ts';
import { failedAnswer } from './failedAnswer.ts';
import { PlanCards } from './planCards.ts';

type Input = Readonly<Record<string, unknown>>;

/** How long the chat's card waits for a plan. Milliseconds. */
const patience = 3000;

/** Registers every tool of the catalogue for the language model. */
export function registerChatTools(host: Host, changes: ChangeRunner): vscode.Disposable {
  const tools = host.catalog.map((entry) =>
    vscode.lm.registerTool(entry.name, new ChatTool(host, changes, entry.name)),
  );
  return vscode.Disposable.from(...tools);
}

class ChatTool implements vscode.LanguageModelTool<Input> {
  readonly #host: Host;
  readonly #changes: ChangeRunner;
  readonly #name: string;
  readonly #cards = new PlanCards();

  constructor(host: Host, changes: ChangeRunner, name: string) {
    this.#host = host;
    this.#changes = changes;
    this.#name = name;
  }

  async prepareInvocation(
    options: vscode.LanguageModelToolInvocationPrepareOptions<Input>,
    token: vscode.CancellationToken,
  ): Promise<vscode.PreparedToolInvocation | undefined> {
    try {
      const engine = await this.#host.engines.get();
      const invocationMessage = localize(engine.doing(this.#name, options.input));
      if (!this.#changes.isChange(this.#name)) return { invocationMessage };
      const confirmationMessages = await this.#card(invocationMessage, options.input, token);
      return { invocationMessage, confirmationMessages };
    } catch (error) {
      // Without a message the editor shows the tool's title, and invoke() tells the model what is wrong.
      this.#host.log.debug(`${this.#name}: no message for ${JSON.stringify(options.input)}`, error);
      return undefined;
    }
  }

  /** The envelope as JSON. A failure is an envelope too; only a cancelled call throws. */
  async invoke(
    options: vscode.LanguageModelToolInvocationOptions<Input>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    const envelope = await this.#answer(options, token).catch((error: unknown) => {
      this.#host.log.error(this.#name, error instanceof Error ? error : String(error));
      return failedAnswer(this.#name, error, Date.now());
    });
    if (token.isCancellationRequested) throw new vscode.CancellationError();
    return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(JSON.stringify(envelope))]);
  }

  async #answer(
    options: vscode.LanguageModelToolInvocationOptions<Input>,
    token: vscode.CancellationToken,
  ): Promise<Envelope> {
    const engine = await this.#host.engines.get();
    const how = callOptions(options.tokenizationOptions, token);
    if (!this.#changes.isChange(this.#name)) return (await engine.call(this.#name, options.input, how)).envelope;
    const shown = this.#cards.take(this.#name, options.input);
    return (await this.#changes.runForChat(engine, this.#name, options.input, how, shown)).envelope;
  }

  /** A plan without anybody to ask, as far as there is one in time. */
  async #card(
    title: string,
    input: Input,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolConfirmationMessages> {
    const engine = await this.#host.engines.get();
    const signal = AbortSignal.any([abortOn(token), AbortSignal.timeout(patience)]);
    const { envelope } = await engine.call(this.#name, input, { surface: 'chat', signal, budgetTokens: Infinity });
    const { plan, context } = envelope;
    if (plan === undefined || context === undefined) {
      this.#cards.drop(this.#name, input);
      return changeCard(title, envelope, undefined);
    }
    this.#cards.keep(this.#name, input, plan.digest);
    return changeCard(title, envelope, await engine.identity(context));
  }
}

function callOptions(
  tokens: vscode.LanguageModelToolTokenizationOptions | undefined,
  token: vscode.CancellationToken,
): CallOptions & { readonly signal: AbortSignal } {
  const base = { surface: 'chat', signal: abortOn(token) } as const;
  if (tokens === undefined) return base;
  return {
    ...base,
    budgetTokens: answerBudget(tokens.tokenBudget),
    countTokens: (text) => tokens.countTokens(text, token),
  };
}
