import assert from 'node:assert/strict';
import type { Draft } from '../../../../src/core/draft.ts';
import type { Cluster } from '../../../../src/core/ports.ts';
import { deployment } from '../../../../src/kube/kinds/deployment.ts';
import { plannedCapacity } from '../../../../src/tools/remediation/plannedCapacity.ts';
import { scaleDeployment } from '../../../../src/tools/remediation/scaleDeployment.ts';
import { memoryCluster, type MemoryCluster } from '../../../support/memoryCluster.ts';
import { pod } from '../../rules/objects.ts';

const { signal } = new AbortController();

/** Of one CPU, with so much of it taken. */
function node(name: string, taken = '0'): readonly object[] {
  const node = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name } },
    status: { allocatable: { cpu: '1', memory: '8Gi', pods: '20' }, conditions: [{ type: 'Ready', status: 'True' }] },
  };
  const spec = { nodeName: name, containers: [{ name: 'app', resources: { requests: { cpu: taken } } }] };
  return [node, pod(`on-${name}`, { spec })];
}

/** Of pods that ask for 600m each. */
function workload(kind: string, replicas: number): object {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'cart', namespace: 'shop', uid: 'cart' },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'cart' } },
      template: {
        metadata: { labels: { app: 'cart' } },
        spec: { containers: [{ name: 'app', resources: { requests: { cpu: '600m' } } }] },
      },
    },
  };
}

const crowded = [...node('node-1'), ...node('node-2', '700m'), ...node('node-3', '900m')];

async function plan(cluster: Cluster, replicas: number, kind: 'Deployment' | 'StatefulSet' = 'Deployment') {
  const draft = await scaleDeployment.draft(cluster, { namespace: 'shop', name: 'cart', kind, replicas }, signal);
  assert.ok('steps' in draft);
  return draft;
}

function of(objects: readonly object[], forbidden: readonly string[] = []): MemoryCluster {
  return memoryCluster({ objects, forbidden });
}

describe('The plan of scale_deployment', () => {
  it('warns of new pods that find no room, and says where to look closer', async () => {
    const { warnings, next, gaps } = await plan(of([...crowded, workload('Deployment', 0)]), 2);
    assert.deepEqual(warnings, ['capacity: 1 of 2 new pods fits; node-2 and node-3 are full (cpu)']);
    assert.deepEqual(next, [
      {
        tool: 'check_scaling_capacity',
        input: { name: 'cart', namespace: 'shop', replicas: 2 },
        why: '1 of 2 new pods would not fit',
      },
    ]);
    assert.deepEqual(gaps, []);
  });

  it('is silent where all of them fit', async () => {
    const { warnings, next } = await plan(of([...crowded, workload('StatefulSet', 0)]), 1, 'StatefulSet');
    assert.deepEqual([warnings, next], [[], []]);
  });

  it('looks at no node where no pod is added', async () => {
    const cluster = of([...crowded, workload('Deployment', 3)]);
    const { warnings, next } = await plan(cluster, 1);
    assert.deepEqual([warnings, next], [[], []]);
    await scaleDeployment.draft(cluster, { namespace: 'shop', name: 'cart', replicas: 3 }, signal);
    assert.deepEqual(
      cluster.reads.filter((read) => /nodes|list pods$/.test(read)),
      [],
    );
  });

  const unread: readonly (readonly [string, string, number, RegExp])[] = [
    ['nodes', 'nodes', 1, /^capacity: whether the new pods would fit is not known: nodes \(forbidden\)$/],
    ['pods of other namespaces', 'list pods', 1, /is not known: pods in all namespaces \(forbidden\)/],
    [
      'a quota',
      'resourcequotas in shop',
      1,
      /the new pod fits as far as could be looked at; not known: resourcequotas in shop$/,
    ],
    ['a quota, where they do not fit', 'resourcequotas in shop', 2, /at most 1 of 2 new pods fits; node-2/],
  ];
  for (const [title, forbidden, replicas, words] of unread)
    it(`is made, and does not claim room, where it may not read ${title}`, async () => {
      const objects = [...crowded, workload('Deployment', 0)];
      const { steps, warnings, gaps } = await plan(of(objects, [forbidden]), replicas);
      assert.equal(steps.length, 1);
      assert.match(warnings.join('\n'), words);
      assert.deepEqual([...new Set(gaps.map(({ because }) => because))], ['forbidden']);
      assert.equal(new Set(gaps.map(({ wanted }) => wanted)).size, gaps.length);
    });

  const first: readonly (readonly [string, readonly object[], number, RegExp])[] = [
    ['one pod alone', [...node('node-1', '700m')], 1, /the new pod does not fit; node-1 is full \(cpu\)$/],
    ['nodes that the new pods fill', [...node('node-1')], 2, /1 of 2 new pods fits; node-1 is full \(cpu\)$/],
    [
      'more nodes than are named',
      ['a', 'b', 'c', 'd'].flatMap((name) => node(name, '1')),
      2,
      /0 of 2 new pods fit; 4 nodes are full \(cpu\)$/,
    ],
    [
      'a quota',
      [
        ...node('node-1'),
        {
          apiVersion: 'v1',
          kind: 'ResourceQuota',
          metadata: { name: 'small', namespace: 'shop' },
          spec: { hard: { pods: '1' } },
          status: { hard: { pods: '1' }, used: { pods: '1' } },
        },
      ],
      1,
      /does not fit; ResourceQuota small: 1 of 1 pods are used, a pod needs 1/,
    ],
    [
      'a node that is left aside',
      [...node('node-1', '700m'), { ...node('node-2')[0], spec: { unschedulable: true } }],
      1,
      /node-1 is full \(cpu\); node-2: is cordoned/,
    ],
  ];
  for (const [title, objects, replicas, words] of first)
    it(`says what stops them: ${title}`, async () => {
      const { warnings } = await plan(of([...objects, workload('Deployment', 0)]), replicas);
      assert.match(warnings.join('\n'), words);
    });

  it('waits for no large cluster: it says that it does not know, and where to ask', async () => {
    const cluster = of([...crowded, workload('Deployment', 0)]);
    const slow: Cluster = {
      ...cluster,
      list: (kind, query, limit) =>
        kind.resource === 'nodes'
          ? new Promise((_, reject) => limit.addEventListener('abort', () => reject(limit.reason as Error)))
          : cluster.list(kind, query, limit),
    };
    const found = { kind: 'Deployment', object: deployment.project(workload('Deployment', 0)) } as const;
    const { warnings, gaps, next } = await plannedCapacity(slow, found, 2, signal, 20);
    assert.match(warnings.join('\n'), /not known: nodes and pods were not read and judged within 0.02 s$/);
    assert.equal(gaps[0]?.because, 'timeout');
    assert.equal(next[0]?.tool, 'check_scaling_capacity');
    await assert.rejects(plannedCapacity(slow, found, 2, AbortSignal.timeout(10), 1000));
  });

  it('is approved as the same change, whatever the room', async () => {
    const roomy = await plan(of([...node('node-1'), ...node('node-4'), workload('Deployment', 0)]), 2);
    const full = await plan(of([...crowded, workload('Deployment', 0)]), 2);
    const what = ({ steps, effect, title }: Draft): object => ({ steps, effect, title });
    assert.deepEqual(what(roomy), what(full));
  });
});
