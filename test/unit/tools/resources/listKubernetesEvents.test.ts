import assert from 'node:assert/strict';
import { outcomeEnvelope } from '../../../../src/core/envelopes.ts';
import { fit } from '../../../../src/core/fit.ts';
import { isKubeError } from '../../../../src/core/kubeError.ts';
import type { Outcome } from '../../../../src/core/outcome.ts';
import { estimateTokens } from '../../../../src/core/tokens.ts';
import type { EventsData } from '../../../../src/tools/resources/eventsData.ts';
import type { EventsInput } from '../../../../src/tools/resources/eventsInput.ts';
import { listKubernetesEvents } from '../../../../src/tools/resources/listKubernetesEvents.ts';
import { memoryCluster, type MemoryCluster } from '../../../support/memoryCluster.ts';

const { signal } = new AbortController();

const shop = `
kind: Namespace
apiVersion: v1
metadata: { name: shop }
---
kind: Event
apiVersion: v1
metadata: { name: cart.1, namespace: shop, uid: e1 }
involvedObject: { apiVersion: v1, kind: Pod, namespace: shop, name: cart-b, fieldPath: 'spec.containers{cart}' }
type: Warning
reason: BackOff
message: Back-off restarting failed container
count: 40
firstTimestamp: '2026-11-25T13:10:00Z'
lastTimestamp: '2026-11-25T13:59:00Z'
---
kind: Event
apiVersion: v1
metadata: { name: web.1, namespace: shop, uid: e2 }
involvedObject: { apiVersion: apps/v1, kind: Deployment, namespace: shop, name: web }
type: Normal
reason: ScalingReplicaSet
message: Scaled up replica set web-77f from 0 to 1
eventTime: '2026-11-25T13:20:00.000000Z'
---
kind: Event
apiVersion: v1
metadata: { name: web.2, namespace: shop, uid: e3 }
involvedObject: { apiVersion: v1, kind: Pod, namespace: shop, name: web-a }
type: Warning
reason: FailedScheduling
message: 0/3 nodes are available
eventTime: '2026-11-25T13:00:00.000000Z'
series: { count: 3, lastObservedTime: '2026-11-25T13:59:30.000000Z' }
---
kind: Event
apiVersion: v1
metadata: { name: other.1, namespace: other, uid: e4, creationTimestamp: '2026-11-25T13:58:00Z' }
involvedObject: { apiVersion: v1, kind: Pod, namespace: other, name: x }
type: Normal
reason: Pulled
message: pulled
`;

const events = (cluster: MemoryCluster, input: EventsInput = {}): Promise<Outcome<EventsData>> =>
  listKubernetesEvents.run(cluster, input, signal);

const reasonsOf = ({ data }: Outcome<EventsData>): readonly string[] => data.events.map(({ reason }) => reason);

describe('list_kubernetes_events', () => {
  it('shows what was seen last first, whichever recorder wrote it', async () => {
    const cluster = memoryCluster({ objects: shop });
    const outcome = await events(cluster, { namespace: 'shop' });
    assert.deepEqual(cluster.reads, ['list events in shop']);
    assert.deepEqual(reasonsOf(outcome), ['FailedScheduling', 'BackOff', 'ScalingReplicaSet']);
    assert.deepEqual(outcome.data.events[1], {
      lastSeenSecondsAgo: 60,
      firstSeenSecondsAgo: 3000,
      count: 40,
      type: 'Warning',
      reason: 'BackOff',
      object: 'Pod/cart-b',
      namespace: 'shop',
      message: 'Back-off restarting failed container',
    });
    assert.equal(outcome.verdict, 'answered');
    assert.equal(
      outcome.headline,
      '3 events in shop, 2 warnings: BackOff 40×, FailedScheduling 3×. The oldest event seen is 40m old.',
    );
    assert.equal(outcome.data.oldestSeen, '2026-11-25T13:20:00Z');
    assert.match(outcome.data.retention, /one hour/);
    assert.deepEqual(outcome.data.reasons[0], { type: 'Warning', reason: 'BackOff', events: 1, seen: 40, objects: 1 });
  });

  for (const [name, input, expected] of [
    ['type', { type: 'Normal' }, ['Pulled', 'ScalingReplicaSet']],
    ['reason in any case', { reason: 'backoff, pulled' }, ['BackOff', 'Pulled']],
    ['kind, in a short form', { kind: 'deploy' }, ['ScalingReplicaSet']],
    ['name', { name: 'web-a' }, ['FailedScheduling']],
    ['kind and name', { kind: 'pods', name: 'cart-b' }, ['BackOff']],
    ['when it was last seen', { since: '90s' }, ['FailedScheduling', 'BackOff']],
    ['an absolute time', { since: '2026-11-25T13:59:30Z' }, ['FailedScheduling']],
  ] as const)
    it(`filters by ${name}`, async () => {
      assert.deepEqual(reasonsOf(await events(memoryCluster({ objects: shop }), input)), expected);
    });

  it('names what may have been meant when nothing fits', async () => {
    const cluster = memoryCluster({ objects: shop });
    const byName = await events(cluster, { namespace: 'shop', kind: 'Pod', name: 'crat-b' });
    assert.equal(
      byName.headline,
      'No events in shop about Pod crat-b; nearest: cart-b. The oldest event seen is 40m old.',
    );
    const byReason = await events(cluster, { namespace: 'shop', reason: 'BakOff' });
    assert.match(byReason.headline, /nearest: BackOff/);
  });

  it('tells an empty namespace from one that does not exist', async () => {
    await assert.rejects(events(memoryCluster({ objects: shop }), { namespace: 'shp' }), (error: unknown) => {
      assert.ok(isKubeError(error));
      assert.equal(error.facts.code, 'not_found');
      assert.deepEqual(error.facts.nearest, { input: 'namespace', names: ['shop'] });
      return true;
    });
  });

  it('refuses a time that is none before it reads anything', async () => {
    const cluster = memoryCluster({ objects: shop });
    await assert.rejects(
      events(cluster, { since: '2026-99-99T00:00:00Z' }),
      (error: unknown) => isKubeError(error) && error.facts.code === 'bad_input',
    );
    assert.deepEqual(cluster.reads, []);
  });

  it('gives every event once over its pages and fits each into 2,000 tokens', async () => {
    const objects = Array.from({ length: 300 }, (_, index) => ({
      kind: 'Event',
      apiVersion: 'v1',
      metadata: { name: `web.${index}`, namespace: 'shop', uid: `e-${index}` },
      involvedObject: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: `web-5c8f6d7b9-${index}` },
      type: 'Warning',
      reason: 'Unhealthy',
      message: 'Readiness probe failed: HTTP probe failed with statuscode: 503',
      count: index,
      // Many at one instant: the uid parts them
      lastTimestamp: `2026-11-25T13:${String(index % 7).padStart(2, '0')}:00Z`,
    }));
    const cluster = memoryCluster({ objects });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const outcome = await events(cluster, cursor === undefined ? {} : { cursor });
      const head = { tool: listKubernetesEvents.name, context: 'memory', now: cluster.now() };
      const envelope = fit(outcomeEnvelope(head, outcome, []), outcome.cuts ?? [], 2000);
      assert.ok(estimateTokens(JSON.stringify(envelope)) <= 2000);
      seen.push(...outcome.data.events.slice(0, envelope.page?.returned).map(({ object }) => object));
      cursor = envelope.page?.cursor;
    } while (cursor !== undefined);
    assert.equal(seen.length, 300);
    assert.equal(new Set(seen).size, 300);
  });

  it('shortens a message of kilobytes and says by how much', async () => {
    const objects = shop.replace('0/3 nodes are available', `0/3 nodes are available ${'x'.repeat(2000)}`);
    const { data } = await events(memoryCluster({ objects }), { reason: 'FailedScheduling' });
    assert.match(data.events[0]?.message ?? '', /… \(1624 more characters\)$/);
  });

  it('says that there is no such kind, and not that nothing was said about it', async () => {
    const cluster = memoryCluster({ objects: shop });
    await assert.rejects(events(cluster, { namespace: 'shop', kind: 'Foo' }), (error: unknown) => {
      assert.ok(isKubeError(error));
      assert.equal(error.facts.code, 'not_found');
      assert.equal(error.facts.headline, 'The cluster has no kind Foo.');
      assert.equal(error.facts.nearest, undefined);
      return true;
    });
    for (const kind of ['Service', 'cronjobs', 'secrets'])
      assert.match((await events(cluster, { namespace: 'shop', kind })).headline, /^No events .* about /);
  });
});
