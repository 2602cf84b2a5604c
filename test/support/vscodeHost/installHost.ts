import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { madeOnce } from '../cache/madeOnce.ts';
import { mustRun } from '../process/mustRun.ts';

/** code-server carries VS Code's own server and web workbench, Copilot Chat included: 4.139.1 is VS Code 1.139.1. */
export const codeServerVersion = '4.139.1';
const nodeVersion = '24';

export interface HostInstall {
  /** The Node that runs the server; VS Code 1.139 needs 24. */
  readonly node: string;
  /** VS Code's `server-main.js`. code-server's own front is not used: it refuses the flag that test mode needs. */
  readonly serverMain: string;
}

/** A real VS Code from npm packages alone, no compiler and no install script: about 20 s and 0.8 GB, once. */
export async function installHost(): Promise<HostInstall> {
  const folder = await madeOnce(`vscode-host-${codeServerVersion}-node${nodeVersion}-${process.arch}`, fill);
  return {
    node: path.join(folder, 'node_modules', nodePackage(), 'bin', 'node'),
    serverMain: path.join(folder, 'code-server', 'lib', 'vscode', 'out', 'server-main.js'),
  };
}

/** Null where a VS Code server can be had, else why not. */
export function hostUnsupported(): string | null {
  if (process.platform !== 'linux')
    return `the npm build of VS Code's server is for Linux, this is ${process.platform}`;
  return process.arch === 'x64' || process.arch === 'arm64'
    ? null
    : `no Node ${nodeVersion} package for ${process.arch}`;
}

function nodePackage(): string {
  return `node-linux-${process.arch}`;
}

async function fill(folder: string): Promise<void> {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const say = (text: string): void => void process.stderr.write(`VS Code host: ${text}\n`);
  const npm = (cwd: string, ...args: string[]): Promise<string> =>
    mustRun('npm', args, { cwd, env: outsideTheProject() });
  say(`installing VS Code from code-server ${codeServerVersion} into ${folder}`);
  writeFileSync(path.join(folder, 'package.json'), '{"private":true}\n');
  await npm(folder, 'install', ...quiet, `${nodePackage()}@${nodeVersion}`);
  await npm(folder, 'pack', '--silent', `code-server@${codeServerVersion}`);
  const archive = path.join(folder, `code-server-${codeServerVersion}.tgz`);
  const unpacked = path.join(folder, 'code-server');
  mkdirSync(unpacked);
  await mustRun('tar', ['-xzf', archive, '-C', unpacked, '--strip-components=1']);
  rmSync(archive);
  say('installing the dependencies of the server and of its built-in extensions');
  const server = path.join(unpacked, 'lib', 'vscode');
  await npm(server, 'install', '--omit=dev', ...quiet);
  await npm(path.join(server, 'extensions'), 'install', '--omit=dev', ...quiet);
  if (!existsSync(path.join(server, 'out', 'server-main.js')))
    throw new Error('code-server no longer has lib/vscode/out/server-main.js');
  say('ready');
}

/** Under `npm test` npm hands its settings on by variables, among them this project's prefix; the registry's stay. */
function outsideTheProject(): NodeJS.ProcessEnv {
  const dropped = [
    'npm_config_local_prefix',
    'npm_config_prefix',
    'npm_config_ignore_scripts',
    'npm_config_workspace',
    'INIT_CWD',
  ];
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !dropped.includes(name)));
}
