import assert from 'node:assert/strict';
import { getHighRestartKubernetesPods } from '../../../../src/tools/diagnostics/getHighRestartKubernetesPods.ts';
import { memoryCluster, type MemoryWorld } from '../../../support/memoryCluster.ts';
import { cart, crashing, node, running, started } from '../restarts/crashingWorld.ts';

const { signal } = new AbortController();

type Input = Parameters<typeof getHighRestartKubernetesPods.run>[1];

async function restarting(world: MemoryWorld, input: Input = { namespace: 'shop' }) {
  const cluster = memoryCluster(world);
  return { ...(await getHighRestartKubernetesPods.run(cluster, input, signal)), reads: cluster.reads };
}

const old = cart(
  'cart-4e-old',
  '4e',
  {
    restartCount: 900,
    ready: true,
    state: { running: { startedAt: '2026-11-01T00:00:00Z' } },
    lastState: { terminated: { exitCode: 1, reason: 'Error', finishedAt: '2026-11-01T00:00:00Z' } },
  },
  { metadata: { creationTimestamp: '2025-11-01T00:00:00Z' } },
);

describe('get_high_restart_kubernetes_pods', () => {
  it('ranks by restarts per hour within the window, and not by a counter of last year', async () => {
    const { verdict, headline, data } = await restarting({ objects: [node, crashing, old, running, started] });
    assert.equal(verdict, 'broken');
    assert.match(
      headline,
      /^1 container in shop restarts once an hour or more within 6h; most of all shop\/cart-5f-a, 10\.8 times an hour: Container main was killed/,
    );
    assert.deepEqual(
      data.containers.map(({ pod, perHour, rule }) => [pod, perHour, rule]),
      [['cart-5f-a', 10.8, 'container/oom-killed']],
    );
  });

  it('is healthy, by the pods alone, where nothing restarted within the window', async () => {
    const { verdict, headline, reads } = await restarting({ objects: [node, old, running] });
    assert.equal(verdict, 'healthy');
    assert.equal(headline, 'No container in shop restarts once an hour or more within 6h.');
    assert.deepEqual(reads, ['list pods in shop']);
  });

  it('takes a threshold, a window, an owner and a container', async () => {
    const objects = [node, crashing, running, started];
    const above = await restarting({ objects }, { namespace: 'shop', threshold: 20 });
    assert.deepEqual([above.data.containers, above.data.below], [[], 1]);
    const short = await restarting({ objects }, { namespace: 'shop', since: '1m' });
    assert.deepEqual(short.data.containers, []);
    const owned = await restarting({ objects }, { namespace: 'shop', name: 'cart', container: 'main' });
    assert.equal(owned.data.containers.length, 1);
    const other = await restarting({ objects }, { namespace: 'shop', name: 'cart', container: 'proxy' });
    assert.deepEqual(other.data.containers, []);
  });

  it('claims no rate of a pod of which only the last restart is known', async () => {
    const unknown = cart(
      'cart-4e-old',
      '4e',
      {
        restartCount: 900,
        ready: true,
        state: { running: { startedAt: '2026-11-25T13:00:00Z' } },
        lastState: { terminated: { exitCode: 1, reason: 'Error', finishedAt: '2026-11-25T13:00:00Z' } },
      },
      { metadata: { creationTimestamp: '2025-11-01T00:00:00Z' } },
    );
    const { verdict, data } = await restarting({ objects: [node, unknown] });
    assert.deepEqual([data.containers, data.unmeasured], [[], 1]);
    assert.equal(verdict, 'unknown');
  });
});
