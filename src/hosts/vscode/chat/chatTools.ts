import * as vscode from 'vscode';
import type { CallOptions } from '../../../core/engine.ts';
import type { Envelope } from '../../../core/envelope.ts';
import { abortOn } from '../abortOn.ts';
import type { Host } from '../host.ts';
import { localize } from '../localize.ts';
import { answerBudget } from './answerBudget.ts';
import { failedAnswer } from './failedAnswer.ts';

type Input = Readonly<Record<string, unknown>>;

/** Registers every tool of the catalogue for the language model. */
export function registerChatTools(host: Host): vscode.Disposable {
  const tools = host.catalog.map((entry) => vscode.lm.registerTool(entry.name, new ChatTool(host, entry.name)));
  return vscode.Disposable.from(...tools);
}

class ChatTool implements vscode.LanguageModelTool<Input> {
  readonly #host: Host;
  readonly #name: string;

  constructor(host: Host, name: string) {
    this.#host = host;
    this.#name = name;
  }

  async prepareInvocation(
    options: vscode.LanguageModelToolInvocationPrepareOptions<Input>,
  ): Promise<vscode.PreparedToolInvocation | undefined> {
    try {
      const engine = await this.#host.engines.get();
      return { invocationMessage: localize(engine.doing(this.#name, options.input)) };
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
    const result = await engine.call(this.#name, options.input, callOptions(options.tokenizationOptions, token));
    return result.envelope;
  }
}

function callOptions(
  tokens: vscode.LanguageModelToolTokenizationOptions | undefined,
  token: vscode.CancellationToken,
): CallOptions {
  const base: CallOptions = { surface: 'chat', signal: abortOn(token) };
  if (tokens === undefined) return base;
  return {
    ...base,
    budgetTokens: answerBudget(tokens.tokenBudget),
    countTokens: (text) => tokens.countTokens(text, token),
  };
}
