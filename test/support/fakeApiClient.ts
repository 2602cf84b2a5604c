import { setTimeout } from 'node:timers/promises';
import { createClusters, type ClustersOptions, type LiveClusters } from '../../src/cluster/liveClusters.ts';
import { isKubeError, type KubeErrorFacts } from '../../src/core/kubeError.ts';
import type { Clock, Cluster, Limits } from '../../src/core/ports.ts';

export const shortLimits: Limits = { connect: 300, idle: 300, call: 5_000, login: 5_000 };

export const testClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }),
};

/** A clock that stands still; sleeping moves it on at once. */
export function steppedClock(start = Date.parse('2026-11-25T14:00:00Z')): Clock & {
  readonly sleeps: readonly number[];
  advance(milliseconds: number): void;
} {
  let now = start;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    advance: (milliseconds) => (now += milliseconds),
    sleep: (milliseconds, signal) => {
      signal.throwIfAborted();
      sleeps.push(milliseconds);
      now += milliseconds;
      return Promise.resolve();
    },
  };
}

export function clustersOf(kubeconfig: string, options: Partial<ClustersOptions> = {}): LiveClusters {
  return createClusters({
    env: {},
    homeDirectory: '/nonexistent',
    extraKubeconfigs: [kubeconfig],
    limits: shortLimits,
    clock: testClock,
    version: '1.2.3',
    salt: 'salt-of-the-test',
    random: () => 0.5,
    ...options,
  });
}

export const never = new AbortController().signal;

export function clusterOf(kubeconfig: string, options: Partial<ClustersOptions> = {}): Promise<Cluster> {
  return clustersOf(kubeconfig, options).open(undefined, never);
}

/** The facts of the KubeError that it fails with; what else it does is a failed test. */
export async function failureOf(work: Promise<unknown>): Promise<KubeErrorFacts & { readonly message: string }> {
  try {
    await work;
  } catch (error) {
    if (isKubeError(error)) return { ...error.facts, message: error.message };
    throw error;
  }
  throw new Error('it did not fail');
}
