import assert from 'node:assert/strict';
import { outcomeEnvelope } from '../../../../src/core/envelopes.ts';
import { fit } from '../../../../src/core/fit.ts';
import { estimateTokens } from '../../../../src/core/tokens.ts';
import { correlatePodIssues } from '../../../../src/tools/diagnostics/correlatePodIssues.ts';
import { evidenceHolds } from '../../../support/evidenceHolds.ts';
import { memoryCluster, type MemoryWorld } from '../../../support/memoryCluster.ts';
import { correlation } from '../../../judge/correlation.ts';
import { pod, type PodOptions } from '../../rules/objects.ts';

const { signal } = new AbortController();

async function correlated(
  world: MemoryWorld,
  input: Parameters<typeof correlatePodIssues.run>[1] = { namespace: 'shop' },
) {
  const cluster = memoryCluster(world);
  return { ...(await correlatePodIssues.run(cluster, input, signal)), reads: cluster.reads };
}

const of = (name: string, options: PodOptions = {}): object => {
  const [workload = '', hash = ''] = name.split('-');
  return pod(name, {
    owner: `ReplicaSet/${workload}-${hash}`,
    labels: { app: workload, 'pod-template-hash': hash },
    ...options,
  });
};

const node = (name: string, ready = 'True'): object => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels: { 'topology.kubernetes.io/zone': `zone-${name}` } },
  status: { conditions: [{ type: 'Ready', status: ready, lastTransitionTime: '2026-11-25T13:40:00Z' }] },
});

const crashing = (name: string, options: PodOptions = {}): object =>
  of(name, { waiting: 'CrashLoopBackOff', ready: false, since: '2026-11-25T13:41:00Z', ...options });

const apps = ['api', 'cart', 'web', 'stock', 'pay'];

const refused = (name: string, message: string): object => ({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: {
    name: `${name}-5f`,
    namespace: 'shop',
    ownerReferences: [{ kind: 'Deployment', name, controller: true }],
  },
  spec: { replicas: 2, template: { spec: { containers: [{ name: 'main', image: `shop/${name}:1` }] } } },
  status: {
    replicas: 0,
    conditions: [
      {
        type: 'ReplicaFailure',
        status: 'True',
        reason: 'FailedCreate',
        message,
        lastTransitionTime: '2026-11-25T13:50:00Z',
      },
    ],
  },
});

describe('correlate_pod_issues', () => {
  it('names the node that failing pods share, what is wrong with it, and that it came first', async () => {
    const objects = [
      node('node-1'),
      node('node-2', 'Unknown'),
      ...apps.flatMap((app) => [of(`${app}-5f-a`), crashing(`${app}-5f-b`, { node: 'node-2' })]),
    ];
    const { verdict, headline, data, findings, next, reads } = await correlated({ objects });
    assert.equal(verdict, 'broken');
    assert.equal(
      headline,
      '5 of 5 failing pods in shop share node node-2 (Ready is Unknown); first: node node-2 (Ready is Unknown), 20m ago.',
    );
    const [first] = data.shared;
    assert.deepEqual(
      [first?.shares, first?.basis, first?.support, first?.lift, first?.healthy, first?.order, first?.also],
      ['node node-2', 'faulty', 1, 2, 0, 'before', ['zone zone-node-2']],
    );
    assert.equal(findings[0]?.rule, 'correlation/shared-cause');
    assert.deepEqual(findings[0].object, { apiVersion: 'v1', kind: 'Node', name: 'node-2' });
    assert.ok(findings.every(({ evidence }) => evidence.every((one) => evidenceHolds(one, objects))));
    assert.deepEqual(next[0]?.input, { kind: 'Node', name: 'node-2' });
    assert.ok(reads.length <= 14, reads.join(', '));
  });

  it('says of the failures of one workload that they are its own', async () => {
    const objects = [
      node('node-1'),
      ...apps.map((app) => of(`${app}-5f-a`)),
      ...['b', 'c', 'd'].map((one) => crashing(`cart-77-${one}`)),
    ];
    const { headline, data, findings } = await correlated({ objects });
    assert.match(headline, /^All 3 failing pods in shop are of Deployment shop\/cart: its own trouble, /);
    assert.deepEqual(data.shared, []);
    assert.ok(findings.every(({ rule }) => rule !== 'correlation/shared-cause'));
  });

  it('claims nothing of failures that have nothing in common', async () => {
    const objects = [
      node('node-1'),
      crashing('cart-77-a'),
      crashing('web-77-a'),
      ...apps.map((app) => of(`${app}-5f-a`)),
    ];
    const { headline, data } = await correlated({ objects });
    assert.equal(headline, '2 failing pods in shop: nothing found that they share and healthy ones do not.');
    assert.deepEqual(data.shared, []);
  });

  it('counts pods that were never created, and names the quota', async () => {
    const message = 'pods "x" is forbidden: exceeded quota: compute, requested: cpu=1, used: cpu=8, limited: cpu=8';
    const objects = [
      ...['api', 'cart', 'web'].map((app) => refused(app, message)),
      ...apps.map((app) => of(`${app}-5f-a`)),
    ];
    const { verdict, data, findings } = await correlated({ objects });
    assert.equal(verdict, 'broken');
    assert.deepEqual([data.failing, data.notCreated], [0, 6]);
    assert.deepEqual([data.shared[0]?.shares, data.shared[0]?.basis], ['quota shop/compute', 'named']);
    assert.ok(findings[0]?.evidence.every((one) => evidenceHolds(one, objects)));
  });

  it('is healthy where nothing fails, after two reads besides the pods', async () => {
    const { verdict, headline, reads } = await correlated({ objects: [of('web-77-a')] });
    assert.equal(verdict, 'healthy');
    assert.equal(headline, '1 pod in shop, none fails.');
    assert.deepEqual(reads, ['list pods in shop', 'list replicasets.apps in shop', 'list events in shop']);
  });

  it('does not call healthy what it could not look at', async () => {
    const { verdict, gaps } = await correlated({ objects: [of('web-77-a')], forbidden: ['replicasets.apps'] });
    assert.equal(verdict, 'unknown');
    assert.equal(gaps[0]?.because, 'forbidden');
  });

  it('says what fails where nothing but the pods may be read', async () => {
    const { verdict, headline, gaps } = await correlated({
      objects: apps.map((app) => crashing(`${app}-5f-a`)),
      forbidden: ['events', 'nodes', 'replicasets.apps'],
    });
    assert.equal(verdict, 'broken');
    assert.match(headline, /as far as could be read\.$/);
    assert.ok(gaps.length >= 3);
  });

  it('keeps to what went wrong since the time that was asked for', async () => {
    const { data } = await correlated(
      { objects: [node('node-1'), crashing('cart-77-a'), of('web-77-a')] },
      { namespace: 'shop', since: '5m' },
    );
    assert.equal(data.failing, 0);
  });

  it('stays within the tokens of an answer, and pages through the groups', async () => {
    const objects = [
      node('node-1'),
      node('node-2', 'Unknown'),
      ...Array.from({ length: 60 }, (_, index) => [
        of(`app${index}-5f-a`),
        crashing(`app${index}-5f-b`, { node: 'node-2' }),
      ]).flat(),
    ];
    const { reads, ...outcome } = await correlated({ objects });
    const envelope = outcomeEnvelope({ tool: 't', context: 'memory', now: 0 }, outcome, []);
    assert.ok(estimateTokens(JSON.stringify(fit(envelope, outcome.cuts ?? [], 2000))) <= 2000);
    assert.ok(reads.length <= 14, reads.join(', '));
    const page = await correlated({ objects }, { namespace: 'shop', limit: 40 });
    const rest = await correlated({ objects }, { namespace: 'shop', limit: 40, cursor: page.page?.cursor ?? '' });
    const names = [...page.data.groups, ...rest.data.groups].map(({ owner }) => owner);
    assert.deepEqual([names.length, new Set(names).size], [60, 60]);
  });
});

describe('What is broken in a generated cluster', function () {
  this.timeout(30_000);

  it(`is as who broke it has it: ${correlation.claim}`, async () => {
    const { agreed, disagreed } = await correlation.run(correlation.few, 42);
    assert.deepEqual(disagreed, []);
    assert.equal(agreed, correlation.few);
  });
});
