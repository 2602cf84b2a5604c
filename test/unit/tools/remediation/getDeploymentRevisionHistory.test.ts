import assert from 'node:assert/strict';
import { getDeploymentRevisionHistory } from '../../../../src/tools/remediation/getDeploymentRevisionHistory.ts';
import { memoryCluster, type MemoryWorld } from '../../../support/memoryCluster.ts';
import { controllerRevisionOf, ownerOf, replicaSetOf } from '../../kube/revisions/rollingWorld.ts';

const { signal } = new AbortController();

async function history(
  world: MemoryWorld,
  input: Partial<Parameters<typeof getDeploymentRevisionHistory.run>[1]> = { namespace: 'shop' },
) {
  const cluster = memoryCluster(world);
  const outcome = await getDeploymentRevisionHistory.run(cluster, { name: 'cart', ...input }, signal);
  return { ...outcome, reads: cluster.reads };
}

const stuck = ownerOf('Deployment', 'cart:3', {
  metadata: {
    managedFields: [
      {
        manager: 'kubectl-set',
        operation: 'Update',
        time: '2026-11-25T13:30:00Z',
        fieldsV1: { 'f:spec': { 'f:template': {} } },
      },
    ],
  },
  status: {
    observedGeneration: 4,
    conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }],
  },
});

const sets = [
  { number: 1, image: 'cart:1', createdAt: '2026-11-20T10:00:00Z' },
  {
    number: 2,
    image: 'cart:2',
    createdAt: '2026-11-24T14:00:00Z',
    available: 2,
    annotations: { 'kubernetes.io/change-cause': 'release 2' },
  },
  { number: 3, image: 'cart:3', createdAt: '2026-11-25T13:30:00Z', wanted: 1 },
].map(replicaSetOf);

const notOurs = {
  ...replicaSetOf({ number: 9, image: 'cart:9' }),
  metadata: {
    name: 'cart-9',
    namespace: 'shop',
    labels: { app: 'cart' },
    ownerReferences: [{ kind: 'Deployment', name: 'cart', uid: 'one before of the name', controller: true }],
  },
};

describe('get_deployment_revision_history', () => {
  it('says of each revision when, why, what and who, and which is the last known good', async () => {
    const { headline, data, reads, next } = await history({ objects: [stuck, ...sets, notOurs] });
    assert.equal(
      headline,
      'Deployment shop/cart: 3 revisions; 3 is the current one, first rolled out 30m ago, never available (ProgressDeadlineExceeded); the last known good one is 2 (2 pods available now).',
    );
    assert.deepEqual(data.revisions[0], {
      revision: 3,
      current: true,
      keptIn: 'cart-cart3',
      madeAt: '2026-11-25T13:30:00Z',
      ageSeconds: 1800,
      images: ['cart:3'],
      fieldManager: 'kubectl-set',
      everAvailable: 'no',
      source: 'ProgressDeadlineExceeded',
      podsNow: 1,
    });
    assert.deepEqual(
      data.revisions.map((row) => [row.revision, row.lastKnownGood ?? false, row.changeCause ?? '', row.everAvailable]),
      [
        [3, false, '', 'no'],
        [2, true, 'release 2', 'yes'],
        [1, false, '', 'unknown'],
      ],
    );
    assert.deepEqual(reads, ['get deployments.apps in shop cart', 'list replicasets.apps in shop']);
    assert.deepEqual(next[0]?.input, { kind: 'Deployment', name: 'cart', namespace: 'shop', from: 2, to: 3 });
  });

  it('names no last known good one where nothing tells, and never takes an unknown one for it', async () => {
    const settled = ownerOf('Deployment', 'cart:3', {
      status: {
        observedGeneration: 4,
        conditions: [{ type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' }],
      },
    });
    const { headline, data } = await history({
      objects: [settled, ...sets.slice(0, 1), replicaSetOf({ number: 3, image: 'cart:3', wanted: 2, available: 2 })],
    });
    assert.match(
      headline,
      /available \(NewReplicaSetAvailable\); of no other it is known whether it was ever available\.$/,
    );
    assert.equal(
      data.revisions.some((row) => row.lastKnownGood),
      false,
    );
  });

  it('says that a paused Deployment has a template that is not rolled out', async () => {
    const paused = ownerOf('Deployment', 'cart:4', { spec: { paused: true } });
    const { headline, data } = await history({ objects: [paused, ...sets] });
    assert.match(
      headline,
      /^Deployment shop\/cart \(paused, not rolled out\): 3 revisions; its template is in none of them;/,
    );
    assert.deepEqual([data.paused, data.notRolledOut], [true, true]);
  });

  it('compares no revision with itself where the newest is the last known good one, and paused', async () => {
    const paused = ownerOf('Deployment', 'cart:4', { spec: { paused: true } });
    const good = replicaSetOf({ number: 3, image: 'cart:3', wanted: 2, available: 2 });
    const { next } = await history({ objects: [paused, good] });
    assert.deepEqual(next, []);
  });

  it('takes the word that a ReplicaSet was available for no other than the one that it names', async () => {
    const word = async (message: string, counts: object = {}): Promise<string | undefined> => {
      const conditions = [{ type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable', message }];
      const owner = ownerOf('Deployment', 'cart:3', { status: { observedGeneration: 4, conditions, ...counts } });
      const newest = replicaSetOf({ number: 3, image: 'cart:3', wanted: 2 });
      return (await history({ objects: [owner, newest] })).data.revisions[0]?.everAvailable;
    };
    assert.notEqual(await word('ReplicaSet "cart-cart2" has successfully progressed.'), 'yes');
    assert.equal(await word('ReplicaSet "cart-cart3" has successfully progressed.'), 'yes');
    assert.notEqual(await word('Deployment "cart" has successfully progressed.'), 'yes');
    const all = { updatedReplicas: 9, availableReplicas: 9 };
    assert.equal(await word('Deployment "cart" has successfully progressed.', all), 'yes');
  });

  it('says what a rolled back revision was called before', async () => {
    const back = ownerOf('Deployment', 'cart:1');
    const { data } = await history({
      objects: [
        back,
        replicaSetOf({
          number: 4,
          image: 'cart:1',
          createdAt: '2026-11-20T10:00:00Z',
          annotations: { 'deployment.kubernetes.io/revision-history': '1' },
        }),
        ...sets.slice(1),
      ],
    });
    assert.deepEqual([data.revisions[0]?.revision, data.revisions[0]?.earlierNumbers], [4, [1]]);
  });

  for (const kind of ['StatefulSet', 'DaemonSet'] as const)
    it(`reads the ControllerRevisions of a ${kind}, and its pods for who is ready`, async () => {
      const kept = [
        { number: 1, image: 'cart:1', createdAt: '2026-11-24T14:00:00Z' },
        { number: 2, image: 'cart:2', createdAt: '2026-11-25T13:00:00Z' },
      ].map((one) => controllerRevisionOf(one, kind));
      const hash = kind === 'StatefulSet' ? 'statefulset-cart1' : 'cart1';
      const pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name: 'cart-0',
          namespace: 'shop',
          labels: { app: 'cart', 'controller-revision-hash': hash },
          ownerReferences: [{ apiVersion: 'apps/v1', kind, name: 'cart', uid: 'd1', controller: true }],
        },
        status: { conditions: [{ type: 'Ready', status: 'True' }] },
      };
      const stray = { ...pod, metadata: { ...pod.metadata, name: 'stray', ownerReferences: [] } };
      const world = { objects: [ownerOf(kind, 'cart:2'), ...kept, pod, stray] };
      const { data, gaps, reads } = await history(world, { kind, namespace: 'shop' });
      assert.deepEqual(gaps, []);
      assert.equal(reads.length, 3);
      assert.deepEqual(
        data.revisions.map((row) => [row.revision, row.lastKnownGood ?? false, row.source]),
        [
          [2, false, 'no pods of it seen ready now, and nothing else that is kept tells'],
          [1, true, '1 pod ready now'],
        ],
      );
      const blind = await history({ ...world, forbidden: ['pods'] }, { kind, namespace: 'shop' });
      assert.deepEqual(
        blind.gaps.map(({ because }) => because),
        ['forbidden'],
      );
      assert.equal(blind.data.revisions[1]?.everAvailable, 'unknown');
    });

  it('finds the one of the name, lists several, and names near misses', async () => {
    const elsewhere = { ...ownerOf('Deployment', 'cart:1'), metadata: { name: 'cart', namespace: 'staging' } };
    assert.equal((await history({ objects: [stuck, ...sets] }, {})).data.namespace, 'shop');
    assert.deepEqual((await history({ objects: [stuck, elsewhere] }, {})).data.candidates, ['shop', 'staging']);
    await assert.rejects(history({ objects: [stuck] }, { name: 'card', namespace: 'shop' }), /there is no such object/);
  });

  it('does without a history where the workload has none yet', async () => {
    const { headline, next } = await history({ objects: [stuck] });
    assert.equal(headline, 'Deployment shop/cart has no rollout history.');
    assert.deepEqual(next, []);
  });

  it('gives up after the seconds that it was given, and says so', async () => {
    const cluster = memoryCluster({ objects: [stuck, ...sets] });
    const slow = {
      ...cluster,
      get: (_kind: unknown, _at: unknown, ends: AbortSignal) =>
        new Promise<never>((_resolve, reject) => {
          const keepAlive = setTimeout(() => reject(new Error('it was not ended')), 5000);
          ends.addEventListener('abort', () => {
            clearTimeout(keepAlive);
            reject(new Error('aborted'));
          });
        }),
    };
    const asked = { name: 'cart', namespace: 'shop', timeoutSeconds: 1 };
    await assert.rejects(
      getDeploymentRevisionHistory.run(slow, asked, signal),
      /the history was not read within 1 second$/,
    );
  });

  it('has no answer without the history itself', async () => {
    await assert.rejects(history({ objects: [stuck, ...sets], forbidden: ['replicasets.apps'] }), /the server refused/);
  });
});
