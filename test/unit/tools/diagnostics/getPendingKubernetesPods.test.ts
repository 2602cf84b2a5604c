import assert from 'node:assert/strict';
import { estimateTokens } from '../../../../src/core/tokens.ts';
import { getPendingKubernetesPods } from '../../../../src/tools/diagnostics/getPendingKubernetesPods.ts';
import { memoryCluster, type MemoryWorld } from '../../../support/memoryCluster.ts';
import { inNamespace, namespaceObject, node, pod } from '../../rules/objects.ts';

const { signal } = new AbortController();

type Fields = Readonly<Record<string, unknown>>;
type Input = Parameters<typeof getPendingKubernetesPods.run>[1];

async function pending(world: MemoryWorld, input: Input = { namespace: 'shop' }, own = memoryCluster(world)) {
  const cluster = own;
  return { ...(await getPendingKubernetesPods.run(cluster, input, signal)), reads: cluster.reads };
}

const tooLittle =
  '0/2 nodes are available: 1 Insufficient cpu, 1 node(s) were unschedulable. preemption: 0/2 nodes are available: 1 No preemption victims found for incoming pod.';

/** Asks for 5 CPUs; waits since 13:40, and the clock stands at 14:00. */
function waiting(name: string, spec: Fields = {}, message = tooLittle, createdAt = '2026-11-25T13:40:00Z'): object {
  return pod(name, {
    phase: 'Pending',
    ip: '',
    labels: { app: 'web', 'pod-template-hash': '5f' },
    owner: 'ReplicaSet/web-5f',
    metadata: { creationTimestamp: createdAt },
    spec: { nodeName: undefined, containers: [{ name: 'main', resources: { requests: { cpu: '5' } } }], ...spec },
    status: {
      containerStatuses: [],
      conditions: message === '' ? [] : [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }],
    },
  });
}

const cordoned = { ...node('node-2'), spec: { unschedulable: true } };
const nodes = [node('node-1'), cordoned];
const shop = namespaceObject('shop');

describe('get_pending_kubernetes_pods', () => {
  it('groups by owner and cause, with what each node says, the scheduler’s words and the smallest change', async () => {
    const objects = [...nodes, waiting('web-5f-a'), waiting('web-5f-b')];
    const { verdict, headline, findings, data, next } = await pending({ objects });
    assert.equal(verdict, 'broken');
    assert.equal(
      headline,
      '2 pods in shop wait for a node, the longest for 20m: shop/web (2), insufficient cpu (smallest change: request at most 4 cpu (now 5)).',
    );
    assert.deepEqual(data.groups, [
      {
        namespace: 'shop',
        owner: 'Deployment/web',
        state: 'unschedulable',
        level: 'critical',
        pods: 2,
        names: ['web-5f-a', 'web-5f-b'],
        oldestSeconds: 1200,
        because: ['insufficient-cpu'],
        nodes: [
          { nodes: 1, names: ['node-1'], because: ['4 of 4 cpu are free, the pod requests 5'] },
          { nodes: 1, names: ['node-2'], because: ['is cordoned', '4 of 4 cpu are free, the pod requests 5'] },
        ],
        smallestChange: 'request at most 4 cpu (now 5)',
        scheduler: {
          nodes: 2,
          reasons: [
            { nodes: 1, reason: 'Insufficient cpu' },
            { nodes: 1, reason: 'node(s) were unschedulable' },
          ],
        },
      },
    ]);
    const [found] = findings;
    assert.equal(findings.length, 1);
    assert.match(found?.message ?? '', /The same of 1 other pod of Deployment\/web\.$/);
    assert.deepEqual(
      next.map(({ tool }) => tool),
      ['list_kubernetes_nodes', 'get_resource_events_timeline'],
    );
  });

  it('tells gated ones, unbound volumes, absent schedulers and new ones apart', async () => {
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
    const claim = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data', namespace: 'shop' },
      spec: { accessModes: ['ReadWriteOnce'] },
      status: { phase: 'Pending' },
    };
    const bare = (name: string, one: object): object => ({
      ...one,
      metadata: { name, namespace: 'shop', creationTimestamp: '2026-11-25T13:40:00Z' },
    });
    const objects = [
      ...nodes,
      claim,
      bare('gated', waiting('gated', { schedulingGates: [{ name: 'example.com/quota' }] })),
      bare(
        'unbound',
        waiting('unbound', { volumes }, '0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims.'),
      ),
      bare('alone', waiting('alone', { schedulerName: 'batch' }, '')),
      waiting('new', {}, '', '2026-11-25T13:59:50Z'),
    ];
    const { data, verdict } = await pending({ objects });
    const states = data.groups.map(({ names, state, level }) => [names[0] ?? '', [state, level]] as const);
    assert.deepEqual(Object.fromEntries(states), {
      gated: ['gated', 'warning'],
      unbound: ['volume not bound', 'critical'],
      alone: ['no scheduler', 'critical'],
      new: ['just created', 'starting'],
    });
    assert.equal(verdict, 'broken');
  });

  it('does not take one pod’s claim for another’s, and pods whose claims fail alike for as many causes', async () => {
    const claim = (name: string, deletionTimestamp?: string): object => ({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name, namespace: 'shop', ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }) },
      spec: { storageClassName: 'gone' },
      status: { phase: 'Pending' },
    });
    const of = (name: string): object =>
      waiting(
        name,
        { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: `data-${name}` } }] },
        '0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims.',
      );
    const names = ['web-5f-0', 'web-5f-1', 'web-5f-2'];
    const [going = '', ...classless] = names;
    const objects = [
      ...nodes,
      ...names.map(of),
      claim(`data-${going}`, '2026-11-25T13:50:00Z'),
      ...classless.map((name) => claim(`data-${name}`)),
    ];
    const { data, findings } = await pending({ objects });
    assert.deepEqual(
      data.groups.map((group) => group.names),
      [classless, [going]],
    );
    assert.deepEqual(
      findings.map(({ object, message }) => [object.name, message.includes('The same of')]),
      [
        ['web-5f-1', true],
        ['web-5f-0', false],
      ],
    );
  });

  it('is healthy where no pod waits, or only new ones do', async () => {
    for (const objects of [
      [...nodes, pod('web-1')],
      [...nodes, waiting('new', {}, '', '2026-11-25T13:59:50Z')],
    ])
      assert.equal((await pending({ objects: [shop, ...objects] })).verdict, 'healthy');
    const { headline } = await pending({ objects: [shop, ...nodes, pod('web-1')] });
    assert.equal(headline, 'No pod waits for a node in shop.');
  });

  it('is degraded where a node is on its way', async () => {
    const event = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'web-5f-a.1', namespace: 'shop' },
      involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web-5f-a' },
      reason: 'TriggeredScaleUp',
      message: 'pod triggered scale-up',
      lastTimestamp: '2026-11-25T13:58:00Z',
    };
    const { verdict, data } = await pending({ objects: [...nodes, waiting('web-5f-a'), event] });
    assert.equal(verdict, 'degraded');
    assert.deepEqual(
      data.groups.map(({ state }) => state),
      ['waiting for a new node'],
    );
  });

  it('says which workloads may not even create pods', async () => {
    const message =
      'pods "web-5f-" is forbidden: exceeded quota: small, requested: pods=1, used: pods=2, limited: pods=2';
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { replicas: 3 },
      status: { replicas: 2, conditions: [{ type: 'ReplicaFailure', status: 'True', message }] },
    };
    const refused = (kind: string, name: string): object => ({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `${name}.1`, namespace: 'shop', uid: `e-${name}` },
      involvedObject: { apiVersion: 'apps/v1', kind, namespace: 'shop', name },
      reason: 'FailedCreate',
      message: 'create Pod db-1 failed error: admission webhook denied the request',
      lastTimestamp: '2026-11-25T13:58:00Z',
    });
    const statefulSet = (name: string, replicas: number): object => ({
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name, namespace: 'shop' },
      spec: { replicas: 2 },
      status: { replicas },
    });
    const { data, verdict, headline } = await pending({
      objects: [
        ...nodes,
        deployment,
        statefulSet('db', 1),
        statefulSet('mended', 2),
        refused('ReplicaSet', 'web-5f'),
        refused('StatefulSet', 'db'),
        refused('StatefulSet', 'mended'),
        shop,
      ],
    });
    assert.deepEqual(
      data.notCreated.map(({ owner, missing, refusedBy }) => [owner, missing, refusedBy]),
      [
        ['Deployment/web', 1, 'quota'],
        ['StatefulSet/db', 1, 'other'],
      ],
    );
    assert.equal(verdict, 'broken');
    assert.equal(headline, 'No pod waits for a node in shop; 2 workloads may not create pods (shop/web: quota).');
  });

  it('tells what the scheduler says where the nodes may not be read, and is no clean bill where the pods may not', async () => {
    const { verdict, data, gaps } = await pending({ objects: [...nodes, waiting('web-5f-a')], forbidden: ['nodes'] });
    assert.equal(verdict, 'broken');
    assert.deepEqual(data.groups[0]?.because, ['insufficient-cpu']);
    assert.equal(data.groups[0].nodes, undefined);
    assert.ok(gaps.some(({ wanted }) => wanted === 'nodes'));
    const objects = [...nodes, namespaceObject('default'), inNamespace('other', waiting('web-5f-a'))];
    const cluster = memoryCluster({ objects });
    const refused = memoryCluster({ objects, forbidden: ['pods'] });
    const narrow: typeof cluster = {
      ...cluster,
      list: (kind, query, asked) => (query.namespace === undefined ? refused : cluster).list(kind, query, asked),
    };
    const partial = await pending({ objects }, {}, narrow);
    assert.equal(partial.verdict, 'unknown');
    assert.equal(partial.headline, 'No pod that waits for a node was found in default.');
  });

  it('looks at what was created since', async () => {
    const objects = [...nodes, waiting('web-5f-a'), waiting('web-5f-b', {}, tooLittle, '2026-11-25T13:55:00Z')];
    const { data } = await pending({ objects }, { namespace: 'shop', since: '10m' });
    assert.deepEqual(data.groups[0]?.names, ['web-5f-b']);
    await assert.rejects(pending({ objects }, { namespace: 'shop', since: 'noon' }), /since: noon is no time/);
  });

  it('does not take a namespace that is not there for one without waiting pods', async () => {
    await assert.rejects(pending({ objects: [shop] }, { namespace: 'shpo' }), /the namespace does not exist/);
  });

  it('takes at most 14 reads, in pages that a cursor goes on from, and stays small at thousands of pods', async () => {
    const claimed = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
    const many = Array.from({ length: 2000 }, (_, index) => ({
      ...waiting(`job-${index}`, claimed),
      metadata: {
        name: `job-${index}`,
        namespace: 'shop',
        uid: `u${index}`,
        creationTimestamp: '2026-11-25T13:40:00Z',
        labels: { app: `job-${index % 80}` },
        ownerReferences: [
          { apiVersion: 'batch/v1', kind: 'Job', name: `job-${index % 80}`, uid: 'o', controller: true },
        ],
      },
    }));
    const first = await pending({ objects: [...nodes, ...many] }, {});
    assert.ok(first.reads.length <= 14, first.reads.join('\n'));
    assert.equal(first.data.pending, 2000);
    assert.equal(first.page?.total, 80);
    assert.ok(estimateTokens(JSON.stringify(first.findings)) < 2000);
    const second = await pending({ objects: [...nodes, ...many] }, { cursor: first.page.cursor ?? '' });
    assert.equal(second.data.groups.length, 30);
    const owners = [...first.data.groups, ...second.data.groups].map(({ owner }) => owner);
    assert.equal(new Set(owners).size, 80);
  });
});
