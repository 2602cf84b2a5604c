import assert from 'node:assert/strict';
import { estimateTokens } from '../../../../src/core/tokens.ts';
import { listKubernetesNodes } from '../../../../src/tools/resources/listKubernetesNodes.ts';
import { memoryCluster, type MemoryWorld } from '../../../support/memoryCluster.ts';
import { testRunner } from '../../../support/testRunner.ts';

const { signal } = new AbortController();

function node(name: string, ready = 'True', spec: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      uid: `uid-${name}`,
      creationTimestamp: '2026-11-25T10:00:00Z',
      labels: {
        'node-role.kubernetes.io/worker': '',
        'topology.kubernetes.io/zone': 'eu-1a',
        'node.kubernetes.io/instance-type': 'm5.large',
      },
    },
    spec: { taints: [{ key: 'dedicated', value: 'batch', effect: 'NoSchedule' }], ...spec },
    status: {
      allocatable: { cpu: '2', memory: '4Gi', pods: '110' },
      nodeInfo: { kubeletVersion: 'v1.36.1' },
      conditions: [{ type: 'Ready', status: ready, reason: 'NodeStatusUnknown' }],
    },
  };
}

const lease = (name: string, renewTime = '2026-11-25T13:59:55Z'): object => ({
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: { name, namespace: 'kube-node-lease' },
  spec: { renewTime },
});

const pod = (name: string, on: string, phase = 'Running'): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop', uid: name },
  spec: { nodeName: on, containers: [{ resources: { requests: { cpu: '500m', memory: '1Gi' } } }] },
  status: { phase },
});

const ask = (objects: MemoryWorld['objects'], asked = {}, world: Partial<MemoryWorld> = {}) =>
  listKubernetesNodes.run(memoryCluster({ objects, ...world }), asked, signal);

describe('list_kubernetes_nodes', () => {
  it('tells the condition, the place and what is requested of it', async () => {
    const { data, verdict, headline } = await ask([
      node('node-1'),
      lease('node-1'),
      pod('a', 'node-1'),
      pod('b', 'node-1'),
      pod('done', 'node-1', 'Succeeded'),
      pod('elsewhere', 'node-2'),
    ]);
    assert.equal(verdict, 'healthy');
    assert.equal(headline, '1 node, none in trouble: 1 Ready.');
    assert.deepEqual(data.nodes, [
      {
        name: 'node-1',
        level: 'ok',
        status: 'Ready',
        roles: ['worker'],
        version: 'v1.36.1',
        pressure: [],
        taints: ['dedicated=batch:NoSchedule'],
        zone: 'eu-1a',
        instanceType: 'm5.large',
        cpuAllocatableMillicores: 2000,
        cpuRequestedMillicores: 1000,
        memoryAllocatableBytes: 4 * 2 ** 30,
        memoryRequestedBytes: 2 * 2 ** 30,
        podsAllocatable: 110,
        podsBound: 2,
        heartbeatSecondsAgo: 5,
        ageSeconds: 14_400,
      },
    ]);
  });

  it('puts the sick ones first', async () => {
    const { data, verdict, findings, headline, next } = await ask([
      node('node-1'),
      node('node-2', 'Unknown'),
      node('node-3', 'True', { unschedulable: true }),
      ...['node-1', 'node-3'].map((name) => lease(name)),
    ]);
    assert.equal(verdict, 'broken');
    assert.deepEqual(
      data.nodes.map(({ name, status }) => [name, status]),
      [
        ['node-2', 'NotReady'],
        ['node-1', 'Ready'],
        ['node-3', 'Ready,SchedulingDisabled'],
      ],
    );
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['node/not-ready', 'node/cordoned'],
    );
    assert.equal(headline, '1 of 3 nodes is in trouble: node-2 (1 Ready, 1 NotReady, 1 Ready,SchedulingDisabled).');
    assert.deepEqual(next[0]?.input, { node: 'node-2' });
  });

  it('tells of a kubelet that has gone silent', async () => {
    const { verdict, findings } = await ask([node('node-1'), lease('node-1', '2026-11-25T13:57:00Z')]);
    assert.equal(verdict, 'degraded');
    assert.equal(findings[0]?.rule, 'node/heartbeat-stale');
  });

  it('says that it did not see the pods, and invents no free room', async () => {
    const { verdict, gaps, data } = await ask([node('node-1'), lease('node-1')], {}, { forbidden: ['pods'] });
    assert.equal(verdict, 'unknown');
    assert.deepEqual(
      gaps.map(({ wanted, because }) => [wanted, because]),
      [['pods in all namespaces, for what they request', 'forbidden']],
    );
    assert.equal(data.nodes[0]?.podsBound, undefined);
    assert.equal(data.nodes[0]?.cpuRequestedMillicores, undefined);
  });

  it('does not judge heartbeats that it may not see', async () => {
    const { verdict, gaps } = await ask(
      [node('node-1')],
      {},
      { forbidden: ['leases.coordination.k8s.io in kube-node-lease'] },
    );
    assert.equal(verdict, 'unknown');
    assert.match(gaps[0]?.hint ?? '', /not judged without it: node\/heartbeat-stale/);
  });

  it('gives the nearest name where there is no such node', async () => {
    await assert.rejects(ask([node('node-1')], { name: 'noed-1' }), /there is no such object/);
  });

  it('gives each node once over its pages', async () => {
    const objects = Array.from({ length: 23 }, (_, index) => node(`node-${index}`, index % 5 === 0 ? 'False' : 'True'));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { data, page } = await ask(objects, { limit: 10, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...data.nodes.map(({ name }) => name));
      cursor = page?.cursor;
    } while (cursor !== undefined);
    assert.equal(new Set(seen).size, 23);
    assert.equal(seen.length, 23);
  });

  for (const count of [50, 5000])
    it(`answers in at most 2,000 tokens at ${count} nodes`, async () => {
      const objects = Array.from({ length: count }, (_, index) =>
        node(`node-${index}.eu.example`, index % 10 === 0 ? 'Unknown' : 'True'),
      );
      const runner = testRunner(memoryCluster({ objects }));
      const { envelope } = await runner.call('list_kubernetes_nodes', {}, { surface: 'test' });
      assert.ok(estimateTokens(JSON.stringify(envelope)) <= 2000);
      assert.equal(envelope.page?.total, count);
      assert.ok(envelope.page.returned >= 3, String(envelope.page.returned));
    }).timeout(20_000);
});
