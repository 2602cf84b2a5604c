import assert from 'node:assert/strict';
import { estimateTokens } from '../../../../src/core/tokens.ts';
import { checkScalingCapacity } from '../../../../src/tools/remediation/checkScalingCapacity.ts';
import { memoryCluster, type MemoryWorld } from '../../../support/memoryCluster.ts';
import { pod } from '../../rules/objects.ts';

const { signal } = new AbortController();

type Fields = Readonly<Record<string, unknown>>;
type Input = Parameters<typeof checkScalingCapacity.run>[1];

function check(
  world: Omit<MemoryWorld, 'objects'> & { objects: readonly object[] },
  replicas: number,
  more: Partial<Input> = {},
) {
  const input = { namespace: 'shop', name: 'web', replicas, ...more };
  return checkScalingCapacity.run(memoryCluster(world), input, signal);
}

function object(apiVersion: string, kind: string, name: string, more: Fields): object {
  return { apiVersion, kind, metadata: { name, namespace: 'shop', uid: name }, ...more };
}

function node(name: string, allocatable: Fields = { cpu: '4', memory: '16Gi', pods: '110' }): object {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name } },
    status: { allocatable, conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

/** Deployment web of pods that ask for a CPU each. */
function web(replicas: number, spec: Fields = {}, more: Fields = {}): object {
  return object('apps/v1', 'Deployment', 'web', {
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'app', resources: { requests: { cpu: '1' } } }], ...spec },
      },
      ...more,
    },
  });
}

function running(name: string, on: string, spec: Fields = {}): object {
  return pod(name, {
    labels: { app: 'web', 'pod-template-hash': '5f' },
    owner: 'ReplicaSet/web-5f',
    spec: { nodeName: on, containers: [{ name: 'app', resources: { requests: { cpu: '1' } } }], ...spec },
  });
}

function quota(hard: Fields, used: Fields): object {
  return object('v1', 'ResourceQuota', 'small', { spec: { hard }, status: { hard, used } });
}

const nodes = [node('node-1'), node('node-2')];

describe('check_scaling_capacity', () => {
  it('places the new pods one by one, and says that they fit, where they go, and that one more would', async () => {
    const objects = [...nodes, web(1), running('web-5f-a', 'node-1')];
    const { verdict, headline, data, next } = await check({ objects }, 5);
    assert.equal(verdict, 'healthy');
    assert.equal(
      headline,
      '5 replicas of Deployment shop/web fit: 4 more pods on 2 nodes, and one more would fit too.',
    );
    assert.deepEqual(
      data.nodes.map(({ node: name, added, cpuMillicoresRequested: cpu }) => [name, added, cpu]),
      [
        ['node-1', 2, 3000],
        ['node-2', 2, 2000],
      ],
    );
    assert.match(data.assumptions[0] ?? '', /taken to be like web-5f-a/);
    assert.deepEqual(next, []);
  });

  describe('of a workload whose number an autoscaler sets', () => {
    const autoscaler = object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', {
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        minReplicas: 2,
        maxReplicas: 4,
      },
    });
    const objects = [...nodes, web(2), running('web-5f-a', 'node-1'), running('web-5f-b', 'node-2'), autoscaler];

    it('does not call a number healthy that is beyond its limits, and names it', async () => {
      const { verdict, headline, findings, next } = await check({ objects }, 6);
      assert.equal(verdict, 'degraded');
      assert.match(
        headline,
        /^6 replicas .* fit: .*; HorizontalPodAutoscaler web \(2 to 4\) would bring them back to 4\.$/,
      );
      assert.deepEqual(
        findings.map(({ severity, message }) => [severity, message]),
        [['warning', 'HorizontalPodAutoscaler web sets the replicas (2 to 4) and would bring 6 back to 4.']],
      );
      assert.deepEqual(next[0]?.input, { kind: 'HorizontalPodAutoscaler', namespace: 'shop', name: 'web' });
      assert.match((await check({ objects }, 1)).headline, /would bring them back to 2\.$/);
    });

    it('says within its limits that a number does not stay, and judges the room alone', async () => {
      const { verdict, findings } = await check({ objects }, 4);
      assert.equal(verdict, 'healthy');
      assert.deepEqual(
        findings.map(({ severity, message }) => [severity, message]),
        [['info', 'HorizontalPodAutoscaler web sets the replicas (2 to 4): a number set by hand does not stay.']],
      );
    });

    it('leaves it alone where none is asked for, as it does', async () => {
      assert.deepEqual((await check({ objects }, 0)).findings, []);
    });

    it('is not sure where autoscalers may not be listed', async () => {
      const { verdict, gaps } = await check({ objects, forbidden: ['horizontalpodautoscalers.autoscaling'] }, 6);
      assert.equal(verdict, 'unknown');
      assert.equal(gaps.length, 1);
    });
  });

  it('says how many fit of those that do not, and what every node says to the next one', async () => {
    const { verdict, headline, data, next } = await check(
      { objects: [...nodes, web(1), running('web-5f-a', 'node-1')] },
      12,
    );
    assert.equal(verdict, 'degraded');
    assert.match(
      headline,
      /^12 replicas of Deployment shop\/web do not fit: of 11 more pods 7 find a place, which makes 8; what stops the next one: 2 nodes: Insufficient cpu/,
    );
    assert.equal(data.stoppedBy?.what, 'nodes');
    assert.equal(next[0]?.tool, 'list_kubernetes_nodes');
  });

  it('tells of each node what the new pods add and why it takes no more, the fullest of the others first', async () => {
    const objects = [node('empty', { cpu: '4', pods: '0' }), ...nodes, web(2), running('web-5f-a', 'node-2')];
    const { data } = await check({ objects: [...objects, running('web-5f-b', 'node-2')] }, 9);
    assert.deepEqual(
      data.nodes.map((one) => [one.node, one.added, one.cpuMillicoresAdded, one.refusesNext]),
      [
        ['node-1', 4, 4000, 'Insufficient cpu'],
        ['node-2', 2, 2000, 'Insufficient cpu'],
        ['empty', 0, 0, 'Too many pods'],
      ],
    );
  });

  const anti = {
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } },
        ],
      },
    },
  };
  const spread = {
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: { matchLabels: { app: 'web' } },
      },
    ],
  };
  const port = { containers: [{ name: 'app', ports: [{ containerPort: 80, hostPort: 8080 }] }] };
  const tainted = { ...node('node-2'), spec: { taints: [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }] } };
  const small = node('node-3', { cpu: '1', memory: '1Gi', pods: '10' });
  const stops: readonly (readonly [string, readonly object[], number, number, RegExp])[] = [
    ['anti-affinity', [...nodes, web(0, anti)], 4, 2, /wants to be away from/],
    ['a host port', [...nodes, web(0, port)], 4, 2, /host port 8080/],
    ['a taint', [nodes[0] ?? {}, tainted, web(0)], 9, 4, /gpu/],
    [
      'a spread that the smallest node limits',
      [nodes[0] ?? {}, small, web(0, spread)],
      9,
      3,
      /more apart than maxSkew 1|maxSkew/,
    ],
    [
      'a quota of pods',
      [...nodes, web(0), quota({ pods: '5' }, { pods: '2' })],
      9,
      3,
      /ResourceQuota small: 5 of 5 pods are used with the 3 placed, a pod needs 1/,
    ],
    [
      'a quota of CPU',
      [...nodes, web(0), quota({ 'requests.cpu': '2500m' }, { 'requests.cpu': '0' })],
      9,
      2,
      /a pod needs 1/,
    ],
    [
      'a quota that counts what is not named',
      [...nodes, web(0), quota({ 'limits.memory': '5Gi' }, {})],
      3,
      0,
      /does not name/,
    ],
    [
      'a claim that is missing',
      [...nodes, web(0, { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'gone' } }] })],
      3,
      0,
      /claim gone does not exist/,
    ],
    ['a gate', [...nodes, web(0, { schedulingGates: [{ name: 'wait' }] })], 3, 0, /gates wait/],
    ['no nodes', [web(0)], 3, 0, /there are no nodes/],
  ];
  for (const [title, objects, replicas, fits, because] of stops)
    it(`is stopped by ${title}`, async () => {
      const { data, verdict } = await check({ objects }, replicas);
      assert.equal(data.fits, fits);
      assert.equal(data.enough, false);
      assert.match(data.stoppedBy?.because ?? '', because);
      assert.equal(verdict, fits === 0 ? 'broken' : 'degraded');
    });

  it('gives each pod of a StatefulSet its claim, made of the smallest volume that is free', async () => {
    const volume = (name: string): object => ({
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name },
      spec: { capacity: { storage: '5Gi' }, accessModes: ['ReadWriteOnce'], storageClassName: 'local' },
      status: { phase: 'Available' },
    });
    const local = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'local', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
      provisioner: 'kubernetes.io/no-provisioner',
      volumeBindingMode: 'WaitForFirstConsumer',
    };
    const db = object('apps/v1', 'StatefulSet', 'db', {
      spec: {
        replicas: 0,
        selector: { matchLabels: { app: 'db' } },
        template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'app' }] } },
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        ],
      },
    });
    const objects = [...nodes, db, local, volume('pv-1'), volume('pv-2')];
    const { data } = await check({ objects }, 4, { name: 'db', kind: 'StatefulSet' });
    assert.equal(data.fits, 2);
    assert.match(data.stoppedBy?.because ?? '', /claim data-db-2 has no free volume/);
    const made = { ...local, provisioner: 'disk.example' };
    const dynamic = await check({ objects: [...nodes, db, made] }, 4, { name: 'db', kind: 'StatefulSet' });
    assert.equal(dynamic.data.enough, true);
    assert.ok(dynamic.data.assumptions.some((one) => one.includes('still to be made')));
  });

  it('counts pods that wait already, and needs no room for fewer', async () => {
    const lost = { ...running('web-5f-b', ''), status: { phase: 'Pending' } };
    const { data, next } = await check({ objects: [...nodes, web(2), running('web-5f-a', 'node-1'), lost] }, 3);
    assert.deepEqual([data.running, data.waiting, data.lacking, data.fits], [1, 1, 1, 2]);
    assert.equal(next[0]?.tool, 'get_pending_kubernetes_pods');
    const down = await check({ objects: [...nodes, web(1), running('web-5f-a', 'node-1')] }, 0);
    assert.equal(down.headline, 'Scaling Deployment shop/web from 1 down to 0 needs no room.');
    assert.equal(down.verdict, 'healthy');
  });

  it('says that it does not know where nodes or quotas may not be read', async () => {
    const objects = [...nodes, web(1), running('web-5f-a', 'node-1')];
    const blind = await check({ objects, forbidden: ['nodes'] }, 3);
    assert.equal(blind.verdict, 'unknown');
    assert.match(blind.headline, /is not known: the nodes or their pods may not be read/);
    assert.equal(blind.gaps[0]?.because, 'forbidden');
    const partly = await check({ objects, forbidden: ['resourcequotas in shop'] }, 3);
    assert.equal(partly.verdict, 'unknown');
    assert.match(partly.headline, /fit, as far as could be looked at: /);
  });

  it('names what is near where there is none, and stays small on many nodes', async () => {
    await assert.rejects(check({ objects: [...nodes, web(1)] }, 3, { name: 'wbe' }), /there is no such object/);
    const many = Array.from({ length: 300 }, (_, index) => node(`node-${index}`));
    const answer = await check({ objects: [...many, web(1)] }, 40);
    assert.equal(answer.data.fits, 40);
    const cut = { ...answer.data, nodes: answer.data.nodes.slice(0, 4) };
    assert.ok(estimateTokens(JSON.stringify({ ...answer, data: cut })) < 1500);
  });
});
