import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Type from 'typebox';
import { Value } from 'typebox/value';
import type { User } from './controlPlane/credentials.ts';
import type { ControlPlaneOptions } from './controlPlane/startControlPlane.ts';
import { mustRun } from './process/mustRun.ts';

const program = fileURLToPath(new URL('controlPlane/main.ts', import.meta.url));

const Ready = Type.Object({
  programs: Type.String(),
  kubeconfigs: Type.Object({ admin: Type.String(), viewer: Type.String(), nobody: Type.String() }),
});

export interface ControlPlane {
  /** The folder of kubectl and the other programs. */
  readonly programs: string;
  readonly kubeconfigs: Readonly<Record<User, string>>;
  /** Runs kubectl as admin; its standard output. */
  kubectl(args: readonly string[], input?: string): Promise<string>;
  stop(): Promise<void>;
}

/**
 * A real Kubernetes control plane on loopback, pretended nodes under it. It stops with this process at the latest: its launcher is in
 * a process group of its own, so that it outlives a kill of ours, and ends when the pipe to it closes.
 */
export async function controlPlane(options: Partial<ControlPlaneOptions> = {}): Promise<ControlPlane> {
  const child = spawn(process.execPath, [program, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for await (const line of createInterface(child.stdout)) {
    const ready: unknown = JSON.parse(line);
    if (!Value.Check(Ready, ready)) throw new Error(`The control plane said: ${line}`);
    return {
      programs: ready.programs,
      kubeconfigs: ready.kubeconfigs,
      kubectl: (args, input) =>
        mustRun(path.join(ready.programs, 'kubectl'), ['--kubeconfig', ready.kubeconfigs.admin, ...args], {
          ...(input === undefined ? {} : { input }),
        }),
      async stop() {
        child.stdin.end();
        await ended;
      },
    };
  }
  throw new Error('The control plane ended before it was ready.');
}
