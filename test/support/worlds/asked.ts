import type { Cluster, Clusters, Limits } from '../../../src/core/ports.ts';
import type { Scan } from '../../../src/core/scan.ts';
import type { Envelope } from '../../../src/core/envelope.ts';
import type { TreeNode } from '../../../src/core/engine.ts';
import { createClusters } from '../../../src/cluster/liveClusters.ts';
import { Runner } from '../../../src/core/runner.ts';
import { allRules } from '../../../src/rules/allRules.ts';
import { runScan } from '../../../src/rules/scan/runScan.ts';
import { systemClock } from '../../../src/systemClock.ts';
import { allTools } from '../../../src/tools/allTools.ts';
import { createLiveTree } from '../../../src/tree/liveTree.ts';
import { checkEnvelope } from '../checkEnvelope.ts';

/** The product over one server, at one moment. */
export interface Asked {
  call(tool: string, input: object): Promise<Envelope>;
  scan(namespace: string): Promise<Scan>;
  /** The nodes below the context: one for each namespace. */
  tree(): Promise<readonly TreeNode[]>;
  close(): void;
}

const limits: Limits = { connect: 5000, idle: 10_000, call: 20_000, login: 5000 };

/**
 * @param kubeconfig as text
 * @param now milliseconds since the epoch: the moment at which it is looked
 */
export function askedAt(kubeconfig: string, homeDirectory: string, now: number): Asked {
  const live = createClusters({
    env: {},
    homeDirectory,
    kubeconfig,
    limits,
    clock: systemClock,
    version: 'test',
    salt: 'worlds',
  });
  const clusters: Clusters = {
    open: async (context, signal) => atMoment(await live.open(context, signal), now),
    contexts: () => live.contexts(),
    dispose: () => live.dispose(),
  };
  const parts = {
    clusters: () => Promise.resolve(clusters),
    clock: systemClock,
    limits,
    activeContext: () => undefined,
    record: () => undefined,
  };
  const runner = new Runner({ ...parts, tools: allTools, groupEnabled: () => true });
  const tree = createLiveTree({ clock: systemClock, open: (signal) => clusters.open(undefined, signal) });
  return {
    call: async (tool, input) =>
      checkEnvelope((await runner.call(tool, input, { surface: 'test', budgetTokens: Infinity })).envelope),
    scan: (namespace) => runScan({ ...parts, rules: allRules }, { namespace }, {}),
    tree: () => tree.children(undefined),
    close: () => {
      tree.dispose();
      live.dispose();
    },
  };
}

/** A cluster under one name, whose server's clock stands still. */
function atMoment(cluster: Cluster, now: number): Cluster {
  return {
    context: 'worlds',
    connection: { ...cluster.connection, server: 'https://worlds.example', cluster: 'worlds', user: 'worlds' },
    salt: cluster.salt,
    now: () => now,
    list: (kind, query, signal) => cluster.list(kind, query, signal),
    get: (kind, at, signal) => cluster.get(kind, at, signal),
    watch: (kind, query, onEvent, signal) => cluster.watch(kind, query, onEvent, signal),
    logs: (query, signal) => cluster.logs(query, signal),
    raw: (path, query, signal) => cluster.raw(path, query, signal),
    review: (question, signal) => cluster.review(question, signal),
    observed: (by) => atMoment(cluster.observed(by), now),
    forget: () => cluster.forget(),
  };
}
