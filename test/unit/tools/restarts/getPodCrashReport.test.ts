import assert from 'node:assert/strict';
import { getPodCrashReport } from '../../../../src/tools/restarts/getPodCrashReport.ts';
import { memoryCluster, type MemoryWorld } from '../../../support/memoryCluster.ts';
import { pod } from '../../rules/objects.ts';
import { cart, crashing, killed, logs, node, replicaSet, running, started } from './crashingWorld.ts';

const { signal } = new AbortController();

type Input = Parameters<typeof getPodCrashReport.run>[1];

async function reported(world: MemoryWorld, input: Input = { namespace: 'shop', name: 'cart-5f-a' }) {
  const cluster = memoryCluster(world);
  return { ...(await getPodCrashReport.run(cluster, input, signal)), reads: cluster.reads };
}

const before = replicaSet('4e', '1', 'shop/cart:1', [{ name: 'CACHE', value: '1000' }], {
  status: { availableReplicas: 1 },
});
const after = replicaSet('5f', '2', 'shop/cart:2', [
  { name: 'CACHE', value: '500000' },
  { name: 'DB_PASSWORD', value: 'hunter2-and-more' },
]);
const settings = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: 'settings',
    namespace: 'shop',
    creationTimestamp: '2026-11-01T00:00:00Z',
    managedFields: [{ manager: 'kubectl-edit', operation: 'Update', time: '2026-11-25T13:30:00Z' }],
  },
};
const objects = [node, crashing, running, started, before, after];
const world: MemoryWorld = {
  objects: [...objects, settings],
  logs,
};

describe('get_pod_crash_report', () => {
  it('holds the end, the log before it, what changed since the revision before, and what was written since', async () => {
    const { verdict, headline, data } = await reported(world);
    assert.equal(verdict, 'broken');
    assert.match(
      headline,
      /over its memory limit of 128Mi .*\. Revision 2 was rolled out 50m ago and changed spec\.containers\[main\]\.image,/,
    );
    assert.deepEqual(
      data.ends.map(({ cause, ranSeconds }) => [cause, ranSeconds]),
      [['oomKilled', 38]],
    );
    assert.deepEqual(
      data.logs.map(({ previous, lines }) => [previous, lines[0]?.text]),
      [[true, 'ERROR heap exhausted']],
    );
    assert.equal(data.changed?.beforeIsAvailable, true);
    assert.deepEqual(data.references, [
      { kind: 'ConfigMap', name: 'settings', state: 'found', secondsAgo: 1800, by: 'kubectl-edit', sincePod: true },
    ]);
    assert.deepEqual([data.nodeFacts?.name, data.nodeFacts?.ready], ['node-1', 'True']);
  });

  it('shows no credential that a revision brought', async () => {
    const { data } = await reported(world);
    assert.doesNotMatch(JSON.stringify(data), /hunter2/);
    assert.match(JSON.stringify(data.changed), /500000/);
  });

  it('says of a ConfigMap that is not there that it is missing', async () => {
    const { data } = await reported({ ...world, objects });
    assert.deepEqual(
      data.references.map(({ name, state }) => [name, state]),
      [['settings', 'missing']],
    );
  });

  it('is history of a pod that failed and was replaced', async () => {
    const failed = cart('cart-5f-a', '5f', { state: { terminated: killed } }, { ready: false, phase: 'Failed' });
    const heir = pod('cart-5f-b', {
      owner: 'ReplicaSet/cart-5f',
      labels: { app: 'cart', 'pod-template-hash': '5f' },
      metadata: { creationTimestamp: '2026-11-25T13:58:00Z' },
    });
    const { verdict, headline, findings } = await reported({ objects: [node, failed, heir, settings, before, after] });
    assert.equal(verdict, 'healthy');
    assert.match(headline, /It is history: cart-5f-b, which is well, has taken its place\./);
    assert.ok(findings.every(({ severity }) => severity === 'info'));
    const alone = await reported({ objects: [node, failed, settings, before, after] });
    assert.equal(alone.verdict, 'broken');
  });

  it('keeps within 14 reads', async () => {
    const { reads } = await reported(world);
    assert.ok(reads.length <= 14, reads.join('\n'));
  });
});
