import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TreeNode } from '../../../src/core/engine.ts';
import { ManualClock } from './manualClock.ts';
import { ScriptedCluster } from './scriptedCluster.ts';
import { liveTree, text } from './treeStage.ts';

interface Counts {
  readonly critical: number;
  readonly warnings: number;
}

interface World {
  /** Of each Deployment, whether each of its pods serves. */
  readonly workloads: readonly (readonly boolean[])[];
  readonly lonePods: readonly boolean[];
  /** Of each Service, whether its selector fits the pods of nobody. */
  readonly services: readonly boolean[];
}

const world: fc.Arbitrary<World> = fc.record({
  workloads: fc.array(fc.array(fc.boolean(), { maxLength: 4 }), { maxLength: 14 }),
  lonePods: fc.array(fc.boolean(), { maxLength: 14 }),
  services: fc.array(fc.boolean(), { maxLength: 4 }),
});

function pod(name: string, serves: boolean, owner?: string): object {
  return {
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'shop',
      labels: { app: 'shop', 'pod-template-hash': '7d9' },
      ...(owner === undefined
        ? {}
        : { ownerReferences: [{ kind: 'ReplicaSet', name: `${owner}-7d9`, controller: true }] }),
    },
    spec: { nodeName: 'node-1', containers: [{ name: 'app' }] },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: serves ? 'True' : 'False' }],
      containerStatuses: [
        {
          name: 'app',
          ready: serves,
          restartCount: 0,
          state: serves ? { running: {} } : { waiting: { reason: 'CrashLoopBackOff' } },
        },
      ],
    },
  };
}

function objectsOf({ workloads, lonePods, services }: World): readonly object[] {
  return [
    { kind: 'Namespace', metadata: { name: 'shop' } },
    ...workloads.flatMap((pods, index) => {
      const name = `work-${index}`;
      const replicas = pods.length;
      const deployment = {
        kind: 'Deployment',
        metadata: { name, namespace: 'shop' },
        spec: { replicas, template: { metadata: { labels: { app: 'shop' } } } },
        status: { replicas, updatedReplicas: replicas, readyReplicas: pods.filter(Boolean).length },
      };
      return [deployment, ...pods.map((serves, at) => pod(`${name}-7d9-${at}`, serves, name))];
    }),
    ...lonePods.map((serves, index) => pod(`lone-${index}`, serves)),
    ...services.map((fits, index) => ({
      kind: 'Service',
      metadata: { name: `door-${index}`, namespace: 'shop' },
      spec: { clusterIP: '10.0.0.1', ports: [{ port: 80 }], selector: { app: fits ? 'shop' : 'shpo' } },
    })),
  ];
}

function counted(description: string): Counts {
  return {
    critical: Number(/⛔ (\d+)/.exec(description)?.[1] ?? 0),
    warnings: Number(/⚠ (\d+)/.exec(description)?.[1] ?? 0),
  };
}

function sum(all: readonly Counts[]): Counts {
  return {
    critical: all.reduce((total, { critical }) => total + critical, 0),
    warnings: all.reduce((total, { warnings }) => total + warnings, 0),
  };
}

const countedIn = (nodes: readonly TreeNode[]): Counts =>
  sum(nodes.map(({ description }) => counted(text(description))));

const drawnIn = (nodes: readonly TreeNode[]): Counts => ({
  critical: nodes.filter(({ state }) => state === 'critical').length,
  warnings: nodes.filter(({ state }) => state === 'warning').length,
});

/** How many objects the tooltip tells of: a line each, and those that it says are left. */
function toldIn(tooltip: TreeNode['tooltip']): number {
  const [, ...lines] = tooltip.map(text);
  const more = lines.map((line) => /^and (\d+) more$/.exec(line)?.[1]).find((found) => found !== undefined);
  return more === undefined ? lines.length : lines.length - 1 + Number(more);
}

describe('what a namespace counts', () => {
  it('is what its folders count, what their rows show, and what its tooltip and its context tell of', () =>
    fc.assert(
      fc.asyncProperty(world, async (one) => {
        const clock = new ManualClock();
        const cluster = new ScriptedCluster(() => clock.now());
        for (const object of objectsOf(one)) cluster.putObject({ ...object });
        const tree = liveTree(cluster, clock);
        const [namespace] = await tree.children(undefined);
        assert.ok(namespace !== undefined);
        const folders = await tree.children(namespace.id);
        const rows = (await Promise.all(folders.map(({ id }) => tree.children(id)))).flat();
        const counts = counted(text(namespace.description));
        assert.deepEqual(countedIn(folders), counts);
        assert.deepEqual(drawnIn(rows), counts);
        assert.equal(toldIn(namespace.tooltip), counts.critical + counts.warnings);
        const { critical, warnings } = tree.summary() ?? {};
        assert.deepEqual({ critical, warnings }, counts);
      }),
      { numRuns: 100, seed: 4 },
    ));
});
