import { approveFault } from './approveFault.ts';
import { exitCode } from './exitCode.ts';
import { flagConflict } from './flagConflict.ts';
import { lastingDemo } from '../terminal/lastingDemo.ts';
import { openEngine, type EngineFlags } from './openEngine.ts';
import { operatorApproval } from './operatorApproval.ts';
import { progressLine } from '../terminal/progressLine.ts';
import type { Terminal } from './terminal.ts';
import { usage } from './usage.ts';

/** `undo ID`: first the plan of it; with its digest in `--approve` the deed. */
export async function undoCommand(
  [id, ...more]: readonly string[],
  flags: EngineFlags & { readonly pretty: boolean; readonly approve?: string | undefined },
  terminal: Terminal,
): Promise<number> {
  const conflict = flags.demo
    ? `kube-sre: --demo starts a new cluster each time, on which nothing was changed. ${lastingDemo}\n`
    : flags.context === undefined
      ? flagConflict(flags)
      : 'kube-sre: a change is taken back where it was made: leave --context out\n';
  if (id === undefined || more.length > 0 || conflict !== undefined) {
    terminal.err(conflict ?? usage);
    return 2;
  }
  const fault = approveFault('undo', flags.approve);
  if (fault !== undefined) {
    terminal.out(`${JSON.stringify(fault, null, flags.pretty ? 2 : undefined)}\n`);
    return exitCode(fault);
  }
  const engine = await openEngine(flags, terminal);
  try {
    const { envelope } = await engine.undo(id, {
      signal: terminal.signal,
      surface: 'cli',
      approve: operatorApproval(flags.approve, terminal),
      onProgress: (progress) => terminal.err(`${progressLine(progress)}\n`),
    });
    terminal.out(`${JSON.stringify(envelope, null, flags.pretty ? 2 : undefined)}\n`);
    return exitCode(envelope);
  } finally {
    await engine.dispose();
  }
}
