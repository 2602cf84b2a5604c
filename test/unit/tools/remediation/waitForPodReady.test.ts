import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { english } from '../../../../src/core/label.ts';
import { KubeError } from '../../../../src/core/kubeError.ts';
import type { Cluster, Progress } from '../../../../src/core/ports.ts';
import { systemClock } from '../../../../src/systemClock.ts';
import { waitForPodReady } from '../../../../src/tools/remediation/waitForPodReady.ts';
import { crashed, deployment, pod, scripted, unschedulable, waiting } from '../../kube/rollouts/rolloutWorld.ts';
import type { ScriptedCluster } from '../../tree/scriptedCluster.ts';

type Input = Parameters<typeof waitForPodReady.run>[1];

function wait(world: ScriptedCluster, input: Input, onProgress?: (progress: Progress) => void) {
  const { signal } = new AbortController();
  return waitForPodReady.run(world.cluster, { namespace: 'shop', timeoutSeconds: 1, ...input }, signal, onProgress);
}

const labelled = { labelSelector: 'app=web' };

describe('wait_for_pod_ready', () => {
  it('waits until all pods are ready, and tells each step', async () => {
    const world = scripted(pod('web-new-1'), pod('web-new-2', waiting('ContainerCreating')));
    const steps: string[] = [];
    const answer = wait(world, { ...labelled, timeoutSeconds: 5 }, (progress) => {
      if (progress.type === 'step') steps.push(english(progress.label));
    });
    await sleep(50);
    world.putObject({ ...pod('web-new-2') });
    const { verdict, headline, data, next } = await answer;
    assert.equal(verdict, 'healthy');
    assert.equal(headline, 'The pods labelled app=web are ready: 2 pods.');
    assert.deepEqual(steps, ['1 of 2 pods ready; web-new-2: ContainerCreating', '2 of 2 pods ready']);
    assert.deepEqual([data.ended, data.ready, data.pods], ['ready', 2, 2]);
    assert.deepEqual(next, []);
    assert.equal(world.streams, 0);
  });

  it('says at once of a workload that wants no pods that there are none to wait for', async () => {
    const { verdict, headline, data } = await wait(scripted(deployment({}, {}, { replicas: 0 })), {
      name: 'web',
      timeoutSeconds: 60,
    });
    assert.equal(verdict, 'answered');
    assert.equal(headline, 'Deployment shop/web wants no pods (it is scaled to 0): there are none to wait for.');
    assert.deepEqual([data.ended, data.waitedSeconds], ['noneWanted', 0]);
  });

  const ends: readonly (readonly [string, object, string, RegExp])[] = [
    [
      'an image name that is none',
      waiting('InvalidImageName'),
      'failed',
      /will not be ready: container app: InvalidImageName/,
    ],
    [
      'an image that is never pulled',
      waiting('ErrImageNeverPull', 'not present'),
      'failed',
      /ErrImageNeverPull \(not present\)/,
    ],
    ['a crash loop', crashed(7), 'failed', /CrashLoopBackOff \(7 restarts, last ended with Error, exit code 1\)/],
    ['a first crash', crashed(1), 'outOfTime', /is not ready after 1 s; container app: CrashLoopBackOff/],
    ['a registry that does not answer', waiting('ErrImagePull', 'dial tcp: i/o timeout'), 'outOfTime', /ErrImagePull/],
    [
      'a Secret that may just be made',
      waiting('CreateContainerConfigError', 'secret "s" not found'),
      'outOfTime',
      /secret "s"/,
    ],
    ['no place', { ...unschedulable }, 'failed', /Unschedulable \(0\/1 nodes are available: 1 Insufficient cpu\)/],
    [
      'a pod that has failed',
      { phase: 'Failed', reason: 'Evicted', message: 'low on memory', conditions: [] },
      'failed',
      /Evicted \(low on memory\)/,
    ],
    ['a pod that has done its work', { phase: 'Succeeded', conditions: [] }, 'failed', /Completed/],
    [
      'a readiness probe that fails',
      { conditions: [{ type: 'Ready', status: 'False' }] },
      'outOfTime',
      /is not ready after 1 s\.$/,
    ],
  ];
  for (const [title, status, ended, says] of ends)
    it(`of one pod: ${title}`, async () => {
      const isUnplaced = title === 'no place';
      const metadata = { ownerReferences: [] };
      const world = scripted(pod('web', status, { metadata, ...(isUnplaced ? { spec: { nodeName: '' } } : {}) }));
      const { data, headline, verdict } = await wait(world, { name: 'web' });
      assert.equal(data.ended, ended);
      assert.match(headline, says);
      const isDone = title === 'a pod that has done its work';
      assert.equal(verdict, isDone ? 'answered' : ended === 'failed' ? 'broken' : 'degraded');
    });

  it('waits for the pod of the same name that a StatefulSet makes, and not for one that is gone for good', async () => {
    const owner = (kind: string) => [{ apiVersion: 'apps/v1', kind, name: 'db', uid: 'o', controller: true }];
    const ending = { deletionTimestamp: '2026-11-25T14:00:30Z' };
    const world = scripted(pod('db-0', {}, { metadata: { ownerReferences: owner('StatefulSet'), ...ending } }));
    const answer = wait(world, { name: 'db-0', timeoutSeconds: 5 });
    await sleep(50);
    world.remove('Pod', 'shop', 'db-0');
    await sleep(50);
    world.putObject({ ...pod('db-0', {}, { metadata: { ownerReferences: owner('StatefulSet') } }) });
    assert.equal((await answer).data.ended, 'ready');
    const gone = scripted(pod('web-1', {}, { metadata: { ownerReferences: owner('ReplicaSet'), ...ending } }));
    assert.match((await wait(gone, { name: 'web-1' })).headline, /will not be ready: Terminating/);
  });

  it('does not count pods that have been replaced, nor those that are ending', async () => {
    const evicted = pod('web-new-0', { phase: 'Failed', reason: 'Evicted', conditions: [] });
    const ending = pod('web-new-1', {}, { metadata: { deletionTimestamp: '2026-11-25T14:00:30Z' } });
    const { data } = await wait(scripted(evicted, ending, pod('web-new-2')), labelled);
    assert.deepEqual([data.ended, data.pods], ['ready', 1]);
  });

  it('takes the name of a workload for all of its pods', async () => {
    const world = scripted(deployment({ desired: 2 }), pod('web-new-1'), pod('web-new-2', crashed(5)));
    const { headline, verdict } = await wait(world, { name: 'web' });
    assert.match(
      headline,
      /^The pods of Deployment shop\/web will not be ready \(1 of 2 pods ready\): pod web-new-2, /,
    );
    assert.equal(verdict, 'degraded');
  });

  it('says which input it wants, and that there is no such pod', async () => {
    await assert.rejects(wait(scripted(), {}), /name or labelSelector/);
    await assert.rejects(wait(scripted(), { name: 'a', ...labelled }), /name or labelSelector/);
    await assert.rejects(wait(scripted(pod('web-new-1')), { name: 'web-new-2' }), /there is no such object/);
  });

  it('goes on where a watch dies, and fails where pods may not be read', async () => {
    const world = scripted(pod('web-new-1', waiting('ContainerCreating')));
    const answer = wait(world, { ...labelled, timeoutSeconds: 5 });
    await sleep(50);
    world.failWatches();
    await sleep(50);
    world.compact();
    await sleep(500);
    world.putObject({ ...pod('web-new-1') });
    assert.equal((await answer).data.ended, 'ready');
    world.forbidden.add('pods in shop');
    await assert.rejects(wait(world, labelled), /the server refused/);
  });

  it('says that it has seen nothing where the server lists no pods in time', async () => {
    const world = scripted(pod('web-new-1'));
    world.goSilent(systemClock);
    await assert.rejects(wait(world, labelled), /has not listed them within 1 s/);
  });

  it('takes no workload for a pod that is gone where pods may be listed and not read by name', async () => {
    const world = scripted(deployment({ desired: 1 }), pod('web-new-1'));
    const { cluster } = world;
    const refused = new KubeError({ code: 'forbidden', operation: 'get', resource: 'pods', detail: 'refused' });
    const listing: Cluster = {
      ...cluster,
      get: (kind, at, signal) => (kind.kind === 'Pod' ? Promise.reject(refused) : cluster.get(kind, at, signal)),
    };
    const { signal } = new AbortController();
    const answer = await waitForPodReady.run(listing, { namespace: 'shop', name: 'web', timeoutSeconds: 1 }, signal);
    assert.match(answer.headline, /^The pods of Deployment shop\/web /);
    const one = await waitForPodReady.run(listing, { namespace: 'shop', name: 'web-new-1', timeoutSeconds: 1 }, signal);
    assert.equal(one.headline, 'Pod shop/web-new-1 is ready.');
  });

  it('knows the pods of a workload that may not be read by their owner, and does not know whether they are all', async () => {
    const owned = {
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'agent', uid: 'o', controller: true }],
    };
    const world = scripted(pod('agent-1', {}, { metadata: owned }), pod('web-new-1', crashed(5)));
    for (const kind of ['deployments', 'statefulsets', 'daemonsets']) world.forbidden.add(`${kind}.apps in shop`);
    const { headline, verdict, gaps } = await wait(world, { name: 'agent' });
    assert.equal(headline, 'The pods of DaemonSet shop/agent are ready: 1 pod.');
    assert.equal(verdict, 'unknown');
    assert.deepEqual(
      gaps.map(({ wanted, because }) => `${wanted}: ${because}`),
      ['deployments', 'statefulsets', 'daemonsets'].map((one) => `${one}.apps agent: which pods it wants: forbidden`),
    );
    await assert.rejects(wait(world, { name: 'none' }), /the server refused/);
  });

  describe('of a workload does not take the pods that are there for those that are wanted', () => {
    it('where a quota lets no more be made', async () => {
      const refusal = {
        conditions: [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'exceeded quota: q' }],
      };
      const world = scripted(deployment({ desired: 3, made: 2 }, {}, {}, refusal), pod('web-new-1'), pod('web-new-2'));
      const { verdict, headline, data, next } = await wait(world, { name: 'web' });
      assert.equal(verdict, 'degraded');
      assert.equal(
        headline,
        'The pods of Deployment shop/web: 2 of 3 pods ready after 1 s; 2 of 3 pods made; the server does not let it make pods: exceeded quota: q.',
      );
      assert.deepEqual([data.ended, data.ready, data.wanted], ['outOfTime', 2, 3]);
      assert.deepEqual(next[0]?.input, { kind: 'Deployment', namespace: 'shop', name: 'web' });
    });

    it('where all of them are of an earlier template', async () => {
      const world = scripted(deployment({ desired: 1, updated: 0, ready: 1 }), pod('web-old-1', {}, { hash: 'old' }));
      const { verdict, headline } = await wait(world, { name: 'web' });
      assert.equal(verdict, 'degraded');
      assert.match(headline, /1 of 1 pod ready after 1 s; 0 of 1 pod updated/);
    });

    it('where its controller has not seen the last change', async () => {
      const world = scripted(deployment({ desired: 1 }, { generation: 3 }), pod('web-new-1'));
      assert.match((await wait(world, { name: 'web' })).headline, /its controller has not seen the last change yet/);
    });

    it('where its status is still of before one of them went', async () => {
      const ending = { metadata: { deletionTimestamp: '2026-11-25T14:00:30Z' } };
      const world = scripted(deployment({ desired: 2 }), pod('web-new-1'), pod('web-new-2', {}, ending));
      const answer = wait(world, { name: 'web', timeoutSeconds: 5 });
      await sleep(50);
      world.putObject({ ...pod('web-new-3') });
      assert.deepEqual([(await answer).data.ended, world.streams], ['ready', 0]);
      const lacking = await wait(scripted(deployment({ desired: 2 }), pod('web-new-1')), { name: 'web' });
      assert.match(lacking.headline, /1 of 2 pods ready after 1 s; 1 pod not available yet\.$/);
    });

    it('where it is being deleted', async () => {
      const world = scripted(
        deployment({ desired: 1 }, { deletionTimestamp: '2026-11-25T13:59:30Z' }),
        pod('web-new-1'),
      );
      const { verdict, headline } = await wait(world, { name: 'web', timeoutSeconds: 60 });
      assert.equal(verdict, 'degraded');
      assert.match(headline, /^Deployment shop\/web is being deleted/);
    });
  });

  it('offers the logs of a pod that has run, of no pod that never started, and of none that is not there', async () => {
    const tools = async (...objects: readonly object[]): Promise<readonly string[]> =>
      (await wait(scripted(...objects), labelled)).next.map(({ tool }) => tool);
    assert.deepEqual(await tools(pod('web-new-1', { conditions: [{ type: 'Ready', status: 'False' }] })), [
      'get_kubernetes_pod_logs',
      'diagnose_kubernetes_pod_issues',
    ]);
    assert.deepEqual(await tools(pod('web-new-1', waiting('ErrImagePull', 'dial tcp: i/o timeout'))), [
      'diagnose_kubernetes_pod_issues',
    ]);
    assert.deepEqual(await tools(), ['list_kubernetes_pods']);
  });
});
