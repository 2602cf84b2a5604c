import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createEngine } from '../../../src/compose.ts';
import type { Engine } from '../../../src/core/engine.ts';
import type { Limits } from '../../../src/core/ports.ts';
import { startFaultProxy, type FaultProxy } from '../../support/faultProxy.ts';
import { root } from '../../support/sourceImports.ts';
import { isSilence, isSlow, type NamedFault } from './faults.ts';

/** For faults that nobody waits for: a busy machine must not look like one more. */
export const patientLimits: Limits = { connect: 60_000, idle: 60_000, call: 120_000, login: 60_000 };

export const limits: Limits = { connect: 300, idle: 300, call: 1500, login: 300 };

/** Short alone is the limit that ends the fault: a busy machine would reach the others too, which looks like one fault more. */
export function limitsUnder(fault: NamedFault): Limits {
  if (!isSlow(fault)) return patientLimits;
  return { ...patientLimits, call: limits.call, ...(isSilence(fault) ? { idle: limits.idle } : {}) };
}

/** A proxy of its own, and fresh engines behind it: what happens at one bench disturbs no other. */
export interface Bench {
  readonly proxy: FaultProxy;
  /** Nothing is answered from memory. */
  readonly engine: (limits: Limits) => Engine;
}

export interface Benches {
  readonly all: readonly Bench[];
  close(): Promise<void>;
}

/** @param server `https://127.0.0.1:PORT`; @param kubeconfig its text, with that address */
export async function openBenches(server: string, kubeconfig: string, count: number): Promise<Benches> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kube-sre-faults-'));
  const all = await Promise.all(
    Array.from({ length: count }, async (_, index): Promise<Bench> => {
      const proxy = await startFaultProxy(server);
      const home = path.join(folder, String(index));
      const file = path.join(home, 'kubeconfig');
      await mkdir(home);
      await writeFile(file, kubeconfig.replaceAll(new URL(server).origin, proxy.url), { mode: 0o600 });
      const options = { env: {}, homeDirectory: home, kubeconfig: file, version: 'test' };
      return {
        proxy,
        engine: (limits) => createEngine({ ...options, limits, mediaDirectory: path.join(root, 'media') }),
      };
    }),
  );
  return {
    all,
    close: async () => {
      await Promise.all(all.map(({ proxy }) => proxy.close()));
      await rm(folder, { recursive: true });
    },
  };
}

/** Does the work at as many benches at once as there are. */
export async function atBenches<T>(
  { all }: Benches,
  work: readonly T[],
  use: (bench: Bench, one: T) => Promise<void>,
): Promise<void> {
  const left = [...work];
  await Promise.all(
    all.map(async (bench) => {
      for (let one = left.shift(); one !== undefined; one = left.shift()) await use(bench, one);
    }),
  );
}
