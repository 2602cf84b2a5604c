import { homedir } from 'node:os';
import type { CallRecord, Engine } from '../../core/engine.ts';
import { commandLine } from '../terminal/commandLine.ts';
import { mediaDirectory } from './mediaDirectory.ts';
import { sameClusters, type SameClusters } from '../terminal/sameClusters.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

export interface EngineFlags {
  readonly context?: string | undefined;
  readonly kubeconfig?: string | undefined;
  readonly demo: boolean;
  readonly 'allow-changes'?: boolean | undefined;
}

export interface EngineUse {
  /** Where a change is taken back. Absent: in the shell that has run this command. */
  readonly at?: SameClusters;
  readonly record?: (record: CallRecord) => void;
}

/** An engine for one command. With `demo` the embedded cluster is started, and is all that there is: no kubeconfig is read. */
export async function openEngine(
  flags: EngineFlags,
  { env, err }: Pick<Terminal, 'env' | 'err'>,
  { at = sameClusters(flags, {}), record }: EngineUse = {},
): Promise<Engine> {
  const { context, kubeconfig, demo, 'allow-changes': allowed = false } = flags;
  const { createEngine } = await import('../../compose.ts');
  let active = context;
  const engine = createEngine({
    env,
    homeDirectory: homedir(),
    version,
    mediaDirectory: mediaDirectory(),
    activeContext: () => active,
    changes: {
      isEnabled: () => allowed,
      howToEnable: 'a person runs the command with --allow-changes',
      undoneBy: (id) => (at === 'demo' ? null : commandLine(at, ['undo', id])),
    },
    warn: (text) => err(`kube-sre: ${text}\n`),
    demoOnly: demo,
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(record === undefined ? {} : { record }),
  });
  if (demo) active = await engine.startDemo();
  return engine;
}
