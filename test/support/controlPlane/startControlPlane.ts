import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../process/freePort.ts';
import { mustRun } from '../process/mustRun.ts';
import { ownedProcess, type OwnedProcess } from '../process/ownedProcess.ts';
import { runProgram } from '../process/runProgram.ts';
import type { ControlPlaneBinaries } from './buildBinaries.ts';
import {
  apiServerArguments,
  controllerArguments,
  etcdArguments,
  kwokArguments,
  schedulerArguments,
  type Ports,
} from './commandLines.ts';
import { writeCredentials, type Credentials } from './credentials.ts';
import { nodeManifest } from './nodeManifest.ts';

export interface StartedControlPlane {
  readonly credentials: Credentials;
  stop(): Promise<void>;
}

const nodeCount = 3;

/** Starts etcd, the API server, the controllers, the scheduler and KWOK on loopback; ready when the nodes are. About 6 s. */
export async function startControlPlane(binaries: ControlPlaneBinaries, folder: string): Promise<StartedControlPlane> {
  mkdirSync(folder, { recursive: true });
  const ports = await freePorts();
  const credentials = writeCredentials(folder, `https://127.0.0.1:${ports.api}`);
  const started: { readonly name: string; readonly process: OwnedProcess }[] = [];
  const start = (program: string, args: readonly string[]): void => {
    const log = path.join(folder, `${program}.log`);
    started.push({
      name: program,
      process: ownedProcess(path.join(binaries.programs, program), args, { env: process.env, log }),
    });
  };
  const stop = async (): Promise<void> => {
    // The API server outlives those that talk to it, and etcd the API server.
    for (const { process: one } of started.toReversed()) await one.stop(1500);
  };
  const kubectl = (...args: string[]): Promise<string> =>
    mustRun(path.join(binaries.programs, 'kubectl'), ['--kubeconfig', credentials.kubeconfigs.admin, ...args]);
  try {
    start('server', etcdArguments(folder, ports));
    start('kube-apiserver', apiServerArguments(folder, ports, credentials));
    await apiReady(path.join(binaries.programs, 'kubectl'), credentials, () => {
      const gone = started.find((one) => one.process.hasEnded());
      if (gone) throw new Error(`${gone.name} ended; see ${path.join(folder, `${gone.name}.log`)}`);
    });
    start('kube-controller-manager', controllerArguments(folder, ports, credentials));
    start('kube-scheduler', schedulerArguments(folder, ports, credentials));
    start('kwok', kwokArguments(binaries.stages, credentials));
    const names = Array.from({ length: nodeCount }, (_, index) => `node-${index + 1}`);
    for (const [index, name] of names.entries()) {
      const apply = ['--kubeconfig', credentials.kubeconfigs.admin, 'create', '-f', '-'];
      await mustRun(path.join(binaries.programs, 'kubectl'), apply, { input: nodeManifest(name, `zone-${index + 1}`) });
    }
    await kubectl('wait', '--for=condition=Ready', '--timeout=60s', ...names.map((name) => `node/${name}`));
    return { credentials, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function freePorts(): Promise<Ports> {
  const [etcd, etcdPeer, api, controllers, scheduler] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
    freePort(),
    freePort(),
  ]);
  return { etcd, etcdPeer, api, controllers, scheduler };
}

async function apiReady(kubectl: string, { kubeconfigs }: Credentials, check: () => void): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline) {
    check();
    const { code } = await runProgram(kubectl, ['--kubeconfig', kubeconfigs.admin, 'get', '--raw', '/readyz']);
    if (code === 0) return;
    await sleep(200);
  }
  throw new Error('The API server was not ready after 120 s.');
}
