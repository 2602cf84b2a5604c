import { flagConflict } from './flagConflict.ts';
import { mcpLogLine } from './mcpLogLine.ts';
import { openEngine, type EngineFlags } from './openEngine.ts';
import { sameClusters } from '../terminal/sameClusters.ts';
import type { Terminal } from './terminal.ts';
import { usage } from './usage.ts';
import { version } from './version.ts';

/** `mcp`: the tools for one client on standard input and output, until it goes. */
export async function mcpCommand(more: readonly string[], flags: EngineFlags, terminal: Terminal): Promise<number> {
  const { env, input, output, err, signal } = terminal;
  const conflict = flagConflict(flags);
  if (more.length > 0 || conflict !== undefined) {
    err(conflict ?? usage);
    return 2;
  }
  const log = (line: string): void => err(`kube-sre mcp: ${line}\n`);
  const at = sameClusters(flags, env);
  const engine = await openEngine(flags, terminal, { at, record: (record) => log(mcpLogLine(record)) });
  try {
    const { serveMcp } = await import('../mcp/serveMcp.ts');
    const changes = flags['allow-changes'] === true;
    const served = engine.tools().filter(({ risk }) => changes || risk === 'read').length;
    log(
      `serving ${served} tools, ${changes ? 'also those that change something: each asks first' : 'all of them read-only'}`,
    );
    await serveMcp(engine, { version, changes, at, input, output, log, signal });
    return 0;
  } finally {
    await engine.dispose();
  }
}
