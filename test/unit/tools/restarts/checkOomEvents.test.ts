import assert from 'node:assert/strict';
import { checkOomEvents } from '../../../../src/tools/restarts/checkOomEvents.ts';
import { memoryCluster, type MemoryWorld } from '../../../support/memoryCluster.ts';
import { cart, crashing, killed, node, running } from './crashingWorld.ts';

const { signal } = new AbortController();

async function checked(world: MemoryWorld, input: Parameters<typeof checkOomEvents.run>[1] = { namespace: 'shop' }) {
  const cluster = memoryCluster(world);
  return { ...(await checkOomEvents.run(cluster, input, signal)), reads: cluster.reads };
}

const ended = (name: string, terminated: object): object =>
  cart(name, '5f', { restartCount: 1, ready: true, state: { running: {} }, lastState: { terminated } });

const evicted = cart(
  'cart-5f-e',
  '5f',
  {},
  {
    phase: 'Failed',
    status: {
      reason: 'Evicted',
      message: 'The node was low on resource: memory. Threshold quantity: 100Mi, available: 50Mi.',
      startTime: '2026-11-25T13:30:00Z',
      containerStatuses: [],
    },
  },
);

const systemOom = {
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: 'node-1.1', namespace: 'default', uid: 'n1' },
  involvedObject: { kind: 'Node', name: 'node-1' },
  type: 'Warning',
  reason: 'SystemOOM',
  message: 'System OOM encountered, victim process: node',
  count: 1,
  firstTimestamp: '2026-11-25T13:57:50Z',
  lastTimestamp: '2026-11-25T13:57:50Z',
};

describe('check_oom_events', () => {
  it('tells kills for a limit with limit, request, QoS and who was killed with them', async () => {
    const { verdict, data, headline } = await checked({
      objects: [node, crashing, ended('cart-5f-b', killed), running],
    });
    assert.equal(verdict, 'broken');
    assert.match(
      headline,
      /^2 containers in shop were killed for want of memory within 24h; last .* its limit of 128Mi\.$/,
    );
    const [first] = data.kills;
    assert.deepEqual(
      [first?.shortOf, first?.limit, first?.request, first?.qos, first?.togetherWith],
      ['limit', '128Mi', '64Mi', 'Burstable', ['shop/cart-5f-b']],
    );
  });

  it('names the node where that ran out of memory, and evictions before it does', async () => {
    const { data, headline } = await checked({ objects: [node, crashing, evicted, systemOom] });
    assert.deepEqual(
      data.kills.map(({ shortOf }) => shortOf),
      ['node', 'eviction'],
    );
    assert.deepEqual(
      data.nodes.map(({ reason }) => reason),
      ['SystemOOM'],
    );
    assert.match(headline, /node-1 ran out of memory\.$/);
  });

  it('takes 137 with another reason for no kill for memory', async () => {
    const { verdict, headline } = await checked({
      objects: [node, ended('cart-5f-a', { ...killed, reason: 'Error' })],
    });
    assert.equal(verdict, 'healthy');
    assert.equal(headline, 'Nothing in shop is known to have been killed for want of memory within 24h.');
  });

  it('keeps to the time that was asked for', async () => {
    const { data } = await checked({ objects: [node, crashing] }, { namespace: 'shop', since: '1m' });
    assert.deepEqual(data.kills, []);
  });

  it('is no clean bill where the events of nodes may not be read', async () => {
    const { verdict, gaps } = await checked({ objects: [node, running], forbidden: ['events'] });
    assert.equal(verdict, 'unknown');
    assert.ok(gaps.length > 0);
  });
});
