import { homedir } from 'node:os';
import type { Engine } from '../../core/engine.ts';
import { mediaDirectory } from './mediaDirectory.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

export interface EngineFlags {
  readonly context?: string | undefined;
  readonly kubeconfig?: string | undefined;
  readonly demo: boolean;
}

/** An engine for one command. With `demo` the embedded cluster is started and is the active context. */
export async function openEngine(
  { context, kubeconfig, demo }: EngineFlags,
  { env }: Pick<Terminal, 'env'>,
): Promise<Engine> {
  const { createEngine } = await import('../../compose.ts');
  let active = context;
  const engine = createEngine({
    env,
    homeDirectory: homedir(),
    version,
    mediaDirectory: mediaDirectory(),
    activeContext: () => active,
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
  });
  if (demo) active = await engine.startDemo();
  return engine;
}
