import { setMaxListeners } from 'node:events';
import type { TObject } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import type { CallOptions, CallRecord, CallResult } from './engine.ts';
import type { Envelope } from './envelope.ts';
import type { Clock, Cluster, Clusters, Limits } from './ports.ts';
import type { Group } from './group.ts';
import type { Outcome } from './outcome.ts';
import type { AnyTool } from './tool.ts';
import { CallMeter } from './callMeter.ts';
import { checkInput } from './checkInput.ts';
import { disabledEnvelope, errorEnvelope, inputEnvelope, outcomeEnvelope, unknownToolEnvelope } from './envelopes.ts';
import { fit } from './fit.ts';
import { inputExcess } from './inputExcess.ts';
import { redact } from './redact.ts';
import { redactInput } from './redactInput.ts';
import { suspects } from './suspects.ts';
import { unlessAborted } from './unlessAborted.ts';
import { estimateTokens } from './tokens.ts';

export interface RunnerParts {
  readonly tools: readonly AnyTool[];
  readonly clusters: () => Promise<Clusters>;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly activeContext: () => string | undefined;
  readonly groupEnabled: (group: Group) => boolean;
  readonly record: (record: CallRecord) => void;
}

export const defaultBudgetTokens = 2000;

/** From a tool's name and an input to the envelope: the one place where a tool is called, and the one try around it. */
export class Runner {
  readonly #parts: RunnerParts;
  readonly #tools: ReadonlyMap<string, AnyTool>;
  readonly #validators = new Map<string, Validator>();

  constructor(parts: RunnerParts) {
    this.#parts = parts;
    this.#tools = new Map(parts.tools.map((tool) => [tool.name, tool]));
  }

  tool(name: string): AnyTool | undefined {
    return this.#tools.get(name);
  }

  async call(asked: string, raw: unknown, options: CallOptions): Promise<CallResult> {
    // Longer than any tool's name: what a caller sends by mistake is not compared, logged and sent back whole.
    const name = asked.slice(0, 100);
    const { clock, limits, record } = this.#parts;
    const started = clock.now();
    const meter = new CallMeter(options.onProgress);
    const limit = AbortSignal.timeout(limits.call);
    // The first read that decides ends a call: those beside it, sent or still waiting, have nobody to read for
    const ended = new AbortController();
    const signal = AbortSignal.any([limit, ended.signal, ...(options.signal === undefined ? [] : [options.signal])]);
    // A call has as many reads as it needs, and each of them listens: no leak, as Node takes more than ten of them for
    setMaxListeners(0, signal);

    const answer = await this.#answer(name, raw, meter, signal, options);
    ended.abort();
    const envelope = await fitted(answer, options);
    const stats = { milliseconds: clock.now() - started, ...meter.counts() };
    record({
      at: new Date(started).toISOString(),
      surface: options.surface,
      tool: name,
      ...(envelope.context === undefined ? {} : { context: envelope.context }),
      input: inputExcess(raw) ?? redactInput(raw),
      verdict: envelope.verdict,
      ...(envelope.error === undefined ? {} : { error: `${envelope.error.code}: ${envelope.error.message}` }),
      stats,
    });
    return { envelope, blocks: answer.blocks, stats };
  }

  async #answer(
    name: string,
    raw: unknown,
    meter: CallMeter,
    signal: AbortSignal,
    options: CallOptions,
  ): Promise<Answer> {
    const { clock, limits, clusters, groupEnabled, activeContext, tools } = this.#parts;
    const tool = this.#tools.get(name);
    const head = { tool: name, now: clock.now() };
    if (tool === undefined)
      return bare(
        unknownToolEnvelope(
          head,
          tools.map((one) => one.name),
        ),
      );
    if (!groupEnabled(tool.group)) return bare(disabledEnvelope(head, tool.group));
    const checked = checkInput(tool.input, this.#validator(tool.name, tool.input), raw);
    if (!checked.ok) return bare(inputEnvelope(head, checked.problems));

    let cluster: Cluster | undefined;
    try {
      if (!('run' in tool)) {
        const kubeconfig = { contexts: async () => (await clusters()).contexts(), active: activeContext() };
        return answered(tool, head, await unlessAborted(tool.runWithKubeconfig(kubeconfig, checked.input), signal));
      }
      const wanted = typeof checked.input.context === 'string' ? checked.input.context : activeContext();
      cluster = (await (await clusters()).open(wanted, signal)).observed(meter);
      if (options.fresh === true) cluster.forget();
      const outcome = await unlessAborted(tool.run(cluster, checked.input, signal), signal);
      return answered(tool, { tool: name, context: cluster.context, now: cluster.now() }, outcome);
    } catch (error) {
      const at = cluster === undefined ? head : { tool: name, context: cluster.context, now: cluster.now() };
      const by = options.signal?.aborted === true ? 'caller' : signal.aborted ? 'limit' : undefined;
      return bare(
        redact(errorEnvelope(at, error, checked.input, { by, seconds: limits.call / 1000, login: meter.login })),
      );
    }
  }

  #validator(name: string, schema: TObject): Validator {
    const known = this.#validators.get(name);
    if (known !== undefined) return known;
    const compiled: Validator = Compile(schema);
    this.#validators.set(name, compiled);
    return compiled;
  }
}

type Answer = Pick<CallResult, 'envelope' | 'blocks'> & { readonly cuts: Parameters<typeof fit>[1] };

function answered(tool: AnyTool, head: Parameters<typeof outcomeEnvelope>[0], outcome: Outcome<object>): Answer {
  const { cuts, page, ...said } = outcome;
  const safe = { ...redact(said), ...(page === undefined ? {} : { page }) };
  const found = suspects({ findings: safe.findings, data: safe.data }, '').map((path) => path.slice(1));
  const envelope = outcomeEnvelope(head, safe, found);
  return { envelope, blocks: redact(tool.present(safe.data, safe)), cuts: cuts ?? [] };
}

function bare(envelope: Envelope): Answer {
  return { envelope, blocks: [], cuts: [] };
}

/** Cut by the estimate; where the caller counts for itself, once more by what it counted. */
async function fitted({ envelope, cuts }: Answer, options: CallOptions): Promise<Envelope> {
  const budget = options.budgetTokens ?? defaultBudgetTokens;
  const first = fit(envelope, cuts, budget);
  if (options.countTokens === undefined || budget === Infinity) return first;
  const text = JSON.stringify(first);
  const counted = await options.countTokens(text);
  return counted <= budget ? first : fit(envelope, cuts, Math.floor((estimateTokens(text) * budget) / counted));
}
