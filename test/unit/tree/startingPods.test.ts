import assert from 'node:assert/strict';
import { ManualClock } from './manualClock.ts';
import { ScriptedCluster } from './scriptedCluster.ts';
import { drawn, liveTree } from './treeStage.ts';

const now = new ManualClock().now();
const ago = (seconds: number): string => new Date(now - seconds * 1000).toISOString();

type WorkloadKind = 'DaemonSet' | 'StatefulSet' | 'Deployment';

/** As its controller writes it once it has made its pods. */
function workload(kind: WorkloadKind, desired: number, ready: number): object {
  const revision = { currentRevision: 'log-1', updateRevision: 'log-1' };
  return {
    kind,
    metadata: { name: 'log', namespace: 'shop', generation: 1, creationTimestamp: ago(5) },
    spec: kind === 'DaemonSet' ? {} : { replicas: desired },
    status: {
      observedGeneration: 1,
      ...(kind === 'DaemonSet'
        ? { desiredNumberScheduled: desired, updatedNumberScheduled: desired, numberReady: ready }
        : { replicas: desired, updatedReplicas: desired, readyReplicas: ready, ...revision }),
    },
  };
}

function pod(kind: WorkloadKind, name: string, state: 'starting' | 'ready' | 'crashing'): object {
  const container = {
    starting: { restartCount: 0, state: { waiting: { reason: 'ContainerCreating' } } },
    ready: { restartCount: 0, ready: true, state: { running: { startedAt: ago(3) } } },
    crashing: { restartCount: 3, state: { waiting: { reason: 'CrashLoopBackOff' } } },
  }[state];
  const owner = kind === 'Deployment' ? { kind: 'ReplicaSet', name: 'log-7d9' } : { kind, name: 'log' };
  return {
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'shop',
      labels: { 'pod-template-hash': '7d9' },
      creationTimestamp: ago(5),
      ownerReferences: [{ ...owner, controller: true }],
    },
    spec: { nodeName: 'node-1', containers: [{ name: 'log' }] },
    status: {
      phase: state === 'starting' ? 'Pending' : 'Running',
      startTime: ago(5),
      conditions: [{ type: 'Ready', status: state === 'ready' ? 'True' : 'False' }],
      containerStatuses: [{ name: 'log', ...container }],
    },
  };
}

async function line(kind: WorkloadKind, objects: readonly object[], later = 0): Promise<string | undefined> {
  const clock = new ManualClock();
  const cluster = new ScriptedCluster(() => clock.now());
  for (const object of [{ kind: 'Namespace', metadata: { name: 'shop' } }, ...objects])
    cluster.putObject({ ...object });
  await clock.advance(later);
  return drawn(await liveTree(cluster, clock).children(`folder/shop/${kind}s`))[0];
}

describe('a workload whose pods are not ready yet', () => {
  for (const kind of ['DaemonSet', 'StatefulSet', 'Deployment'] as const) {
    const starting = pod(kind, 'log-a', 'starting');

    it(`is quiet in its first seconds: ${kind}`, async () => {
      assert.equal(await line(kind, [workload(kind, 1, 0), starting]), 'log | 0/1 ready | ok');
      const more = [workload(kind, 2, 1), pod(kind, 'log-b', 'ready'), starting];
      assert.equal(await line(kind, more), 'log | 1/2 ready | ok');
    });

    it(`is not once that took too long: ${kind}`, async () => {
      assert.equal(await line(kind, [workload(kind, 1, 0), starting], 600_000), 'log | 0/1 ready | critical');
    });

    it(`is not where one of them fails, or there are fewer than it lacks: ${kind}`, async () => {
      const failing = [workload(kind, 2, 0), starting, pod(kind, 'log-b', 'crashing')];
      assert.equal(await line(kind, failing), 'log | 0/2 ready | critical');
      assert.equal(await line(kind, [workload(kind, 2, 0), starting]), 'log | 0/2 ready | critical');
      assert.equal(await line(kind, [workload(kind, 1, 0)]), 'log | 0/1 ready | critical');
    });
  }
});
