import assert from 'node:assert/strict';
import type { Cluster } from '../../../../src/core/ports.ts';
import { estimateTokens } from '../../../../src/core/tokens.ts';
import { getKubernetesNamespaces } from '../../../../src/tools/resources/getKubernetesNamespaces.ts';
import { pod } from '../../rules/objects.ts';
import { memoryCluster, type MemoryWorld } from '../../../support/memoryCluster.ts';
import { testRunner } from '../../../support/testRunner.ts';

const { signal } = new AbortController();
const ask = (objects: readonly object[], asked = {}, world: Partial<MemoryWorld> = {}) =>
  getKubernetesNamespaces.run(memoryCluster({ objects, ...world }), asked, signal);

const namespace = (name: string, metadata: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, uid: name, creationTimestamp: '2026-11-25T10:00:00Z', ...metadata },
  status: { phase: 'Active' },
});
const quota = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'small', namespace: 'shop' },
  status: { hard: { pods: '10', 'requests.cpu': '2', services: '0' }, used: { pods: '9', 'requests.cpu': '500m' } },
};
const crashing = (name: string, within = 'shop'): object =>
  pod(name, { waiting: 'CrashLoopBackOff', ready: false, metadata: { namespace: within, uid: `${within}-${name}` } });

describe('get_kubernetes_namespaces', () => {
  it('tells phase, Pod Security, the fullest quotas and the pods by health', async () => {
    const labels = { 'pod-security.kubernetes.io/enforce': 'baseline', team: 'web' };
    const { data, verdict, headline } = await ask([
      namespace('shop', { labels }),
      quota,
      pod('web-1'),
      crashing('cart-1'),
    ]);
    assert.equal(verdict, 'broken');
    assert.equal(headline, '1 of 1 namespace has trouble: shop.');
    assert.deepEqual(data.namespaces, [
      {
        name: 'shop',
        level: 'critical',
        phase: 'Active',
        podSecurity: { enforce: 'baseline' },
        quotas: [
          { quota: 'small', resource: 'pods', used: '9', hard: '10', usedPercent: 90 },
          { quota: 'small', resource: 'requests.cpu', used: '500m', hard: '2', usedPercent: 25 },
          { quota: 'small', resource: 'services', used: '0', hard: '0' },
        ],
        pods: { total: 2, critical: 1, warning: 0, starting: 0 },
        ageSeconds: 14_400,
      },
    ]);
  });

  it('puts a namespace that does not come to its end first', async () => {
    const { data, verdict, findings } = await ask([
      namespace('blog'),
      namespace('old', { deletionTimestamp: '2026-11-25T13:00:00Z' }),
      namespace('ending', { deletionTimestamp: '2026-11-25T13:59:50Z' }),
    ]);
    assert.equal(verdict, 'broken');
    assert.deepEqual(
      data.namespaces.map(({ name, level }) => [name, level]),
      [
        ['old', 'critical'],
        ['blog', 'ok'],
        ['ending', 'quiet'],
      ],
    );
    assert.equal(findings[0]?.rule, 'namespace/stuck-terminating');
  });

  it('is healthy where nothing is wrong', async () => {
    const { verdict, headline } = await ask([namespace('shop'), pod('web-1')]);
    assert.equal(verdict, 'healthy');
    assert.equal(headline, '1 namespace; no trouble was found.');
  });

  it('does not take what it may not read for empty', async () => {
    const { data, gaps, verdict } = await ask(
      [namespace('default'), namespace('shop')],
      {},
      {
        forbidden: ['pods', 'resourcequotas'],
      },
    );
    assert.equal(verdict, 'unknown');
    assert.equal(gaps.length, 2);
    assert.deepEqual(
      data.namespaces.map(({ name, pods, quotas }) => [name, pods?.total, quotas?.length]),
      [
        ['default', undefined, undefined],
        ['shop', undefined, undefined],
      ],
    );
  });

  it('reads one by name where the list is refused', async () => {
    const cluster = memoryCluster({ objects: [namespace('default'), namespace('shop')] });
    const refusing = memoryCluster({ objects: [], forbidden: ['namespaces'] });
    const confined: Cluster = { ...cluster, list: (kind, query, stop) => refusing.list(kind, query, stop) };
    const { data, gaps, verdict } = await getKubernetesNamespaces.run(confined, {}, signal);
    assert.deepEqual(
      data.namespaces.map(({ name }) => name),
      ['default'],
    );
    assert.equal(gaps[0]?.wanted, 'namespaces other than default');
    assert.equal(verdict, 'unknown');
    const named = await getKubernetesNamespaces.run(confined, { name: 'shop' }, signal);
    assert.deepEqual(
      named.data.namespaces.map(({ name }) => name),
      ['shop'],
    );
  });

  it('fails where it may neither list nor read one', async () => {
    await assert.rejects(ask([namespace('default')], {}, { forbidden: ['namespaces'] }), /list namespaces/);
  });

  it('gives the nearest name', async () => {
    await assert.rejects(ask([namespace('shop')], { name: 'shpo' }), /there is no such object/);
  });

  for (const count of [50, 5000])
    it(`answers in at most 2,000 tokens at ${count} namespaces, each once over its pages`, async () => {
      const objects = Array.from({ length: count }, (_, index) => {
        const name = `team-number-${index}`;
        return index % 10 === 0 ? [namespace(name), crashing('cart-1', name)] : [namespace(name)];
      }).flat();
      const runner = testRunner(memoryCluster({ objects }));
      const { envelope } = await runner.call('get_kubernetes_namespaces', {}, { surface: 'test' });
      assert.equal(envelope.verdict, 'broken');
      assert.ok(estimateTokens(JSON.stringify(envelope)) <= 2000);
      assert.equal(envelope.page?.total, count);
      assert.ok(envelope.page.returned >= 5, String(envelope.page.returned));
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const { data, page } = await ask(objects, { limit: 500, ...(cursor === undefined ? {} : { cursor }) });
        seen.push(...data.namespaces.map(({ name }) => name));
        cursor = page?.cursor;
      } while (cursor !== undefined);
      assert.equal(seen.length, count);
      assert.equal(new Set(seen).size, count);
    }).timeout(20_000);
});
