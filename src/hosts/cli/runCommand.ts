import { parseArgs } from 'node:util';
import { callCommand } from './callCommand.ts';
import { changesCommand } from './changesCommand.ts';
import { demoCommand } from './demoCommand.ts';
import { mcpCommand } from './mcpCommand.ts';
import type { Terminal } from './terminal.ts';
import { toolsCommand } from './toolsCommand.ts';
import { undoCommand } from './undoCommand.ts';
import { usage } from './usage.ts';
import { version } from './version.ts';

const options = {
  context: { type: 'string' },
  kubeconfig: { type: 'string' },
  demo: { type: 'boolean', default: false },
  pretty: { type: 'boolean', default: false },
  markdown: { type: 'boolean', default: false },
  'allow-changes': { type: 'boolean', default: false },
  approve: { type: 'string' },
  check: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  port: { type: 'string' },
  'kubeconfig-out': { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Runs one command line; the exit code. */
export async function runCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    terminal.err(`kube-sre: ${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return 2;
  }
  const { values, positionals } = parsed;
  const [command, ...rest] = positionals;
  if (values.help || command === 'help') {
    terminal.out(usage);
    return 0;
  }
  // Of these, none takes a word of its own
  if (['tools', 'demo', 'version', 'changes'].includes(command ?? '') && rest.length > 0) {
    terminal.err(`kube-sre: ${command ?? ''} takes no ${rest.join(' ')}\n\n${usage}`);
    return 2;
  }
  switch (command) {
    case 'call':
      return callCommand(rest, values, terminal);
    case 'tools':
      return toolsCommand(values.json, terminal);
    case 'demo':
      return demoCommand(values, terminal);
    case 'changes':
      return changesCommand(values, terminal);
    case 'undo':
      return undoCommand(rest, values, terminal);
    case 'mcp':
      return mcpCommand(rest, values, terminal);
    case 'version':
      terminal.out(`${version}\n`);
      return 0;
    default:
      terminal.err(`${command === undefined ? '' : `kube-sre: no command ${command}\n\n`}${usage}`);
      return 2;
  }
}
