import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
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
import { metricsParts } from './metricsServer.ts';
import { writeCredentials, type Credentials } from './credentials.ts';
import { nodeManifest } from './nodeManifest.ts';

export interface ControlPlaneOptions {
  readonly nodes: number;
  /** `silent`: KWOK is ended when the nodes are ready, so that nobody but the test writes the status of a pod. */
  readonly kubelets: 'playing' | 'silent';
  /** How often the API server has etcd forget what was before: a page token lives twice as long at most. */
  readonly compactionSeconds: number;
  /** metrics-server, too. It serves metrics.k8s.io when this is ready, and has figures within a minute, of kubelets that play. */
  readonly metrics: boolean;
}

export const usualOptions: ControlPlaneOptions = {
  nodes: 3,
  kubelets: 'playing',
  compactionSeconds: 300,
  metrics: false,
};

export interface StartedControlPlane {
  readonly credentials: Credentials;
  stop(): Promise<void>;
}

/**
 * Starts etcd, the API server, the controllers, the scheduler and KWOK on loopback; ready when the nodes are and the controllers work.
 * About 6 s. A port that somebody else took meanwhile is no failure: it starts again on others.
 */
export async function startControlPlane(
  binaries: ControlPlaneBinaries,
  folder: string,
  options: ControlPlaneOptions,
): Promise<StartedControlPlane> {
  for (let attempt = 1; ; attempt += 1) {
    const own = path.join(folder, String(attempt));
    try {
      return await startOnce(binaries, own, options);
    } catch (error) {
      if (attempt === 3 || !portWasTaken(own)) throw error;
    }
  }
}

async function startOnce(
  binaries: ControlPlaneBinaries,
  folder: string,
  { nodes, kubelets, compactionSeconds, metrics }: ControlPlaneOptions,
): Promise<StartedControlPlane> {
  mkdirSync(folder, { recursive: true });
  const ports = await freePorts();
  const credentials = writeCredentials(folder, `https://127.0.0.1:${ports.api}`);
  const measured = metrics ? metricsParts(folder, ports, credentials) : undefined;
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
  const check = (): void => {
    const gone = started.find((one) => one.process.hasEnded());
    if (gone === undefined) return;
    const log = readFileSync(path.join(folder, `${gone.name}.log`), 'utf8');
    throw new Error(`${gone.name} ended:\n${log.slice(-2000)}`);
  };
  try {
    start('server', etcdArguments(folder, ports));
    start('kube-apiserver', [
      ...apiServerArguments(folder, ports, credentials),
      `--etcd-compaction-interval=${compactionSeconds}s`,
      ...(measured?.apiServer ?? []),
    ]);
    await apiReady(path.join(binaries.programs, 'kubectl'), credentials, check);
    start('kube-controller-manager', controllerArguments(folder, ports, credentials));
    start('kube-scheduler', schedulerArguments(folder, ports, credentials));
    start('kwok', [...kwokArguments(binaries.stages, credentials), ...(measured?.kwok ?? [])]);
    const names = Array.from({ length: nodes }, (_, index) => `node-${index + 1}`);
    const create = ['--kubeconfig', credentials.kubeconfigs.admin, 'create', '-f', '-'];
    const manifests = names.map((name, index) => nodeManifest(name, `zone-${(index % 3) + 1}`));
    await mustRun(path.join(binaries.programs, 'kubectl'), create, { input: manifests.join('\n---\n') });
    await kubectl('wait', '--for=condition=Ready', '--timeout=120s', 'node', '--all');
    // The controllers make it; pods are refused without it.
    await kubectl('wait', '--for=create', '--timeout=60s', '--namespace=default', 'serviceaccount/default');
    if (measured !== undefined) {
      start('metrics-server', measured.metricsServer);
      await mustRun(path.join(binaries.programs, 'kubectl'), create, { input: measured.manifest });
      await kubectl('wait', '--for=condition=Available', '--timeout=120s', 'apiservice/v1beta1.metrics.k8s.io');
    }
    check();
    if (kubelets === 'silent') await started.find(({ name }) => name === 'kwok')?.process.stop(1500);
    return { credentials, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function freePorts(): Promise<Ports> {
  const [etcd, etcdPeer, api, controllers, scheduler, kubelet, metrics] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
    freePort(),
    freePort(),
    freePort(),
    freePort(),
  ]);
  return { etcd, etcdPeer, api, controllers, scheduler, kubelet, metrics };
}

function portWasTaken(folder: string): boolean {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.log'))
    .some((file) => readFileSync(path.join(folder, file), 'utf8').includes('address already in use'));
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
