import { exitCode } from './exitCode.ts';
import { flagConflict } from './flagConflict.ts';
import { openEngine, type EngineFlags } from './openEngine.ts';
import { progressLine } from './progressLine.ts';
import type { Terminal } from './terminal.ts';
import { usage } from './usage.ts';

/** `call TOOL JSON`: the envelope as one JSON object on standard output, whatever happens. */
export async function callCommand(
  [tool, json, ...more]: readonly string[],
  flags: EngineFlags & { readonly pretty: boolean },
  terminal: Terminal,
): Promise<number> {
  if (tool === undefined || more.length > 0) {
    terminal.err(usage);
    return 2;
  }
  const conflict = flagConflict(flags);
  if (conflict !== undefined) {
    terminal.err(conflict);
    return 2;
  }
  const engine = await openEngine(flags, terminal);
  const started = performance.now();
  try {
    const { envelope } = await engine.call(tool, parsed(json ?? '{}'), {
      signal: terminal.signal,
      surface: 'cli',
      onProgress: (progress) => {
        // What is done within half a second needs no progress; a login or a wait is always said.
        if (progress.type !== 'reading' || performance.now() - started > 500)
          terminal.err(`${progressLine(progress)}\n`);
      },
    });
    terminal.out(`${JSON.stringify(envelope, null, flags.pretty ? 2 : undefined)}\n`);
    return exitCode(envelope);
  } finally {
    await engine.dispose();
  }
}

/** What is not JSON goes to the input check as it is, which then says that it wants an object; so does a null that was written out. */
function parsed(json: string): unknown {
  try {
    return (JSON.parse(json) as unknown) ?? json;
  } catch {
    return json;
  }
}
