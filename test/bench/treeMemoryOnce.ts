import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { TreeNode } from '../../src/core/engine.ts';
import type { Kind } from '../../src/core/kind.ts';
import type { Cluster } from '../../src/core/ports.ts';
import { systemClock } from '../../src/systemClock.ts';
import { createLiveTree } from '../../src/tree/liveTree.ts';
import { memoryCluster } from '../support/memoryCluster.ts';
import { largePod } from './listPodsData.ts';

/** Draws a tree of 10,000 pods in 200 namespaces, all of it expanded and followed, and prints what stays on the heap. */
const count = 10_000;
const namespaces = 200;

const cluster: Cluster = {
  ...memoryCluster({ objects: [], raw: { '/version': '{"gitVersion":"v1.36.3"}' } }),
  now: () => Date.now(),
  list: async (kind) => ({ items: await objectsOf(kind), resourceVersion: '1', inconsistent: false }),
  watch: (_kind, _query, _onEvent, signal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('ended', 'AbortError')));
    }),
};

/** Each object as text first, as it comes from a server, so that no string is shared with another; a few at a time. */
async function objectsOf<T>(kind: Kind<T>): Promise<readonly T[]> {
  const make = makers[kind.kind];
  if (make === undefined) return [];
  const items: T[] = [];
  for (let index = 0; index < make.count; index += 1) {
    items.push(kind.project(JSON.parse(JSON.stringify(make.object(index)))));
    if (index % 10 === 0) await setImmediate();
  }
  return items;
}

const makers: Readonly<Record<string, { readonly count: number; readonly object: (index: number) => object }>> = {
  Pod: { count, object: largePod },
  Namespace: {
    count: namespaces,
    object: (index) => ({
      metadata: { name: `team-${index}`, uid: `namespace-${index}` },
      status: { phase: 'Active' },
    }),
  },
  Deployment: {
    count: namespaces,
    object: (index) => ({
      metadata: { name: `checkout-${index % 40}`, namespace: `team-${index}`, uid: `deployment-${index}` },
      spec: { replicas: 50 },
      status: { replicas: 50, updatedReplicas: 50, readyReplicas: 48, availableReplicas: 48 },
    }),
  },
};

function heapUsed(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

// Code is compiled and caches are filled by a first tree that is thrown away
await createLiveTree({ open: () => Promise.resolve(cluster), clock: systemClock }).children(undefined);
await sleep(50);
const before = heapUsed();
const tree = createLiveTree({ open: () => Promise.resolve(cluster), clock: systemClock });
const stop = tree.listen(() => undefined);
const pods = await podsBelow(await tree.children(undefined));
await sleep(500);
const heapMb = (heapUsed() - before) / 1024 / 1024;
console.log(JSON.stringify({ pods, heapMb: rounded(heapMb) }));
stop();

/** All pods are drawn once, each below its Deployment. */
async function podsBelow(nodes: readonly TreeNode[]): Promise<number> {
  let found = 0;
  for (const node of nodes)
    if (node.what === 'pod') found += 1;
    else if (node.expandable) found += await podsBelow(await tree.children(node.id));
  return found;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
