import { setMaxListeners } from 'node:events';
import type { TObject } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import type { CallOptions, CallRecord, CallResult } from './engine.ts';
import type { Envelope } from './envelope.ts';
import type { Clock, Cluster, Clusters, Limits } from './ports.ts';
import type { Group } from './group.ts';
import type { Outcome } from './outcome.ts';
import type { AnyTool, ChangeTool } from './tool.ts';
import type { ChangeHow, ChangeMaker, MadeChange } from './changeAnswer.ts';
import { planBlocks } from './planBlocks.ts';
import { CallMeter } from './callMeter.ts';
import { checkInput } from './checkInput.ts';
import {
  changeEnvelope,
  disabledEnvelope,
  readOnlyEnvelope,
  errorEnvelope,
  inputEnvelope,
  outcomeEnvelope,
  unknownToolEnvelope,
} from './envelopes.ts';
import { fit } from './fit.ts';
import { inputExcess } from './inputExcess.ts';
import { redact } from './redact.ts';
import { redactInput } from './redactInput.ts';
import { shortPlan } from './shortPlan.ts';
import { suspects } from './suspects.ts';
import { unlessAborted } from './unlessAborted.ts';
import { estimateTokens } from './tokens.ts';

export interface RunnerParts {
  readonly tools: readonly AnyTool[];
  readonly clusters: () => Promise<Clusters>;
  /** Absent: this runner only reads, and refuses every change tool. */
  readonly changes?: () => Promise<ChangeMaker>;
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
    const milliseconds = limits.call + this.#patience(name, raw);
    const limit = AbortSignal.timeout(milliseconds);
    // The first read that decides ends a call: those beside it, sent or still waiting, have nobody to read for
    const ended = new AbortController();
    const signal = forReads(limit, ended.signal, ...(options.signal === undefined ? [] : [options.signal]));

    const answer = await this.#answer(name, raw, { meter, signal, seconds: milliseconds / 1000 }, options);
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
    { meter, signal, seconds }: Watched,
    options: CallOptions,
  ): Promise<Answer> {
    const { clock, clusters, groupEnabled, activeContext, tools } = this.#parts;
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
      if ('draft' in tool) {
        const { input } = checked;
        const context = typeof input.context === 'string' ? input.context : activeContext();
        return await this.#change(name, options, meter, (maker, how, until) =>
          maker.make({ ...how, tool: name, input, context, draft: (at, limit) => tool.draft(at, input, limit) }, until),
        );
      }
      if (!('run' in tool)) {
        const kubeconfig = { contexts: async () => (await clusters()).contexts(), active: activeContext() };
        return answered(tool, head, await unlessAborted(tool.runWithKubeconfig(kubeconfig, checked.input), signal));
      }
      const wanted = typeof checked.input.context === 'string' ? checked.input.context : activeContext();
      cluster = (await (await clusters()).open(wanted, signal)).observed(meter);
      if (options.fresh === true) cluster.forget();
      const running = tool.run(cluster, checked.input, signal, (progress) => meter.onProgress(progress));
      const outcome = await unlessAborted(running, signal);
      return answered(tool, { tool: name, context: cluster.context, now: cluster.now() }, outcome);
    } catch (error) {
      const at = cluster === undefined ? head : { tool: name, context: cluster.context, now: cluster.now() };
      const by = options.signal?.aborted === true ? 'caller' : signal.aborted ? 'limit' : undefined;
      const { login, throttled } = meter;
      const ended = { by, seconds, login, throttled } as const;
      const failure = errorEnvelope(at, error, checked.input, ended);
      // A kind of that name that this tool is not for
      const next = failure.next.filter(
        ({ input }) => checkInput(tool.input, this.#validator(tool.name, tool.input), input).ok,
      );
      return bare(redact({ ...failure, next }));
    }
  }

  /** Takes back a change. It is no tool: no model can call it. */
  async undo(id: string, options: CallOptions): Promise<CallResult> {
    const { clock, limits } = this.#parts;
    const started = clock.now();
    const meter = new CallMeter(options.onProgress);
    const head = { tool: 'undo', now: started };
    const answer = await this.#change(head.tool, options, meter, (maker, how, signal) =>
      maker.undo(id, how, signal),
    ).catch((error: unknown) => {
      const by = options.signal?.aborted === true ? 'caller' : isTimeout(error) ? 'limit' : undefined;
      const { login, throttled } = meter;
      return bare(redact(errorEnvelope(head, error, { id }, { by, seconds: limits.call / 1000, login, throttled })));
    });
    const stats = { milliseconds: clock.now() - started, ...meter.counts() };
    return { envelope: await fitted(answer, options), blocks: answer.blocks, stats };
  }

  /** A person may think about it for as long as they like: what limits a change are the limits of its parts. */
  async #change(
    tool: string,
    { surface, approve, signal = new AbortController().signal }: CallOptions,
    observer: CallMeter,
    make: (maker: ChangeMaker, how: ChangeHow, signal: AbortSignal) => Promise<MadeChange>,
  ): Promise<Answer> {
    const { changes, clock } = this.#parts;
    if (changes === undefined) return bare(readOnlyEnvelope({ tool, now: clock.now() }));
    const how = { surface, observer, ...(approve === undefined ? {} : { approve }) };
    return changed(tool, await make(await changes(), how, forReads(signal)));
  }

  /** Milliseconds that a tool waits for the cluster, by its input: none where the input is not one that it takes. */
  #patience(name: string, raw: unknown): number {
    const tool = this.#tools.get(name);
    if (tool?.patience === undefined) return 0;
    const checked = checkInput(tool.input, this.#validator(tool.name, tool.input), raw);
    return checked.ok ? tool.patience(checked.input) : 0;
  }

  #validator(name: string, schema: TObject): Validator {
    const known = this.#validators.get(name);
    if (known !== undefined) return known;
    const compiled: Validator = Compile(schema);
    this.#validators.set(name, compiled);
    return compiled;
  }
}

/** A call has as many reads as it needs, and each of them listens: no leak, as Node 20 takes more than ten of them for. */
function forReads(...signals: readonly AbortSignal[]): AbortSignal {
  const any = AbortSignal.any([...signals]);
  setMaxListeners(0, any);
  return any;
}

/** What watches over one call. */
interface Watched {
  readonly meter: CallMeter;
  readonly signal: AbortSignal;
  /** When the signal ends it. */
  readonly seconds: number;
}

type Answer = Pick<CallResult, 'envelope' | 'blocks'> & { readonly cuts: Parameters<typeof fit>[1] };

function answered(
  tool: Exclude<AnyTool, ChangeTool<TObject>>,
  head: Parameters<typeof outcomeEnvelope>[0],
  outcome: Outcome<object>,
): Answer {
  const { cuts, page, ...said } = outcome;
  const safe = { ...redact(said), ...(page === undefined ? {} : { page }) };
  const found = suspects({ findings: safe.findings, data: safe.data }, '').map((path) => path.slice(1));
  const envelope = outcomeEnvelope(head, safe, found);
  return { envelope, blocks: redact(tool.present(safe.data, safe)), cuts: cuts ?? [] };
}

function changed(tool: string, { context, now, plan, ...rest }: MadeChange): Answer {
  // A plan is shown without secrets already, by the structure that tells them
  const safe = { ...redact(rest), ...(plan === undefined ? {} : { plan }) };
  const found = suspects({ findings: safe.findings, plan }, '').map((path) => path.slice(1));
  return {
    envelope: changeEnvelope({ tool, context, now }, safe, found),
    blocks: plan === undefined ? [] : planBlocks(plan),
    cuts: [],
  };
}

function bare(envelope: Envelope): Answer {
  return { envelope, blocks: [], cuts: [] };
}

/** The reason of `AbortSignal.timeout`: the plan was not made in time. */
function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

function withShortPlan(envelope: Envelope, budget: number): Envelope {
  if (envelope.plan === undefined || estimateTokens(JSON.stringify(envelope)) <= budget) return envelope;
  return { ...envelope, plan: shortPlan(envelope.plan), truncated: true };
}

/** Cut by the estimate; where the caller counts for itself, once more by what it counted. */
async function fitted({ envelope, cuts }: Answer, options: CallOptions): Promise<Envelope> {
  const budget = options.budgetTokens ?? defaultBudgetTokens;
  const shown = withShortPlan(envelope, budget);
  const first = fit(shown, cuts, budget);
  if (options.countTokens === undefined || budget === Infinity) return first;
  const text = JSON.stringify(first);
  const counted = await options.countTokens(text);
  return counted <= budget ? first : fit(shown, cuts, Math.floor((estimateTokens(text) * budget) / counted));
}
