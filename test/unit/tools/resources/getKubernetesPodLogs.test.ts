import assert from 'node:assert/strict';
import { CallMeter } from '../../../../src/core/callMeter.ts';
import { KubeError } from '../../../../src/core/kubeError.ts';
import type { Cluster, LogQuery } from '../../../../src/core/ports.ts';
import { getKubernetesPodLogs as tool } from '../../../../src/tools/resources/getKubernetesPodLogs.ts';
import { memoryCluster, type MemoryWorld } from '../../../support/memoryCluster.ts';

const shop = `
apiVersion: v1
kind: Pod
metadata:
  name: cart-7d9f8c6b5-x2k9p
  namespace: shop
  creationTimestamp: 2026-11-25T13:00:00Z
  labels: { pod-template-hash: 7d9f8c6b5 }
  ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: cart-7d9f8c6b5, uid: r1, controller: true }]
spec:
  initContainers: [{ name: migrate }]
  containers: [{ name: proxy }, { name: cart }]
status:
  phase: Running
  initContainerStatuses:
    - { name: migrate, state: { terminated: { exitCode: 0, reason: Completed } } }
  containerStatuses:
    - { name: proxy, ready: true, restartCount: 0, state: { running: { startedAt: 2026-11-25T13:00:05Z } } }
    - name: cart
      ready: true
      restartCount: 2
      state: { running: { startedAt: 2026-11-25T13:50:00Z } }
      lastState: { terminated: { exitCode: 137, reason: OOMKilled, finishedAt: 2026-11-25T13:49:50Z } }
---
apiVersion: v1
kind: Pod
metadata:
  name: cart-7d9f8c6b5-aaaaa
  namespace: shop
  creationTimestamp: 2026-11-25T13:00:00Z
  labels: { pod-template-hash: 7d9f8c6b5 }
  ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: cart-7d9f8c6b5, uid: r1, controller: true }]
spec: { containers: [{ name: cart }] }
status:
  phase: Running
  conditions: [{ type: Ready, status: "True" }]
  containerStatuses: [{ name: cart, ready: true, restartCount: 0, state: { running: {} } }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: cart, namespace: shop }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { containers: [{ name: web }] }
status:
  phase: Pending
  containerStatuses:
    - { name: web, state: { waiting: { reason: ImagePullBackOff, message: Back-off pulling image } } }
---
apiVersion: v1
kind: Pod
metadata: { name: loop, namespace: shop }
spec: { containers: [{ name: loop }] }
status:
  phase: Running
  containerStatuses:
    - name: loop
      restartCount: 4
      state: { waiting: { reason: CrashLoopBackOff } }
      lastState: { terminated: { exitCode: 1, reason: Error } }
---
apiVersion: v1
kind: Pod
metadata: { name: twin, namespace: shop }
---
apiVersion: v1
kind: Pod
metadata: { name: twin, namespace: blue }
---
apiVersion: v1
kind: Namespace
metadata: { name: shop }
`;

const stamped = (...lines: readonly string[]): string =>
  lines.map((line, index) => `2026-11-25T13:50:${String(index % 60).padStart(2, '0')}.000000000Z ${line}`).join('\n');

const pod = 'shop/cart-7d9f8c6b5-x2k9p';
const logs = {
  [`${pod}/cart`]: stamped(
    'listening on 8080',
    'INFO order 1 placed',
    'INFO order 2 placed',
    'WARN slow',
    'ERROR out of stock',
  ),
  [`${pod}/cart/previous`]: stamped('ERROR heap nearly full', 'killed by nobody'),
  [`${pod}/proxy`]: stamped('INFO proxy ready'),
  [`${pod}/migrate`]: stamped('migrated'),
  'shop/cart-7d9f8c6b5-aaaaa/cart': stamped('fine'),
  'shop/loop/loop/previous': stamped('panic: no database'),
};

const world: MemoryWorld = { objects: shop, logs, now: '2026-11-25T14:00:00Z' };
const signal = new AbortController().signal;
const call = (input: Parameters<typeof tool.run>[1], more: Partial<MemoryWorld> = {}) =>
  tool.run(memoryCluster({ ...world, ...more }), input, signal);
const name = 'cart-7d9f8c6b5-x2k9p';

async function failure(input: Parameters<typeof tool.run>[1], more: Partial<MemoryWorld> = {}): Promise<KubeError> {
  const result = await call(input, more).catch((error: unknown) => error);
  assert.ok(result instanceof KubeError);
  return result;
}

describe('get_kubernetes_pod_logs', () => {
  it('reads all containers, the restarted one first and its instance before too', async () => {
    const { data, verdict, gaps } = await call({ name, namespace: 'shop' });
    assert.equal(verdict, 'answered');
    assert.deepEqual(gaps, []);
    assert.deepEqual(
      data.containers.map(({ container, previous, type }) => [container, previous, type]),
      [
        ['cart', true, 'app'],
        ['cart', false, 'app'],
        ['proxy', false, 'app'],
        ['migrate', false, 'init'],
      ],
    );
    assert.equal(data.containers[0]?.lines[0]?.at, '2026-11-25T13:50:00.000Z');
    assert.equal(data.containers[0].lines[0].severity, 'error');
  });

  it('needs two waves, and at most four logs', async () => {
    const cluster = memoryCluster(world);
    const meter = new CallMeter();
    await tool.run(cluster.observed(meter), { name, namespace: 'shop' }, signal);
    assert.equal(meter.counts().waves, 2);
    assert.equal(cluster.reads[0], `get pods in shop ${name}`);
    assert.equal(cluster.reads.length, 5);
  });

  it('groups the same lines with their count', async () => {
    const { data } = await call({ name, namespace: 'shop', container: 'cart', previous: false });
    const order = data.containers[0]?.lines.find(({ text }) => text.includes('order'));
    assert.equal(order?.count, 2);
    assert.equal(order.text, 'INFO order 2 placed');
    assert.equal(data.containers[0]?.matched, 5);
  });

  it('filters by severity, at least', async () => {
    const { data } = await call({ name, namespace: 'shop', container: 'cart', previous: false, severity: 'warning' });
    assert.deepEqual(
      data.containers[0]?.lines.map(({ text }) => text),
      ['WARN slow', 'ERROR out of stock'],
    );
  });

  it('filters by literal text, which is never a pattern', async () => {
    const found = await call({ name, namespace: 'shop', container: 'cart', previous: false, grep: 'OUT of' });
    assert.deepEqual(
      found.data.containers[0]?.lines.map(({ text }) => text),
      ['ERROR out of stock'],
    );
    const none = await call({ name, namespace: 'shop', container: 'cart', previous: false, grep: '.*' });
    assert.deepEqual(none.data.containers[0]?.lines, []);
  });

  it('takes the newest lines by default and the oldest when asked', async () => {
    const tail = await call({ name, namespace: 'shop', container: 'cart', previous: false, tail: 1 });
    assert.deepEqual(
      tail.data.containers[0]?.lines.map(({ text }) => text),
      ['ERROR out of stock'],
    );
    const head = await call({ name, namespace: 'shop', container: 'cart', previous: false, head: 1 });
    assert.deepEqual(
      head.data.containers[0]?.lines.map(({ text }) => text),
      ['listening on 8080'],
    );
  });

  it('takes the worst pod of a workload, and says so', async () => {
    const { data, headline } = await call({ name: 'cart', namespace: 'shop' });
    assert.equal(data.pod, name);
    assert.equal(data.workload, 'Deployment/cart');
    assert.deepEqual(data.otherPods, ['cart-7d9f8c6b5-aaaaa']);
    assert.match(headline, /the worst of its 2 pods/);
  });

  it('finds a workload without its namespace in three waves and at most 14 reads', async () => {
    const cluster = memoryCluster(world);
    const { data } = await tool.run(cluster, { name: 'cart' }, signal);
    assert.equal(data.pod, name);
    assert.ok(cluster.reads.length <= 14, cluster.reads.join('; '));
  });

  it('lists the namespaces that have a pod of the name', async () => {
    const { data, next } = await call({ name: 'twin' });
    assert.deepEqual(data.candidates, ['shop', 'blue']);
    assert.deepEqual(next[0]?.input, { name: 'twin', namespace: 'shop' });
  });

  it('reads of a crash-looping container the instance that crashed, once', async () => {
    const cluster = memoryCluster(world);
    const { data } = await tool.run(cluster, { name: 'loop', namespace: 'shop' }, signal);
    assert.deepEqual(cluster.reads, ['get pods in shop loop', 'logs shop/loop/loop/previous']);
    assert.equal(data.containers[0]?.previous, true);
    assert.equal(data.containers[0].errors, 1);
  });

  it('leaves a gap with the reason for a container that never started', async () => {
    const { data, gaps } = await call({ name: 'web', namespace: 'shop' });
    assert.deepEqual(data.containers, []);
    assert.equal(gaps[0]?.because, 'absent');
    assert.match(gaps[0].hint, /ImagePullBackOff.*Back-off pulling image/);
  });

  it('leaves a gap where there is no previous instance, and where the kubelet does not answer', async () => {
    const base = memoryCluster(world);
    const failing: Cluster['logs'] = (query: LogQuery, its) => {
      const place = { operation: 'logs', resource: 'pods' } as const;
      if (query.previous === true)
        return Promise.reject(
          new KubeError({
            ...place,
            code: 'bad_input',
            status: 400,
            detail: 'previous terminated container "cart" in pod "x" not found',
          }),
        );
      if (query.container === 'proxy')
        return Promise.reject(
          new KubeError({
            ...place,
            code: 'internal',
            status: 500,
            detail: 'Get "https://10.0.0.9:10250/": dial tcp: i/o timeout',
          }),
        );
      return base.logs(query, its);
    };
    const { gaps, data } = await tool.run({ ...base, logs: failing }, { name, namespace: 'shop' }, signal);
    assert.deepEqual(
      gaps.map(({ because }) => because),
      ['absent', 'timeout'],
    );
    assert.equal(data.containers.length, 2);
  });

  it('says that a log could not be read, and why, instead of that there is none', async () => {
    const base = memoryCluster(world);
    const causes = [
      ['Get "https://10.0.0.9:10250/": dial tcp 10.0.0.9:10250: connect: connection refused', 'unreachable'],
      ['Get "https://10.0.0.9:10250/": net/http: TLS handshake timeout', 'timeout'],
      ['error dialing backend: no agent available', 'unreachable'],
    ] as const;
    for (const [detail, because] of causes) {
      const facts = { code: 'unreachable', operation: 'logs', resource: 'pods', status: 500, detail } as const;
      const logs: Cluster['logs'] = () => Promise.reject(new KubeError(facts));
      const outcome = await tool.run({ ...base, logs }, { name, namespace: 'shop' }, signal);
      assert.equal(outcome.verdict, 'unknown');
      assert.match(outcome.headline, /: the log of .* could not be read\.$/);
      assert.deepEqual(new Set(outcome.gaps.map((gap) => gap.because)), new Set([because]));
    }
  });

  it('refuses the oldest and the newest lines at once, before anything is read', async () => {
    const cluster = memoryCluster(world);
    await assert.rejects(
      tool.run(cluster, { name, namespace: 'shop', tail: 5, head: 5 }, signal),
      (error: KubeError) => error.facts.code === 'bad_input' && error.facts.detail.startsWith('head: '),
    );
    assert.deepEqual(cluster.reads, []);
  });

  it('answers with the refusal when no log may be read', async () => {
    const base = memoryCluster(world);
    const logsOf: Cluster['logs'] = () =>
      Promise.reject(
        new KubeError({ code: 'forbidden', operation: 'logs', resource: 'pods', status: 403, detail: 'no' }),
      );
    await assert.rejects(
      tool.run({ ...base, logs: logsOf }, { name, namespace: 'shop' }, signal),
      (error: KubeError) => error.facts.code === 'forbidden',
    );
  });

  it('says which logs it left out, and how to get them', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const running = { running: { startedAt: '2026-11-25T13:00:00Z' } };
    const many = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'many', namespace: 'shop' },
      spec: { containers: names.map((one) => ({ name: one })) },
      status: { containerStatuses: names.map((one) => ({ name: one, ready: true, restartCount: 0, state: running })) },
    };
    const all = Object.fromEntries(names.map((one) => [`shop/many/${one}`, 'x']));
    const { data, next } = await call({ name: 'many', namespace: 'shop' }, { objects: [many], logs: all });
    assert.deepEqual(
      data.containers.map(({ container }) => container),
      ['a', 'b', 'c', 'd'],
    );
    assert.deepEqual(data.leftOut, ['e', 'f']);
    assert.deepEqual(next[0]?.input, { name: 'many', namespace: 'shop', container: 'e' });
  });

  it('reads a log again that the byte limit cut, so that the newest lines are there', async () => {
    const base = memoryCluster(world);
    const lines = Array.from({ length: 100 }, (_, index) => `${'x'.repeat(5000)} line${index}`);
    const asked: (number | undefined)[] = [];
    const logsOf: Cluster['logs'] = (query) => {
      asked.push(query.tailLines);
      return Promise.resolve(stamped(...lines.slice(-(query.tailLines ?? 0))).slice(0, query.limitBytes));
    };
    const input = { name, namespace: 'shop', container: 'proxy' };
    const { data } = await tool.run({ ...base, logs: logsOf }, input, signal);
    assert.equal(asked.length, 2);
    assert.equal(data.containers[0]?.capped, undefined);
    const last = data.containers[0]?.lines.at(-1);
    assert.ok((last?.text.length ?? 0) < 1600);
    assert.equal(last?.count, data.containers[0]?.matched);
  });

  it('names the containers there are for one that is not', async () => {
    const error = await failure({ name, namespace: 'shop', container: 'crat' });
    assert.deepEqual(error.facts.nearest, { input: 'container', names: ['cart'] });
  });

  it('names near misses for a name that is neither a pod nor a workload', async () => {
    assert.deepEqual((await failure({ name: 'crat', namespace: 'shop' })).facts.nearest?.names[0], 'cart');
    assert.equal((await failure({ name: 'nowhere', namespace: 'shp' })).facts.nearest?.input, 'namespace');
  });

  it('draws every line with its container', async () => {
    const outcome = await call({ name, namespace: 'shop' });
    const [block] = tool.present(outcome.data, outcome);
    assert.ok(block?.type === 'log');
    assert.equal(block.lines[0]?.container, 'cart');
    assert.equal(block.lines[0].previous, true);
  });
});
