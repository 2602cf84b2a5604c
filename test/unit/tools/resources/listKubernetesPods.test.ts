import assert from 'node:assert/strict';
import { fit } from '../../../../src/core/fit.ts';
import { outcomeEnvelope } from '../../../../src/core/envelopes.ts';
import { estimateTokens } from '../../../../src/core/tokens.ts';
import { isKubeError } from '../../../../src/core/kubeError.ts';
import type { Outcome } from '../../../../src/core/outcome.ts';
import { listKubernetesPods } from '../../../../src/tools/resources/listKubernetesPods.ts';
import type { PodsData } from '../../../../src/tools/resources/podsData.ts';
import type { PodsInput } from '../../../../src/tools/resources/podsInput.ts';
import { memoryCluster, type MemoryCluster, type MemoryWorld } from '../../../support/memoryCluster.ts';

const { signal } = new AbortController();

const shop = `
kind: Namespace
apiVersion: v1
metadata: { name: shop }
---
kind: Namespace
apiVersion: v1
metadata: { name: prod }
---
kind: Node
apiVersion: v1
metadata: { name: node-1 }
---
kind: Pod
apiVersion: v1
metadata:
  name: web-77f-a
  namespace: shop
  uid: u1
  creationTimestamp: '2026-11-25T13:00:00Z'
  labels: { app: web, pod-template-hash: 77f }
  ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: web-77f, controller: true }]
spec: { nodeName: node-1, containers: [{ name: web }] }
status:
  phase: Running
  conditions: [{ type: Ready, status: 'True' }]
  containerStatuses: [{ name: web, ready: true, restartCount: 0, state: { running: {} } }]
---
kind: Pod
apiVersion: v1
metadata:
  name: cart-7d9-b
  namespace: shop
  uid: u2
  creationTimestamp: '2026-11-25T12:00:00Z'
  labels: { app: cart, pod-template-hash: 7d9 }
  ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: cart-7d9, controller: true }]
spec: { nodeName: node-2, containers: [{ name: cart }] }
status:
  phase: Running
  conditions: [{ type: Ready, status: 'False' }]
  containerStatuses:
    - name: cart
      ready: false
      restartCount: 14
      state: { waiting: { reason: CrashLoopBackOff } }
      lastState: { terminated: { exitCode: 137, reason: OOMKilled, finishedAt: '2026-11-25T13:58:00Z' } }
---
kind: Pod
apiVersion: v1
metadata:
  name: report-x
  namespace: shop
  uid: u3
  creationTimestamp: '2026-11-25T11:00:00Z'
  ownerReferences: [{ apiVersion: batch/v1, kind: Job, name: report-29400000, controller: true }]
spec: { nodeName: node-1, containers: [{ name: report }] }
status:
  phase: Succeeded
  containerStatuses: [{ name: report, state: { terminated: { exitCode: 0, reason: Completed } } }]
`;

const pods = (cluster: MemoryCluster, input: PodsInput = {}): Promise<Outcome<PodsData>> =>
  listKubernetesPods.run(cluster, input, signal);

const namesOf = ({ data }: Outcome<PodsData>): readonly string[] => data.pods.map(({ name }) => name);

/** `count` ready pods of Deployment web, and one that crashes. */
function manyPods(count: number): MemoryWorld['objects'] {
  const pod = (index: number, status: object): object => ({
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: {
      name: `web-5c8f6d7b9-${String(index).padStart(5, '0')}`,
      namespace: `team-${index % 40}`,
      uid: `uid-${index}`,
      creationTimestamp: '2026-11-25T12:00:00Z',
      labels: { 'pod-template-hash': '5c8f6d7b9' },
      ownerReferences: [{ kind: 'ReplicaSet', name: `web-${index % 90}-5c8f6d7b9`, controller: true }],
    },
    spec: { nodeName: `ip-10-0-${index % 200}-17.eu-central-1.compute.internal`, containers: [{ name: 'web' }] },
    status,
  });
  const ready = {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True' }],
    containerStatuses: [{ name: 'web', ready: true, restartCount: 0, state: { running: {} } }],
  };
  const crashing = {
    phase: 'Running',
    containerStatuses: [
      { name: 'web', ready: false, restartCount: 3, state: { waiting: { reason: 'CrashLoopBackOff' } } },
    ],
  };
  return Array.from({ length: count }, (_, index) => pod(index, index === count - 1 ? crashing : ready));
}

describe('list_kubernetes_pods', () => {
  it('shows the sick pod first, counts by status and says in one sentence what is wrong', async () => {
    const outcome = await pods(memoryCluster({ objects: shop }), { namespace: 'shop' });
    assert.equal(outcome.verdict, 'broken');
    assert.equal(outcome.headline, '1 of 3 pods in shop is in trouble: 1 CrashLoopBackOff (shop/cart).');
    assert.deepEqual(namesOf(outcome), ['cart-7d9-b', 'web-77f-a', 'report-x']);
    assert.deepEqual(outcome.data.pods[0], {
      namespace: 'shop',
      name: 'cart-7d9-b',
      ready: '0/1',
      status: 'CrashLoopBackOff',
      restarts: 14,
      lastRestartSecondsAgo: 120,
      ageSeconds: 7200,
      node: 'node-2',
      owner: 'Deployment/cart',
    });
    assert.deepEqual(outcome.data.statuses, [
      { status: 'CrashLoopBackOff', level: 'critical', pods: 1 },
      { status: 'Running', level: 'ok', pods: 1 },
      { status: 'Completed', level: 'quiet', pods: 1 },
    ]);
    assert.equal(outcome.data.owners[0]?.owner, 'Deployment/cart');
    assert.deepEqual(outcome.next[0]?.input, { namespace: 'shop', name: 'cart-7d9-b', previous: true });
  });

  it('takes running and completed pods as healthy', async () => {
    const outcome = await pods(memoryCluster({ objects: shop }), { namespace: 'shop', node: 'node-1' });
    assert.equal(outcome.verdict, 'healthy');
    assert.equal(outcome.headline, 'Both pods in shop on node-1 are healthy: 1 Running, 1 Completed.');
    assert.deepEqual(outcome.next, []);
  });

  it('reads the pods in one request', async () => {
    const cluster = memoryCluster({ objects: shop });
    await pods(cluster, {});
    assert.deepEqual(cluster.reads, ['list pods']);
  });

  for (const [name, input, expected] of [
    ['a status word in any case', { status: 'crashloopbackoff' }, ['cart-7d9-b']],
    ['several status words', { status: 'CrashLoopBackOff, completed' }, ['cart-7d9-b', 'report-x']],
    ['the name of an owner', { owner: 'cart' }, ['cart-7d9-b']],
    ['an owner with its kind', { owner: 'deploy/web' }, ['web-77f-a']],
    ['an owner of another kind', { owner: 'StatefulSet/web' }, []],
    ['a CronJob, by its Jobs', { owner: 'cj/report' }, ['report-x']],
    ['the name of a CronJob', { owner: 'report' }, ['report-x']],
    ['a CronJob whose name begins alike', { owner: 'cj/repo' }, []],
    ['a node', { node: 'node-2' }, ['cart-7d9-b']],
    ['a label selector', { labelSelector: 'app in (web,cart)' }, ['cart-7d9-b', 'web-77f-a']],
    ['a field selector', { fieldSelector: 'status.phase=Succeeded' }, ['report-x']],
    ['a node and a field selector together', { node: 'node-1', fieldSelector: 'status.phase=Running' }, ['web-77f-a']],
  ] as const)
    it(`filters by ${name}`, async () => {
      assert.deepEqual(
        namesOf(await pods(memoryCluster({ objects: shop }), { namespace: 'shop', ...input })),
        expected,
      );
    });

  for (const [sort, expected] of [
    ['age', ['web-77f-a', 'cart-7d9-b', 'report-x']],
    ['name', ['cart-7d9-b', 'report-x', 'web-77f-a']],
    ['restarts', ['cart-7d9-b', 'report-x', 'web-77f-a']],
    ['lastRestart', ['cart-7d9-b', 'report-x', 'web-77f-a']],
  ] as const)
    it(`sorts by ${sort}`, async () => {
      assert.deepEqual(namesOf(await pods(memoryCluster({ objects: shop }), { sort })), expected);
    });

  it('says which statuses and owners there are when a filter finds none', async () => {
    const cluster = memoryCluster({ objects: shop });
    const byStatus = await pods(cluster, { namespace: 'shop', status: 'Pending' });
    assert.equal(byStatus.verdict, 'answered');
    assert.equal(
      byStatus.headline,
      'No pods in shop with status Pending; there are Running, CrashLoopBackOff, Completed.',
    );
    const byOwner = await pods(cluster, { namespace: 'shop', owner: 'crat' });
    assert.equal(byOwner.headline, 'No pods in shop of crat; nearest: cart.');
  });

  it('tells an empty namespace from one that does not exist', async () => {
    const cluster = memoryCluster({ objects: shop });
    const empty = await pods(cluster, { namespace: 'prod' });
    assert.deepEqual([empty.verdict, empty.headline], ['answered', 'No pods in prod.']);
    assert.deepEqual(cluster.reads, ['list pods in prod', 'get namespaces prod']);
    await assert.rejects(pods(cluster, { namespace: 'prd' }), (error: unknown) => {
      assert.ok(isKubeError(error));
      assert.equal(error.facts.code, 'not_found');
      assert.equal(error.message, 'list pods in namespace prd: the namespace does not exist');
      assert.deepEqual(error.facts.nearest, { input: 'namespace', names: ['prod'] });
      return true;
    });
  });

  it('names the nearest node for one that does not exist', async () => {
    await assert.rejects(pods(memoryCluster({ objects: shop }), { node: 'node1' }), (error: unknown) => {
      assert.ok(isKubeError(error));
      assert.deepEqual(error.facts.nearest, { input: 'node', names: ['node-1'] });
      return true;
    });
  });

  it('leaves a gap where it may not look whether the namespace exists', async () => {
    const cluster = memoryCluster({ objects: shop, forbidden: ['namespaces'] });
    const { gaps } = await pods(cluster, { namespace: 'prd' });
    assert.deepEqual(
      gaps.map(({ wanted, because }) => [wanted, because]),
      [['whether namespace prd exists', 'forbidden']],
    );
  });

  it('lists the own namespace where all were wanted and one is allowed, and does not call it healthy', async () => {
    const objects = shop
      .replaceAll('namespace: shop', 'namespace: default')
      .replaceAll('CrashLoopBackOff', 'ContainerCreating');
    const cluster = memoryCluster({ objects, forbidden: ['pods'] });
    await assert.rejects(pods(cluster), (error: unknown) => isKubeError(error) && error.facts.code === 'forbidden');
    const partly = memoryCluster({ objects, forbidden: [] });
    const refusing: MemoryCluster = {
      ...partly,
      list: (kind, query, listSignal) =>
        query.namespace === undefined ? cluster.list(kind, query, listSignal) : partly.list(kind, query, listSignal),
    };
    const outcome = await pods(refusing, { owner: 'web' });
    assert.equal(outcome.verdict, 'unknown');
    assert.deepEqual(outcome.scope, { namespace: 'default', kind: 'Pod' });
    assert.deepEqual(
      outcome.gaps.map(({ wanted }) => wanted),
      ['pods in namespaces other than default'],
    );
  });

  it('takes an evicted pod as history once a younger one of its owner is ready', async () => {
    const evicted = `
kind: Pod
apiVersion: v1
metadata:
  name: web-77f-old
  namespace: shop
  uid: u9
  creationTimestamp: '2026-11-25T10:00:00Z'
  labels: { pod-template-hash: 77f }
  ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: web-77f, controller: true }]
spec: { nodeName: node-1, containers: [{ name: web }] }
status: { phase: Failed, reason: Evicted }
`;
    const replaced = await pods(memoryCluster({ objects: `${shop}---${evicted}` }), { owner: 'web' });
    assert.equal(replaced.verdict, 'healthy');
    const alone = await pods(memoryCluster({ objects: evicted }));
    assert.equal(alone.verdict, 'broken');
  });

  it('gives every pod once over its pages', async () => {
    const cluster = memoryCluster({ objects: manyPods(120) });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const outcome = await pods(cluster, cursor === undefined ? {} : { cursor });
      seen.push(...namesOf(outcome));
      cursor = outcome.page?.cursor;
    } while (cursor !== undefined);
    assert.equal(seen.length, 120);
    assert.equal(new Set(seen).size, 120);
    assert.equal(seen[0], 'web-5c8f6d7b9-00119');
  });

  it('refuses a cursor that belongs to another filter', async () => {
    const cluster = memoryCluster({ objects: manyPods(60) });
    const { page } = await pods(cluster);
    assert.ok(page?.cursor);
    await assert.rejects(
      pods(cluster, { status: 'Running', cursor: page.cursor }),
      (error: unknown) => isKubeError(error) && error.facts.code === 'bad_input',
    );
  });

  for (const count of [50, 5000])
    it(`fits ${count} pods into 2,000 tokens and goes on where it was cut`, async () => {
      const cluster = memoryCluster({ objects: manyPods(count) });
      const outcome = await pods(cluster);
      const head = { tool: listKubernetesPods.name, context: 'memory', now: cluster.now() };
      const envelope = fit(outcomeEnvelope(head, outcome, []), outcome.cuts ?? [], 2000);
      assert.ok(estimateTokens(JSON.stringify(envelope)) <= 2000);
      const shown = envelope.page?.returned ?? 0;
      assert.ok(shown >= 15, `${shown} rows are shown`);
      assert.equal(envelope.page?.total, count);
      assert.ok(envelope.page.cursor);
      const next = await pods(cluster, { cursor: envelope.page.cursor });
      assert.equal(next.data.pods[0]?.name, outcome.data.pods[shown]?.name);
    });
});
