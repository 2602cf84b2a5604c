import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { followRollout, type FollowedRollout } from '../../../../src/kube/rollouts/followRollout.ts';
import type { FollowOptions } from '../../../../src/kube/rollouts/rolloutFollower.ts';
import type { ScriptedCluster } from '../../tree/scriptedCluster.ts';
import { crashed, deployment, pod, replicaSet, scripted, unschedulable, waiting } from './rolloutWorld.ts';

const at = { kind: 'Deployment', namespace: 'shop', name: 'web' } as const;

function follow(
  world: ScriptedCluster,
  options: Partial<FollowOptions> = {},
  signal = new AbortController().signal,
): Promise<FollowedRollout> {
  return followRollout(world.cluster, at, { timeout: 5000, ...options }, signal);
}

describe('following a rollout', () => {
  it('ends as soon as it has settled, and tells each step on the way', async () => {
    const world = scripted(deployment({ updated: 1, ready: 3 }), pod('web-new-1'));
    const phases: string[] = [];
    const following = follow(world, { onState: ({ state }) => phases.push(state.phase) });
    await sleep(50);
    world.putObject({ ...deployment({ made: 4, updated: 3, ready: 4 }) });
    await sleep(50);
    world.putObject({ ...deployment() });
    const { ended, state } = await following;
    assert.equal(ended, 'settled');
    assert.equal(state.available, 3);
    assert.deepEqual(phases, ['updating', 'ending old pods', 'settled']);
    assert.equal(world.streams, 0, 'no watch is left open');
  });

  it('does not take the state before a change for the one after it', async () => {
    const world = scripted(deployment(), pod('web-new-1'));
    const following = follow(world, { generation: 3, timeout: 300 });
    assert.equal((await following).ended, 'outOfTime');
    const again = follow(world, { generation: 3 });
    await sleep(50);
    world.putObject({ ...deployment({}, { generation: 3 }) });
    await sleep(50);
    world.putObject({ ...deployment({}, { generation: 3 }, {}, { observedGeneration: 3 }) });
    assert.equal((await again).ended, 'settled');
  });

  it('fails of a new pod that will not mend, and not of one that is to be replaced', async () => {
    const world = scripted(
      deployment({ made: 4, updated: 1, ready: 2 }),
      replicaSet('old', '1'),
      replicaSet('new', '2'),
      pod('web-old-1', crashed(14), { hash: 'old' }),
      pod('web-new-1', waiting('ContainerCreating')),
    );
    const following = follow(world);
    await sleep(100);
    world.putObject({ ...pod('web-new-1', waiting('InvalidImageName')) });
    const { ended, because, current } = await following;
    assert.equal(ended, 'failed');
    assert.ok(because.by === 'pod');
    assert.equal(because.trouble.fault.reason, 'InvalidImageName');
    assert.deepEqual(
      current.map(({ metadata }) => metadata?.name),
      ['web-new-1'],
    );
  });

  const ends: readonly (readonly [string, object, FollowedRollout['ended']])[] = [
    ['has crashed twice, as what waits for a database does', crashed(2), 'outOfTime'],
    ['has crashed three times', crashed(3), 'failed'],
    ['has a program that cannot be started', crashed(1, { reason: 'StartError', exitCode: 128 }), 'failed'],
    ['waits for a registry that throttles', waiting('ImagePullBackOff', 'toomanyrequests: rate limit'), 'outOfTime'],
    ['has an image that is not there, after one try', waiting('ErrImagePull', 'manifest unknown'), 'outOfTime'],
    ['is still starting', waiting('ContainerCreating'), 'outOfTime'],
    ['finds no place, and has not for minutes', unschedulable, 'failed'],
  ];
  for (const [title, status, expected] of ends)
    it(`ends as ${expected} where a pod ${title}`, async () => {
      const spec = status === unschedulable ? { spec: { nodeName: '' } } : {};
      const world = scripted(deployment({ updated: 3, ready: 2 }), pod('web-new-1', status, spec));
      assert.equal((await follow(world, { timeout: 400 })).ended, expected);
    });

  it('waits for a node that an autoscaler makes, and for the room that pods make that are ending', async () => {
    const lost = pod('web-new-1', unschedulable, { spec: { nodeName: '' } });
    const promised = scripted(deployment({ ready: 2 }), lost);
    promised.putObject({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'e', namespace: 'shop' },
      involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web-new-1', uid: 'uid-3' },
      reason: 'TriggeredScaleUp',
      message: 'pod triggered scale-up',
      lastTimestamp: '2026-11-25T13:59:55Z',
    });
    assert.equal((await follow(promised, { timeout: 400 })).ended, 'outOfTime');
    const ending = pod('web-new-0', {}, { metadata: { deletionTimestamp: '2026-11-25T14:00:30Z' } });
    const making = scripted(deployment({ ready: 2 }), lost, ending);
    assert.equal((await follow(making, { timeout: 400 })).ended, 'outOfTime');
  });

  it('goes on through a watch that ends, fails or has expired', async () => {
    const world = scripted(deployment({ ready: 2 }), pod('web-new-1'));
    const following = follow(world);
    await sleep(50);
    world.closeWatches();
    await sleep(400);
    world.failWatches();
    await sleep(400);
    world.compact();
    await sleep(50);
    world.putObject({ ...deployment() });
    const { ended, gaps } = await following;
    assert.equal(ended, 'settled');
    assert.ok(
      gaps.every(({ because }) => because === 'unreachable'),
      JSON.stringify(gaps),
    );
  });

  it('looks again and again where it may not watch, and says so', async () => {
    const world = scripted(deployment({ ready: 2 }), pod('web-new-1'));
    world.unwatchable.add('deployments.apps');
    const following = follow(world);
    await sleep(100);
    world.putObject({ ...deployment() });
    const { ended, gaps } = await following;
    assert.equal(ended, 'settled');
    assert.deepEqual(
      gaps.map(({ wanted, because }) => [wanted, because]),
      [['watch deployments.apps web', 'forbidden']],
    );
  });

  it('judges by the status alone where pods may not be read, and says so', async () => {
    const world = scripted(deployment({ ready: 2 }), pod('web-new-1', crashed(9)));
    world.forbidden.add('pods in shop');
    const { ended, gaps, pods } = await follow(world, { timeout: 300 });
    assert.equal(ended, 'outOfTime');
    assert.equal(pods, undefined);
    assert.deepEqual(
      gaps.map(({ wanted }) => wanted),
      ['pods in shop'],
    );
  });

  it('says that the workload was deleted, that there is none, and that it may not be read', async () => {
    const world = scripted(deployment({ ready: 2 }), pod('web-new-1'));
    const following = follow(world);
    await sleep(50);
    world.remove('Deployment', 'shop', 'web');
    assert.equal((await following).ended, 'gone');
    await assert.rejects(follow(world), /there is no such object/);
    world.forbidden.add('deployments.apps in shop');
    await assert.rejects(follow(world), /the server refused/);
  });

  it('takes a pause and an unfinished step for what they are', async () => {
    const exceeded = { conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }] };
    const world = scripted(deployment({ ready: 2 }, {}, {}, exceeded), pod('web-new-1'));
    const following = follow(world, { timeout: 4500 });
    await sleep(100);
    // The next status: it was of before
    world.putObject({ ...deployment() });
    assert.equal((await following).ended, 'settled');
  });

  it('ends at once when its caller goes away', async () => {
    const world = scripted(deployment({ ready: 2 }), pod('web-new-1'));
    const caller = new AbortController();
    const following = follow(world, {}, caller.signal);
    setTimeout(() => caller.abort(), 50);
    await assert.rejects(following);
    assert.equal(world.streams, 0);
  });
});
