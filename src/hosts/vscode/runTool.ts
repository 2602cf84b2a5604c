import type { CallOptions, CallResult, Engine } from '../../core/engine.ts';
import { isRecord } from '../../core/json.ts';
import type { Host } from './host.ts';
import { withLateProgress } from './lateProgress.ts';
import { localize } from './localize.ts';

type Input = Readonly<Record<string, unknown>>;

/** Calls a tool for a person: uncut, with progress and Cancel once it takes longer; undefined: cancelled. */
export async function runTool(
  host: Host,
  tool: string,
  input: Input,
  how: Pick<CallOptions, 'surface' | 'fresh'>,
): Promise<CallResult | undefined> {
  const engine = await host.engines.get();
  return withLateProgress(doing(engine, tool, input), (signal, onProgress) =>
    engine.call(tool, withTarget(host, engine, tool, input), { ...how, budgetTokens: Infinity, signal, onProgress }),
  );
}

/** The active context is named, so that the answer can be asked for again after a switch; a tool about the kubeconfig takes none. */
export function withTarget(host: Host, engine: Engine, tool: string, input: Input): Input {
  const context = host.target.chosen;
  if (context === undefined || input.context !== undefined) return input;
  const schema: unknown = engine.tools().find(({ name }) => name === tool)?.inputSchema;
  const fields = isRecord(schema) ? schema.properties : undefined;
  return isRecord(fields) && 'context' in fields ? { ...input, context } : input;
}

/** A tool may not find words for an input that is wrong; the answer then says what is wrong with it. */
export function doing(engine: Engine, tool: string, input: Input): string {
  try {
    return localize(engine.doing(tool, input));
  } catch {
    return tool;
  }
}
