import assert from 'node:assert/strict';
import { outcomeEnvelope } from '../../../../src/core/envelopes.ts';
import { fit } from '../../../../src/core/fit.ts';
import { estimateTokens } from '../../../../src/core/tokens.ts';
import { getFailedKubernetesPods } from '../../../../src/tools/diagnostics/getFailedKubernetesPods.ts';
import { memoryCluster, type MemoryWorld } from '../../../support/memoryCluster.ts';
import { node, pod, type PodOptions } from '../../rules/objects.ts';

const { signal } = new AbortController();

const of = (name: string, options: PodOptions = {}): object => {
  const [workload = '', hash = ''] = name.split('-');
  return pod(name, {
    owner: `ReplicaSet/${workload}-${hash}`,
    labels: { app: workload, 'pod-template-hash': hash },
    ...options,
  });
};

const crashing = (name: string): object => of(name, { waiting: 'CrashLoopBackOff', ready: false });
const unscheduled = of('batch-1a-x', {
  phase: 'Pending',
  ready: false,
  spec: { nodeName: undefined, containers: [{ name: 'main' }] },
  status: { containerStatuses: [] },
});
const restarted = of('api-9c-x', {
  status: {
    containerStatuses: [
      {
        name: 'main',
        ready: true,
        restartCount: 1,
        state: { running: { startedAt: '2026-11-25T13:50:00Z' } },
        lastState: { terminated: { exitCode: 1, reason: 'Error', finishedAt: '2026-11-25T13:49:50Z' } },
      },
    ],
  },
});
const evicted = of('web-77-old', {
  phase: 'Failed',
  ready: false,
  metadata: { creationTimestamp: '2026-11-25T09:00:00Z' },
  status: { reason: 'Evicted', containerStatuses: [] },
});

async function failed(
  world: MemoryWorld,
  input: Parameters<typeof getFailedKubernetesPods.run>[1] = { namespace: 'shop' },
) {
  const cluster = memoryCluster(world);
  return { ...(await getFailedKubernetesPods.run(cluster, input, signal)), reads: cluster.reads };
}

describe('get_failed_kubernetes_pods', () => {
  it('groups what fails by owner and status, the worst first, and leaves other trouble to other tools', async () => {
    const objects = [crashing('cart-5f-a'), crashing('cart-5f-b'), of('web-77-a'), evicted, unscheduled, restarted];
    const { verdict, headline, data, next } = await failed({ objects });
    assert.equal(verdict, 'broken');
    assert.match(headline, /^2 of 6 pods in shop fail: shop\/cart \(2\), /);
    assert.match(headline, /1 waits for a node, 1 ran again after a restart\.$/);
    const [group] = data.groups;
    assert.ok(group);
    assert.equal(data.groups.length, 1);
    assert.deepEqual(
      [group.owner, group.status, group.level, group.pods],
      ['Deployment/cart', 'CrashLoopBackOff', 'critical', 2],
    );
    assert.deepEqual([data.waiting, data.restarted, data.replaced], [1, 1, 1]);
    assert.deepEqual(next[0]?.input, { namespace: 'shop', name: 'cart-5f-a' });
  });

  it('counts all groups and causes, whatever of them a page shows, and gives the evidence of one of each cause first', async () => {
    const pulling = (name: string): object => of(name, { waiting: 'ImagePullBackOff', ready: false, phase: 'Pending' });
    const ended = (name: string): object =>
      of(name, {
        ready: false,
        status: {
          containerStatuses: [
            {
              name: 'main',
              ready: false,
              restartCount: 5,
              state: { waiting: { reason: 'CrashLoopBackOff' } },
              lastState: { terminated: { exitCode: 1, reason: 'Error', finishedAt: '2026-11-25T13:59:00Z' } },
            },
          ],
        },
      });
    const objects = [
      node('node-1'),
      ...['a', 'b', 'c', 'd'].map((one) => ended(`${one}-1-x`)),
      ended('a-1-y'),
      pulling('z-1-x'),
    ];
    const { headline, data, findings, page } = await failed({ objects }, { namespace: 'shop', limit: 2 });
    assert.match(headline, /; and 4 other groups\.$/);
    assert.equal(page?.total, 5);
    assert.deepEqual(data.causes, [
      { rule: 'container/application-error', pods: 5, groups: 4 },
      { rule: 'image/pull-failed', pods: 1, groups: 1 },
    ]);
    assert.deepEqual(
      findings.map(({ rule }) => rule).filter((rule) => rule === 'image/pull-failed'),
      ['image/pull-failed'],
    );
  });

  it('lays the pods of one Job together, though the Job speaks of its last pod', async () => {
    const ended = (name: string, finishedAt: string): object =>
      pod(name, {
        owner: 'Job/count-1',
        phase: 'Failed',
        ready: false,
        status: {
          containerStatuses: [
            {
              name: 'main',
              ready: false,
              restartCount: 0,
              state: { terminated: { exitCode: 3, reason: 'Error', finishedAt } },
            },
          ],
        },
      });
    const job = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'count-1', namespace: 'shop', creationTimestamp: '2026-11-25T13:00:00Z' },
      spec: { backoffLimit: 1 },
      status: {
        conditions: [
          {
            type: 'Failed',
            status: 'True',
            reason: 'BackoffLimitExceeded',
            lastTransitionTime: '2026-11-25T13:40:00Z',
          },
        ],
      },
    };
    const objects = [
      job,
      ended('count-1-aaaaa', '2026-11-25T13:30:00Z'),
      ended('count-1-bbbbb', '2026-11-25T13:39:00Z'),
    ];
    const { data } = await failed({ objects });
    assert.deepEqual(
      data.groups.map(({ owner, pods, rule }) => [owner, pods, rule]),
      [['Job/count-1', 2, 'container/application-error']],
    );
  });

  it('is healthy where nothing fails, and reads nothing but the pods then', async () => {
    const { verdict, headline, reads } = await failed({ objects: [of('web-77-a')] });
    assert.equal(verdict, 'healthy');
    assert.equal(headline, '1 pod in shop, none fails.');
    assert.deepEqual(reads, ['list pods in shop']);
  });

  it('says what fails where nothing else may be read', async () => {
    const { verdict, gaps } = await failed({
      objects: [crashing('cart-5f-a')],
      forbidden: ['events', 'nodes', 'replicasets.apps', 'deployments.apps', 'events in shop', 'events in default'],
    });
    assert.equal(verdict, 'broken');
    assert.ok(gaps.some(({ because }) => because === 'forbidden'));
  });

  it('keeps to what went wrong since the time that was asked for', async () => {
    const at = (name: string, finishedAt: string): object =>
      of(name, {
        ready: false,
        since: finishedAt,
        status: {
          containerStatuses: [
            {
              name: 'main',
              ready: false,
              restartCount: 4,
              state: { waiting: { reason: 'CrashLoopBackOff' } },
              lastState: { terminated: { exitCode: 1, reason: 'Error', finishedAt } },
            },
          ],
          conditions: [],
        },
      });
    const objects = [at('old-1-a', '2026-11-25T11:00:00Z'), at('new-1-a', '2026-11-25T13:58:00Z')];
    const { data } = await failed({ objects }, { namespace: 'shop', since: '1h' });
    assert.deepEqual(
      data.groups.map(({ owner }) => owner),
      ['Deployment/new'],
    );
  });

  it('pages over groups', async () => {
    const objects = ['a', 'b', 'c'].map((name) => crashing(`${name}-1-x`));
    const first = await failed({ objects }, { namespace: 'shop', limit: 2 });
    const cursor = first.page?.cursor;
    assert.ok(cursor !== undefined);
    const second = await failed({ objects }, { namespace: 'shop', limit: 2, cursor });
    assert.deepEqual(
      [...first.data.groups, ...second.data.groups].map(({ owner }) => owner),
      ['Deployment/a', 'Deployment/b', 'Deployment/c'],
    );
  });

  it('answers in 2,000 tokens and 14 reads, whatever the number of failing pods', async () => {
    const objects = Array.from({ length: 500 }, (_, index) => crashing(`app${index % 120}-1-${index}`));
    const { reads, ...outcome } = await failed({ objects });
    const envelope = outcomeEnvelope({ tool: 't', context: 'memory', now: 0 }, outcome, []);
    const fitted = fit(envelope, outcome.cuts ?? [], 2000);
    assert.ok(estimateTokens(JSON.stringify(fitted)) <= 2000);
    assert.ok(reads.length <= 14, reads.join('\n'));
  });
});
