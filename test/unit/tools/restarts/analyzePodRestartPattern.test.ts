import assert from 'node:assert/strict';
import { analyzePodRestartPattern } from '../../../../src/tools/restarts/analyzePodRestartPattern.ts';
import { memoryCluster, type MemoryWorld } from '../../../support/memoryCluster.ts';
import { cart, crashing, node, replicaSet, running, started } from './crashingWorld.ts';

const { signal } = new AbortController();

type Input = Parameters<typeof analyzePodRestartPattern.run>[1];

async function analyzed(world: MemoryWorld, input: Input = { namespace: 'shop', name: 'cart' }) {
  const cluster = memoryCluster(world);
  return { ...(await analyzePodRestartPattern.run(cluster, input, signal)), reads: cluster.reads };
}

const sets = [replicaSet('4e', '1', 'shop/cart:1', []), replicaSet('5f', '2', 'shop/cart:2', [])];

describe('analyze_pod_restart_pattern', () => {
  it('tells rate, rhythm, cause and the rollout that began it, over all pods of a workload', async () => {
    const { verdict, headline, data, findings } = await analyzed({
      objects: [node, crashing, running, started, ...sets],
    });
    assert.equal(verdict, 'broken');
    assert.equal(
      headline,
      'Container main of shop/cart restarted 9 times (10.8 an hour), with a growing pause between (from 10 known starts and ends); ' +
        'last killed for going over its memory limit after 38s, 2m2s ago; only the revision rolled out 50m ago restarts.',
    );
    const [history] = data.containers;
    assert.deepEqual([history?.perHourFrom, history?.pattern.everySeconds, data.pods], ['life', 315, 2]);
    assert.equal(data.rollout?.began, true);
    assert.equal(findings[0]?.rule, 'container/oom-killed');
  });

  it('finds runs of one length over the pods of a workload', async () => {
    const ended = (name: string, startedAt: string, finishedAt: string): object =>
      cart(name, '5f', {
        restartCount: 2,
        ready: true,
        state: { running: { startedAt: finishedAt } },
        lastState: { terminated: { exitCode: 1, reason: 'Error', startedAt, finishedAt } },
      });
    const objects = [
      node,
      ended('cart-5f-a', '2026-11-25T13:00:00Z', '2026-11-25T13:30:00Z'),
      ended('cart-5f-b', '2026-11-25T13:05:00Z', '2026-11-25T13:36:00Z'),
    ];
    const { data } = await analyzed({ objects });
    assert.equal(data.containers[0]?.pattern.name, 'equal runs');
    assert.equal(data.containers[0].pattern.runSeconds, 1830);
  });

  it('makes no rate of a counter whose restarts lie far back', async () => {
    const old = cart(
      'cart-5f-a',
      '5f',
      {
        restartCount: 900,
        ready: true,
        state: { running: { startedAt: '2026-11-01T00:00:00Z' } },
        lastState: { terminated: { exitCode: 1, reason: 'Error', finishedAt: '2026-11-01T00:00:00Z' } },
      },
      { metadata: { creationTimestamp: '2025-11-01T00:00:00Z' } },
    );
    const { verdict, data, headline } = await analyzed({ objects: [node, old] });
    assert.equal(data.containers[0]?.perHour, undefined);
    assert.match(headline, /restarted 900 times, none of them within 24h/);
    assert.notEqual(verdict, 'broken');
  });

  it('is healthy where nothing restarted, and unknown where events may not be read', async () => {
    const objects = [node, running];
    const input = { namespace: 'shop', name: 'cart-4e-b' };
    const well = await analyzed({ objects }, input);
    assert.equal(well.headline, 'shop/cart-4e-b has not restarted.');
    assert.equal(well.verdict, 'healthy');
    const partial = await analyzed({ objects, forbidden: ['events'] }, input);
    assert.equal(partial.verdict, 'unknown');
  });

  it('counts the failures of probes', async () => {
    const unhealthy = {
      ...started,
      metadata: { ...started.metadata, name: 'cart.2', uid: 'e2' },
      type: 'Warning',
      reason: 'Unhealthy',
      message: 'Readiness probe failed: 503',
      count: 42,
    };
    const { data } = await analyzed({ objects: [node, crashing, unhealthy] });
    assert.deepEqual(
      data.containers[0]?.probes.map(({ probe, failures, lastMessage }) => [probe, failures, lastMessage]),
      [['readiness', 42, 'Readiness probe failed: 503']],
    );
  });

  it('keeps within 14 reads', async () => {
    const { reads } = await analyzed({ objects: [node, crashing, running, started, ...sets] });
    assert.ok(reads.length <= 14, reads.join('\n'));
  });
});
