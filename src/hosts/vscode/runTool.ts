import * as vscode from 'vscode';
import type { CallOptions, CallResult, Engine } from '../../core/engine.ts';
import { isRecord } from '../../core/json.ts';
import type { Host } from './host.ts';
import { localize } from './localize.ts';
import { withoutLinks } from './plainText.ts';
import { progressText } from './progressText.ts';

type Input = Readonly<Record<string, unknown>>;

/** Below this, progress would only flicker. Milliseconds. */
const patience = 500;

/** Calls a tool for a person: uncut, with progress and Cancel once it takes longer; undefined: cancelled. */
export async function runTool(
  host: Host,
  tool: string,
  input: Input,
  how: Pick<CallOptions, 'surface' | 'fresh'>,
): Promise<CallResult | undefined> {
  const engine = await host.engines.get();
  const cancel = new AbortController();
  let latest: string | undefined;
  let report: ((text: string) => void) | undefined;
  const running = engine.call(tool, withTarget(host, engine, tool, input), {
    ...how,
    budgetTokens: Infinity,
    signal: cancel.signal,
    onProgress: (progress) => {
      latest = withoutLinks(progressText(progress));
      report?.(latest);
    },
  });
  if (!(await settledWithin(running, patience))) {
    await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: withoutLinks(doing(engine, tool, input)),
        cancellable: true,
      },
      async (progress, token) => {
        token.onCancellationRequested(() => cancel.abort());
        report = (message) => progress.report({ message });
        if (latest !== undefined) report(latest);
        await running;
      },
    );
  }
  const result = await running;
  return cancel.signal.aborted ? undefined : result;
}

async function settledWithin(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The active context is named, so that the answer can be asked for again after a switch; a tool about the kubeconfig takes none. */
function withTarget(host: Host, engine: Engine, tool: string, input: Input): Input {
  const context = host.target.chosen;
  if (context === undefined || input.context !== undefined) return input;
  const schema: unknown = engine.tools().find(({ name }) => name === tool)?.inputSchema;
  const fields = isRecord(schema) ? schema.properties : undefined;
  return isRecord(fields) && 'context' in fields ? { ...input, context } : input;
}

/** A tool may not find words for an input that is wrong; the answer then says what is wrong with it. */
function doing(engine: Engine, tool: string, input: Input): string {
  try {
    return localize(engine.doing(tool, input));
  } catch {
    return tool;
  }
}
