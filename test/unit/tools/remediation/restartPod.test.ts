import assert from 'node:assert/strict';
import type { Draft, NoDraft } from '../../../../src/core/draft.ts';
import { restartPod, type RestartInput } from '../../../../src/tools/remediation/restartPod.ts';
import { memoryCluster } from '../../../support/memoryCluster.ts';
import { pod, service } from '../../rules/objects.ts';

const { signal } = new AbortController();

function drafted(objects: readonly object[], asked: Omit<RestartInput, 'namespace'>): Promise<Draft | NoDraft> {
  return restartPod.draft(memoryCluster({ objects }), { namespace: 'shop', ...asked }, signal);
}

async function plan(objects: readonly object[], asked: Omit<RestartInput, 'namespace'>): Promise<Draft> {
  const draft = await drafted(objects, asked);
  assert.ok('steps' in draft);
  return draft;
}

const ended = pod('migrate-x', { owner: 'Job/migrate', phase: 'Succeeded', ready: false });

const unscheduled = {
  phase: 'Pending',
  containerStatuses: [],
  conditions: [
    { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes are available: no class.' },
  ],
};

function of(name: string, hash: string, age: string, more: Parameters<typeof pod>[1] = {}): object {
  return pod(name, {
    owner: `ReplicaSet/web-${hash}`,
    labels: { app: 'web', 'pod-template-hash': hash },
    metadata: {
      creationTimestamp: age,
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `web-${hash}`, uid: hash, controller: true },
      ],
    },
    ...more,
  });
}

function workload(kind: string, name: string): object {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: 'shop', uid: `uid-${name}` },
    spec: { replicas: 2, template: { metadata: { labels: { app: name } } } },
    status: { replicas: 2 },
  };
}

const early = '2026-11-25T10:00:00Z';
const late = '2026-11-25T13:00:00Z';
const pulling = { waiting: 'ImagePullBackOff', ready: false, phase: 'Pending' };
const notFound = {
  ...pulling,
  status: {
    containerStatuses: [
      {
        name: 'main',
        ready: false,
        restartCount: 0,
        state: { waiting: { reason: 'ImagePullBackOff', message: 'failed to pull: shop/app:9: not found' } },
      },
    ],
  },
};

describe('restart_pod', () => {
  for (const [controller, phase] of [
    ['Job/migrate', 'Succeeded'],
    ['Job/migrate', 'Failed'],
    ['ReplicaSet/web-5f', 'Failed'],
  ] as const)
    it(`promises no other pod in the place of one of a ${controller} that has ended (${phase})`, async () => {
      const draft = await drafted([pod('migrate-x', { owner: controller, phase, ready: false })], {
        name: 'migrate-x',
      });
      assert.ok(!('steps' in draft));
      assert.equal(draft.blockedBy, 'protected');
      assert.match(draft.headline, new RegExp(`has ended \\(${phase}\\).* makes no other in its place`));
    });

  it('lets a pod that has ended go for good with force, and waits for no other', async () => {
    const { effect, then, blastRadius } = await plan([ended], { name: 'migrate-x', force: true });
    assert.match(effect, /nothing makes another/);
    assert.equal(then.type, 'gone');
    assert.equal(blastRadius.podsAdded, 0);
  });

  it('still restarts a pod that has ended where its controller makes it anew', async () => {
    const failed = pod('db-0', { owner: 'StatefulSet/db', phase: 'Failed', ready: false });
    assert.equal((await plan([failed], { name: 'db-0' })).then.type, 'replacement');
  });

  it('takes no ready pod from a Service with one that is not ready', async () => {
    const objects = [service('db'), pod('db-0', { owner: 'StatefulSet/db', ready: false }), pod('db-1')];
    const { blastRadius } = await plan(objects, { name: 'db-0' });
    assert.deepEqual(blastRadius.services, ['Service db (1 ready now, 1 at worst)']);
  });

  it('warns of a Deployment whose newest pods cannot start that a restart does not mend it', async () => {
    const objects = [workload('Deployment', 'web'), of('web-a-1', 'a', early), of('web-b-1', 'b', late, notFound)];
    const { warnings } = await plan(objects, { kind: 'Deployment', name: 'web' });
    assert.equal(
      warnings[0],
      '1 pod of the workload fails now for a reason that a restart does not mend: pod web-b-1, container main: ImagePullBackOff (failed to pull: shop/app:9: not found).',
    );
  });

  it('warns of a StatefulSet that waits for a node, restarted whole or by the pod', async () => {
    const waiting = pod('db-1', {
      owner: 'StatefulSet/db',
      ready: false,
      node: '',
      spec: { nodeName: '' },
      status: unscheduled,
    });
    const objects = [workload('StatefulSet', 'db'), pod('db-0', { owner: 'StatefulSet/db' }), waiting];
    for (const asked of [{ kind: 'StatefulSet' as const, name: 'db' }, { name: 'db-0' }, { name: 'db-1' }]) {
      const { warnings } = await plan(objects, asked);
      assert.match(
        warnings.join(' '),
        /1 pod of the workload fails now .* pod db-1: Unschedulable \(0\/3 nodes/,
        asked.name,
      );
    }
  });

  it('gives no warning of failing pods of an earlier template, nor of a pod that crashes', async () => {
    const objects = [
      workload('Deployment', 'web'),
      of('web-a-1', 'a', early, notFound),
      of('web-b-1', 'b', late, { waiting: 'CrashLoopBackOff', ready: false }),
    ];
    assert.doesNotMatch((await plan(objects, { kind: 'Deployment', name: 'web' })).warnings.join(' '), /does not mend/);
  });
});
