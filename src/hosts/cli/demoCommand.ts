import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mediaDirectory } from './mediaDirectory.ts';
import { openEngine } from './openEngine.ts';
import { shellWord } from '../terminal/shellWord.ts';
import type { Terminal } from './terminal.ts';

/** What a newcomer sees first: one question each of the service, the pods and the log. */
const trials = [
  ['trace_service_chain', { name: 'api', namespace: 'shop' }],
  ['list_kubernetes_pods', { namespace: 'shop' }],
  ['get_kubernetes_pod_logs', { name: 'cart', namespace: 'shop', previous: true }],
] as const;

/** Starts the demo cluster, tries three calls on it, and stays up until Ctrl+C. */
export async function demoCommand(
  flags: { readonly port?: string | undefined; readonly 'kubeconfig-out'?: string | undefined },
  terminal: Terminal,
): Promise<number> {
  const port = flags.port === undefined ? undefined : Number(flags.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    terminal.err(`kube-sre: --port wants a number from 0 to 65535, not ${flags.port ?? ''}\n`);
    return 2;
  }
  const { startDemo } = await import('../../demo/startDemo.ts');
  const demo = await startDemo({ mediaDirectory: mediaDirectory(), ...(port === undefined ? {} : { port }) });
  const folder =
    flags['kubeconfig-out'] === undefined ? await mkdtemp(path.join(tmpdir(), 'kube-sre-demo-')) : undefined;
  const kubeconfig = path.resolve(flags['kubeconfig-out'] ?? path.join(folder ?? '', 'kubeconfig'));
  try {
    // The kubeconfig holds the demo's token: the owner's alone.
    await writeFile(kubeconfig, demo.kubeconfig, { mode: 0o600 });
    terminal.out(`The demo cluster is up: context ${demo.context}, kubeconfig ${kubeconfig}\n\n`);
    await tryCalls(kubeconfig, terminal);
    terminal.out(`Other clients work too: kubectl --kubeconfig ${shellWord(kubeconfig)} get pods\nCtrl+C stops it.\n`);
    if (!terminal.signal.aborted) await once(terminal.signal, 'abort');
    return 0;
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    await demo.close();
  }
}

async function tryCalls(kubeconfig: string, terminal: Terminal): Promise<void> {
  const engine = await openEngine({ kubeconfig, demo: false }, terminal);
  try {
    for (const [tool, input] of trials) {
      const { envelope } = await engine.call(tool, input, { surface: 'cli', signal: terminal.signal });
      terminal.out(`kube-sre call ${tool} '${JSON.stringify(input)}' --kubeconfig ${shellWord(kubeconfig)}\n`);
      terminal.out(`  ${envelope.verdict}: ${envelope.headline}\n`);
      for (const { severity, message, remedy } of envelope.findings.slice(0, 2)) {
        terminal.out(`  ${severity}: ${message}\n    → ${remedy}\n`);
      }
      terminal.out('\n');
    }
  } finally {
    await engine.dispose();
  }
}
