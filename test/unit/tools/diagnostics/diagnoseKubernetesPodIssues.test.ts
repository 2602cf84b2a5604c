import assert from 'node:assert/strict';
import { isKubeError } from '../../../../src/core/kubeError.ts';
import { diagnoseKubernetesPodIssues } from '../../../../src/tools/diagnostics/diagnoseKubernetesPodIssues.ts';
import { memoryCluster, type MemoryWorld } from '../../../support/memoryCluster.ts';
import { pod, workload } from '../../rules/objects.ts';

const { signal } = new AbortController();

type Input = Parameters<typeof diagnoseKubernetesPodIssues.run>[1];

async function diagnosed(world: MemoryWorld, input: Input = { namespace: 'shop', name: 'cart' }) {
  const cluster = memoryCluster(world);
  return { ...(await diagnoseKubernetesPodIssues.run(cluster, input, signal)), reads: cluster.reads };
}

const labels = { app: 'cart', 'pod-template-hash': '5f' };
const node = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'node-1' },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
};
const crashing = pod('cart-5f-a', { labels, owner: 'ReplicaSet/cart-5f', waiting: 'CrashLoopBackOff', ready: false });
const well = pod('cart-5f-b', { labels, owner: 'ReplicaSet/cart-5f' });
const backOff = {
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: 'cart.1', namespace: 'shop', uid: 'e1' },
  involvedObject: { kind: 'Pod', namespace: 'shop', name: 'cart-5f-a', uid: 'uid-Pod-cart-5f-a' },
  type: 'Warning',
  reason: 'BackOff',
  message: 'Back-off restarting failed container',
  count: 40,
  firstTimestamp: '2026-11-25T13:00:00Z',
  lastTimestamp: '2026-11-25T13:59:00Z',
};
const former = {
  ...backOff,
  metadata: { ...backOff.metadata, name: 'cart.0', uid: 'e0' },
  involvedObject: { ...backOff.involvedObject, uid: 'gone' },
  reason: 'Evicted',
};
const logs = {
  'shop/cart-5f-a/main/previous': [
    '2026-11-25T13:58:00Z INFO starting',
    '2026-11-25T13:58:01Z ERROR no database: connection refused',
  ].join('\n'),
};

describe('diagnose_kubernetes_pod_issues', () => {
  it('gives no clean bill to a pod that is still starting', async () => {
    const young = pod('cart-5f-b', {
      phase: 'Pending',
      ready: false,
      waiting: 'ContainerCreating',
      metadata: { creationTimestamp: '2026-11-25T13:59:50Z' },
    });
    const { headline } = await diagnosed({ objects: [node, young] }, { namespace: 'shop', name: 'cart-5f-b' });
    assert.match(headline, /, and nothing is wrong with it so far: it is still starting\.$/);
  });

  it('does not name the quota that keeps others from being made for the cause of a pod that is there', async () => {
    const message =
      'pods "cart-5f-" is forbidden: exceeded quota: small, requested: pods=1, used: pods=2, limited: pods=2';
    const status = {
      replicas: 2,
      conditions: [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message }],
    };
    const made = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'cart', namespace: 'shop', uid: 'c' },
      spec: { replicas: 4 },
      status,
    };
    const { headline, findings } = await diagnosed(
      { objects: [node, made, crashing, well, backOff], logs },
      { namespace: 'shop', name: 'cart-5f-a' },
    );
    assert.doesNotMatch(headline, /quota/i);
    assert.deepEqual(
      findings.filter(({ rule }) => rule.startsWith('quota/') || rule === 'rollout/create-refused'),
      [],
    );
  });

  it('takes the worst pod of a workload, with its events and the errors of the log before the crash', async () => {
    const { verdict, data, next } = await diagnosed({ objects: [node, crashing, well, backOff, former], logs });
    assert.equal(verdict, 'broken');
    assert.equal(data.pod, 'cart-5f-a');
    assert.deepEqual(data.otherPods, ['cart-5f-b']);
    assert.deepEqual(
      data.events.map(({ reason, count }) => [reason, count]),
      [['BackOff', 40]],
    );
    assert.deepEqual(
      data.logs.map(({ previous, lines }) => [previous, lines.map(({ text }) => text)]),
      [[true, ['ERROR no database: connection refused']]],
    );
    assert.ok(next.some(({ tool }) => tool === 'get_kubernetes_pod_logs'));
  });

  it('names the cause in its headline, ahead of the symptom', async () => {
    const killed = pod('cart-5f-a', {
      labels,
      owner: 'ReplicaSet/cart-5f',
      ready: false,
      spec: { nodeName: 'node-1', containers: [{ name: 'main', resources: { limits: { memory: '128Mi' } } }] },
      status: {
        containerStatuses: [
          {
            name: 'main',
            ready: false,
            restartCount: 9,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
            lastState: { terminated: { exitCode: 137, reason: 'OOMKilled', finishedAt: '2026-11-25T13:58:00Z' } },
          },
        ],
      },
    });
    const { headline, findings } = await diagnosed({ objects: [node, killed] });
    assert.match(
      headline,
      /^Pod shop\/cart-5f-a \(CrashLoopBackOff, 9 restarts\): Container main was killed for going over its memory limit of 128Mi/,
    );
    assert.deepEqual(
      findings.slice(0, 1).map(({ rule }) => rule),
      ['container/oom-killed'],
    );
    assert.ok(findings.some(({ rule }) => rule === 'container/crash-loop'));
  });

  it('is healthy where nothing is wrong and all was read', async () => {
    const { verdict, headline, findings } = await diagnosed(
      { objects: [node, well] },
      { namespace: 'shop', name: 'cart-5f-b' },
    );
    assert.equal(headline, 'Pod shop/cart-5f-b is Running, and nothing is wrong with it.');
    assert.equal(verdict, 'healthy');
    assert.deepEqual(
      findings.filter(({ severity }) => severity !== 'info'),
      [],
    );
  });

  it('is unknown, and no clean bill, where the node may not be read', async () => {
    const { verdict, headline, gaps } = await diagnosed(
      { objects: [node, well], forbidden: ['nodes'] },
      { namespace: 'shop', name: 'cart-5f-b' },
    );
    assert.equal(verdict, 'unknown');
    assert.match(headline, /is Running; whether anything is amiss with it cannot be told without nodes\.$/);
    assert.ok(gaps.some(({ wanted }) => wanted === 'nodes'));
  });

  const evicted = pod('cart-5f-a', {
    labels,
    owner: 'ReplicaSet/cart-5f',
    phase: 'Failed',
    ready: false,
    status: { reason: 'Evicted', message: 'The node was low on resource: memory.', containerStatuses: [] },
  });
  const younger = { creationTimestamp: '2026-11-25T11:00:00Z' };

  it('takes a failed pod that was replaced for history, and points at the one that has its place', async () => {
    const heir = pod('cart-5f-b', { labels, owner: 'ReplicaSet/cart-5f', metadata: younger });
    const name = 'cart-5f-a';
    const { verdict, headline, findings, data, next } = await diagnosed(
      { objects: [node, evicted, heir] },
      { namespace: 'shop', name },
    );
    assert.equal(verdict, 'healthy');
    assert.equal(
      headline,
      'Pod shop/cart-5f-a (Evicted) is history: cart-5f-b, which is well, has taken its place. Node node-1 evicted the pod: The node was low on resource: memory.',
    );
    assert.deepEqual(
      findings.map(({ rule, severity }) => [rule, severity]),
      [['pod/evicted', 'info']],
    );
    assert.deepEqual(data.succession, {
      state: 'replaced',
      successor: { name: 'cart-5f-b', status: 'Running', isWell: true },
    });
    assert.deepEqual(next[0]?.input, { namespace: 'shop', name: 'cart-5f-b' });
  });

  it('does not take it for history where what came after it fails too, or nothing came, or who came may not be read', async () => {
    const heir = pod('cart-5f-b', {
      labels,
      owner: 'ReplicaSet/cart-5f',
      metadata: younger,
      waiting: 'CrashLoopBackOff',
      ready: false,
    });
    const input = { namespace: 'shop', name: 'cart-5f-a' };
    const sick = await diagnosed({ objects: [node, evicted, heir] }, input);
    assert.equal(sick.verdict, 'broken');
    assert.match(sick.headline, /Now cart-5f-b, which is CrashLoopBackOff itself, is to take its place\.$/);
    const alone = await diagnosed({ objects: [node, evicted] }, input);
    assert.deepEqual([alone.verdict, alone.data.succession], ['broken', { state: 'failed' }]);
    const older = pod('cart-5f-b', {
      labels,
      owner: 'ReplicaSet/cart-5f',
      metadata: { creationTimestamp: '2026-11-24T11:00:00Z' },
    });
    assert.equal((await diagnosed({ objects: [node, evicted, older] }, input)).verdict, 'broken');
    const other = pod('web-5f-b', { owner: 'ReplicaSet/web-5f', metadata: younger });
    assert.equal((await diagnosed({ objects: [node, evicted, other] }, input)).verdict, 'broken');
    const unread = await diagnosed({ objects: [node, evicted], forbidden: ['pods in shop'] }, input).catch(
      () => undefined,
    );
    assert.ok(unread === undefined || unread.verdict === 'broken');
  });

  it('says of a pod that is being deleted in time that it goes, and who comes', async () => {
    const going = pod('cart-5f-a', {
      labels,
      owner: 'ReplicaSet/cart-5f',
      ready: false,
      metadata: { deletionTimestamp: '2026-11-25T14:00:10Z', deletionGracePeriodSeconds: 30 },
    });
    const heir = pod('cart-6a-b', {
      labels: { app: 'cart', 'pod-template-hash': '6a' },
      owner: 'ReplicaSet/cart-6a',
      metadata: younger,
    });
    const input = { namespace: 'shop', name: 'cart-5f-a' };
    const { verdict, headline } = await diagnosed({ objects: [node, going, heir] }, input);
    assert.equal(verdict, 'healthy');
    assert.equal(
      headline,
      'Pod shop/cart-5f-a (Terminating) is being deleted: the youngest pod of Deployment/cart is cart-6a-b, which is well.',
    );
    const alone = await diagnosed({ objects: [node, going] }, input);
    assert.match(alone.headline, /is being deleted: no pod of Deployment\/cart has taken its place\.$/);
  });

  it('says of a pod that is gone whose it was by its name, and which pods there are now', async () => {
    const heir = pod('cart-6a7b8c9d5f-x2k9p', {
      labels: { app: 'cart', 'pod-template-hash': '6a7b8c9d5f' },
      owner: 'ReplicaSet/cart-6a7b8c9d5f',
    });
    const maker = workload('Deployment', 'cart', 1);
    const headline = async (input: Input): Promise<string> => {
      const error: unknown = await diagnosed({ objects: [node, maker, heir] }, input).catch(
        (thrown: unknown) => thrown,
      );
      return isKubeError(error) ? (error.facts.headline ?? '') : '';
    };
    for (const at of [{ namespace: 'shop' }, {}])
      assert.equal(
        await headline({ ...at, name: 'cart-5d4c8b7f66-zzzzz' }),
        'No pod cart-5d4c8b7f66-zzzzz is in namespace shop (any more). By its name it is one of Deployment cart, which now has cart-6a7b8c9d5f-x2k9p.',
      );
    const stranger = await headline({ namespace: 'shop', name: 'web-5d4c8b7f66-zzzzz' });
    assert.match(stranger, /no pod of a workload of that name/);
  });

  it('asks which one is meant where several namespaces have it', async () => {
    const other = pod('cart-5f-b', { metadata: { namespace: 'test' } });
    const { data, next, headline } = await diagnosed({ objects: [well, other] }, { name: 'cart-5f-b' });
    assert.deepEqual(data.candidates, ['shop', 'test']);
    assert.match(headline, /ask for one of them/);
    assert.equal(next[0]?.tool, 'diagnose_kubernetes_pod_issues');
  });

  it('keeps within 14 reads, for a pod that runs and for one that waits for a node', async () => {
    const references = {
      serviceAccountName: 'robot',
      priorityClassName: 'high',
      runtimeClassName: 'gvisor',
      imagePullSecrets: [{ name: 'pull' }],
      volumes: [
        { name: 'a', configMap: { name: 'a' } },
        { name: 'b', persistentVolumeClaim: { claimName: 'b' } },
      ],
      containers: [{ name: 'main', envFrom: [{ secretRef: { name: 's' } }] }],
    };
    const sick = pod('cart-5f-a', {
      labels,
      owner: 'ReplicaSet/cart-5f',
      waiting: 'CrashLoopBackOff',
      ready: false,
      spec: { nodeName: 'node-1', ...references },
    });
    const waiting = pod('cart-5f-a', {
      labels,
      owner: 'ReplicaSet/cart-5f',
      phase: 'Pending',
      ready: false,
      spec: { nodeName: undefined, ...references },
      status: { containerStatuses: [] },
    });
    for (const one of [sick, waiting]) {
      const { reads } = await diagnosed({ objects: [node, one], logs }, { namespace: 'shop', name: 'cart-5f-a' });
      assert.ok(reads.length <= 14, reads.join('\n'));
    }
  });
});
