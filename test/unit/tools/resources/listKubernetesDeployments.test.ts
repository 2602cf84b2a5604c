import assert from 'node:assert/strict';
import { isKubeError } from '../../../../src/core/kubeError.ts';
import { estimateTokens } from '../../../../src/core/tokens.ts';
import { listKubernetesDeployments } from '../../../../src/tools/resources/listKubernetesDeployments.ts';
import type { ObjectListInput } from '../../../../src/tools/resources/objectList.ts';
import { memoryCluster, type MemoryWorld } from '../../../support/memoryCluster.ts';
import { testRunner } from '../../../support/testRunner.ts';

const { signal } = new AbortController();

interface Told {
  readonly namespace?: string;
  readonly ready?: number;
  readonly updated?: number;
  readonly replicas?: number;
}

function deployment(name: string, { namespace = 'shop', ready = 2, updated = 2, replicas = 2 }: Told = {}): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name,
      namespace,
      uid: `uid-${namespace}-${name}`,
      generation: 1,
      creationTimestamp: '2026-11-25T10:00:00Z',
      annotations: { 'deployment.kubernetes.io/revision': '4' },
    },
    spec: { replicas, template: { spec: { containers: [{ name: 'main', image: `shop/${name}:1.9` }] } } },
    status: {
      observedGeneration: 1,
      replicas,
      updatedReplicas: updated,
      readyReplicas: ready,
      availableReplicas: ready,
    },
  };
}

function crashing(of: string, namespace = 'shop'): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${of}-7d9-x`,
      namespace,
      uid: `pod-${namespace}-${of}`,
      creationTimestamp: '2026-11-25T10:00:00Z',
      labels: { 'pod-template-hash': '7d9' },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `${of}-7d9`, controller: true }],
    },
    spec: { nodeName: 'node-1', containers: [{ name: 'main' }] },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'False' }],
      containerStatuses: [
        { name: 'main', ready: false, restartCount: 9, state: { waiting: { reason: 'CrashLoopBackOff' } } },
      ],
    },
  };
}

const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
const ask = (objects: MemoryWorld['objects'], asked: ObjectListInput = {}, world: Partial<MemoryWorld> = {}) =>
  listKubernetesDeployments.run(memoryCluster({ objects, ...world }), asked, signal);

describe('list_kubernetes_deployments', () => {
  it('gives what a rollout consists of', async () => {
    const { data, verdict, headline } = await ask([deployment('web')]);
    assert.equal(verdict, 'healthy');
    assert.equal(headline, '1 Deployment in all namespaces, none in trouble: 1 complete.');
    assert.deepEqual(data.deployments, [
      {
        namespace: 'shop',
        name: 'web',
        level: 'ok',
        phase: 'complete',
        desired: 2,
        updated: 2,
        ready: 2,
        available: 2,
        strategy: 'RollingUpdate 25%/25%',
        images: ['shop/web:1.9'],
        revision: '4',
        ageSeconds: 14_400,
      },
    ]);
  });

  it('puts the troubled ones first, with what their pods say', async () => {
    const objects = [deployment('api'), deployment('cart', { ready: 0, updated: 1, replicas: 2 }), crashing('cart')];
    const { data, verdict, findings, headline, next } = await ask(objects, { namespace: 'shop' });
    assert.equal(verdict, 'broken');
    assert.deepEqual(
      data.deployments.map(({ name, level, phase }) => [name, level, phase]),
      [
        ['cart', 'critical', 'rolling out'],
        ['api', 'ok', 'complete'],
      ],
    );
    assert.equal(findings[0]?.rule, 'rollout/stuck');
    assert.match(headline, /^1 of 2 Deployments in shop is in trouble: shop\/cart/);
    assert.deepEqual(next[0]?.input, { namespace: 'shop', owner: 'Deployment/cart' });
  });

  it('does not take the youngest pod, which is an old one made again, for one of the newest revision', async () => {
    const replicaSet = (name: string, revision: string, owner?: string): object => ({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name,
        namespace: 'shop',
        annotations: { 'deployment.kubernetes.io/revision': revision },
        ...(owner === undefined ? {} : { ownerReferences: [{ kind: 'Deployment', name: owner, controller: true }] }),
      },
      spec: { replicas: 1 },
    });
    const { findings } = await ask(
      [
        deployment('cart', { ready: 2, updated: 1, replicas: 3 }),
        replicaSet('cart-7d9', '3', 'cart'),
        replicaSet('cart-8f1', '4', 'cart'),
        crashing('cart'),
        // No Deployment's, and so nothing of this list
        replicaSet('alone-7d9', '1'),
        crashing('alone'),
      ],
      { namespace: 'shop' },
    );
    assert.deepEqual(findings, []);
  });

  it('raises no alarm for what is scaled to zero or on its way', async () => {
    const { verdict, data, findings } = await ask([
      deployment('zero', { ready: 0, updated: 0, replicas: 0 }),
      deployment('new', { ready: 1, updated: 2 }),
    ]);
    assert.equal(verdict, 'healthy');
    assert.deepEqual(findings, []);
    assert.deepEqual(data.deployments.map(({ level }) => level).sort(), ['quiet', 'starting']);
  });

  it('takes a count that the server left out for none, and calls nothing well that has no available pod', async () => {
    const counts = { observedGeneration: 1, replicas: 2, updatedReplicas: 2 };
    const bare = { ...deployment('web'), status: counts };
    const paused = { ...deployment('cart'), spec: { replicas: 2, paused: true }, status: counts };
    const { data } = await ask([bare, paused]);
    assert.deepEqual(
      data.deployments.map(({ name, phase, level, ready, available }) => [name, phase, level, ready, available]),
      [
        ['cart', 'paused', 'starting', 0, 0],
        ['web', 'unavailable', 'starting', 0, 0],
      ],
    );
  });

  it('says of one Deployment and of two in the same words that they get no pods', async () => {
    const refused = (name: string): object => ({
      ...deployment(name),
      status: {
        observedGeneration: 1,
        conditions: [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'exceeded quota' }],
      },
    });
    assert.match((await ask([refused('web')])).headline, /\(1 blocked from creating pods\)/);
    assert.match((await ask([refused('web'), refused('api')])).headline, /\(2 blocked from creating pods\)/);
  });

  it('tells a rollout that is complete from one whose pods have failed since', async () => {
    const { data, headline } = await ask([deployment('web'), deployment('cart', { ready: 1 }), crashing('cart')]);
    assert.deepEqual(
      data.phases.map(({ phase, level }) => [phase, level]),
      [
        ['unavailable', 'warning'],
        ['complete', 'ok'],
      ],
    );
    assert.match(headline, /\(1 unavailable, 1 complete\)\.$/);
  });

  it('reads no pods where all is well', async () => {
    const cluster = memoryCluster({ objects: [deployment('web')] });
    await listKubernetesDeployments.run(cluster, {}, signal);
    assert.deepEqual(cluster.reads, ['list deployments.apps']);
  });

  it('is not healthy when the pods of an unready one may not be seen', async () => {
    const { verdict, gaps } = await ask([deployment('web', { ready: 1 })], {}, { forbidden: ['pods in shop'] });
    assert.equal(verdict, 'unknown');
    assert.equal(gaps[0]?.because, 'forbidden');
    assert.match(gaps[0].hint, /workload\/unavailable/);
  });

  it('looks for a name in every namespace, and gives the nearest where there is none', async () => {
    const objects = [deployment('web'), deployment('web', { namespace: 'blog' }), deployment('cart')];
    const { data } = await ask(objects, { name: 'web' });
    assert.deepEqual(
      data.deployments.map((row) => row.namespace),
      ['blog', 'shop'],
    );
    await assert.rejects(ask(objects, { name: 'wbe' }), (error) => {
      assert.ok(isKubeError(error));
      assert.deepEqual(error.facts.nearest, { input: 'name', names: ['web'] });
      return true;
    });
  });

  it('tells an empty namespace from one that does not exist', async () => {
    const { headline, verdict } = await ask([namespace], { namespace: 'shop' });
    assert.equal(headline, 'No Deployments in shop.');
    assert.equal(verdict, 'answered');
    await assert.rejects(ask([namespace], { namespace: 'shpo' }), /does not exist/);
  });

  it('gives each Deployment once over its pages', async () => {
    const objects = Array.from({ length: 25 }, (_, index) => deployment(`web-${index}`));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { data, page } = await ask(objects, { limit: 10, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...data.deployments.map(({ name }) => name));
      cursor = page?.cursor;
    } while (cursor !== undefined);
    assert.equal(seen.length, 25);
    assert.equal(new Set(seen).size, 25);
  });

  for (const count of [50, 5000])
    it(`answers in at most 2,000 tokens at ${count}, a tenth of them broken`, async () => {
      const objects = Array.from({ length: count }, (_, index) => {
        const of = `application-number-${index}`;
        const within = `team-${index % 40}`;
        return index % 10 === 0
          ? [deployment(of, { namespace: within, ready: 0, updated: 1 }), crashing(of, within)]
          : [deployment(of, { namespace: within })];
      }).flat();
      const runner = testRunner(memoryCluster({ objects }));
      const { envelope } = await runner.call('list_kubernetes_deployments', {}, { surface: 'test' });
      assert.equal(envelope.verdict, 'broken');
      assert.equal(envelope.page?.total, count);
      assert.ok(estimateTokens(JSON.stringify(envelope)) <= 2000);
      assert.ok(envelope.page.returned >= 3, String(envelope.page.returned));
    }).timeout(20_000);
});
