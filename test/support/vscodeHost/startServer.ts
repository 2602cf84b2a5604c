import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../process/freePort.ts';
import { mustRun } from '../process/mustRun.ts';
import { ownedProcess, type OwnedProcess } from '../process/ownedProcess.ts';
import { temporaryFolder } from '../process/temporaryFolder.ts';
import type { HostInstall } from './installHost.ts';
import { defaultSettings, type ServerOptions } from './serverOptions.ts';

export interface VsCodeServer {
  /** `127.0.0.1:port`; also the authority of its `vscode-remote` URIs. */
  readonly address: string;
  readonly automation: boolean;
  readonly process: OwnedProcess;
  /** The home folder that extensions see: empty, so that no kubeconfig of the machine is found. */
  readonly home: string;
  /** The last lines that the server printed. */
  logTail(): string;
  stop(): Promise<void>;
}

/** Starts a VS Code server on loopback with folders of its own, and waits until it answers. */
export async function startServer(install: HostInstall, options: ServerOptions = {}): Promise<VsCodeServer> {
  const folder = temporaryFolder('kube-sre-vscode');
  const at = (...parts: string[]): string => path.join(folder.path, ...parts);
  writeProfile(at('user', 'User'), options);
  const home = at('home');
  mkdirSync(home);
  const env = environment(home, options.env ?? {});
  const folders = [
    '--user-data-dir',
    at('user'),
    '--server-data-dir',
    at('server'),
    '--extensions-dir',
    at('extensions'),
  ];
  for (const file of options.packages ?? []) {
    await mustRun(install.node, [install.serverMain, ...folders, '--install-extension', file, '--force'], { env });
  }
  const port = await freePort();
  const log = at('server.log');
  const automation = options.automation === true;
  const child = ownedProcess(install.node, [install.serverMain, ...folders, ...serverFlags(port, automation)], {
    env,
    log,
  });
  const server: VsCodeServer = {
    address: `127.0.0.1:${port}`,
    automation,
    process: child,
    home,
    logTail: () => readFileSync(log, 'utf8').slice(-3000),
    async stop() {
      await child.stop();
      folder.remove();
    },
  };
  try {
    await answers(server);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

function writeProfile(folder: string, options: ServerOptions): void {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, content: unknown): void =>
    writeFileSync(path.join(folder, name), JSON.stringify(content, null, 2));
  write('settings.json', { ...defaultSettings, ...options.settings });
  if (options.models !== undefined) write('chatLanguageModels.json', options.models);
  if (options.keyBindings !== undefined) write('keybindings.json', options.keyBindings);
}

function serverFlags(port: number, automation: boolean): readonly string[] {
  return [
    ...['--host', '127.0.0.1', '--port', String(port)],
    ...[
      '--without-connection-token',
      '--accept-server-license-terms',
      '--disable-telemetry',
      '--disable-workspace-trust',
    ],
    // Should this process be killed without a chance to clean up, the server ends by itself once the page is gone.
    ...['--enable-remote-auto-shutdown', '--reconnection-grace-time', '60'],
    // Without this flag the page ignores the request to run a suite.
    ...(automation ? ['--enable-smoke-test-driver'] : []),
  ];
}

/** Ours without what another VS Code or a kubeconfig of the machine would bring in. */
function environment(home: string, added: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|KUBECONFIG$|XDG_)/.test(name));
  return { ...Object.fromEntries(inherited), HOME: home, TMPDIR: path.dirname(home), ...added };
}

async function answers(server: VsCodeServer): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline && !server.process.hasEnded()) {
    const version = await fetch(`http://${server.address}/version`).catch(() => undefined);
    if (version?.ok === true) return;
    await sleep(100);
  }
  throw new Error(`The VS Code server did not start:\n${server.logTail()}`);
}
