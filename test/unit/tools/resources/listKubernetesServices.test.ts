import assert from 'node:assert/strict';
import { estimateTokens } from '../../../../src/core/tokens.ts';
import { listKubernetesServices } from '../../../../src/tools/resources/listKubernetesServices.ts';
import { endpoint, ingress, pod, service, slice, workload } from '../../rules/objects.ts';
import { memoryCluster, type MemoryWorld } from '../../../support/memoryCluster.ts';
import { testRunner } from '../../../support/testRunner.ts';

const { signal } = new AbortController();
const ask = (objects: readonly object[], asked = {}, world: Partial<MemoryWorld> = {}) =>
  listKubernetesServices.run(memoryCluster({ objects, ...world }), asked, signal);

const route = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'front', namespace: 'shop' },
  spec: { rules: [{ backendRefs: [{ name: 'web', port: 80 }] }] },
};
const well = [service('web'), slice('web', [endpoint('web-1')]), pod('web-1')];

describe('list_kubernetes_services', () => {
  it('tells address, ports, endpoints and what leads to each', async () => {
    const { data, verdict, headline } = await ask([...well, ingress('shop', 'web'), route], {}, { absent: [] });
    assert.equal(verdict, 'healthy');
    assert.equal(headline, '1 Service in all namespaces, none found in trouble.');
    assert.deepEqual(data.services, [
      {
        namespace: 'shop',
        name: 'web',
        level: 'ok',
        type: 'ClusterIP',
        addresses: ['10.96.0.10'],
        ports: ['80→8080/TCP'],
        selector: 'app=web',
        readyEndpoints: 1,
        notReadyEndpoints: 0,
        exposedBy: ['Ingress/shop', 'HTTPRoute/front'],
        ageSeconds: 14_400,
      },
    ]);
  });

  it('puts those that lead nowhere first, with the reason', async () => {
    const { data, verdict, findings, headline, next } = await ask(
      [
        ...well,
        service('api', { selector: { app: 'api', tier: 'backend' } }),
        pod('api-1', { labels: { app: 'api', tier: 'api' } }),
      ],
      { namespace: 'shop' },
    );
    assert.equal(verdict, 'broken');
    assert.deepEqual(
      data.services.map(({ name, level, readyEndpoints }) => [name, level, readyEndpoints]),
      [
        ['api', 'critical', 0],
        ['web', 'ok', 1],
      ],
    );
    assert.equal(findings[0]?.rule, 'service/selector-matches-nothing');
    assert.equal(headline, '1 of 2 Services in shop is in trouble: shop/api.');
    assert.deepEqual(next, [
      {
        tool: 'trace_service_chain',
        input: { namespace: 'shop', name: 'api' },
        why: 'where the way to api breaks',
      },
    ]);
  });

  it('finds a port without endpoints beside one that has them, and leads into each kind of trouble', async () => {
    const two = service('two', {
      ports: [
        { name: 'http', port: 80, targetPort: 8080 },
        { name: 'metrics', port: 9090, targetPort: 'metric' },
      ],
    });
    const { findings, verdict, next } = await ask([
      ...well,
      two,
      slice('two', [endpoint('two-1')], { ports: [{ name: 'http', port: 8080, protocol: 'TCP' }] }),
      pod('two-1'),
      service('api', { selector: { app: 'api', tier: 'backend' } }),
      service('shop', { selector: { app: 'shop', tier: 'backend' } }),
    ]);
    assert.equal(verdict, 'broken');
    assert.deepEqual([...new Set(findings.map(({ rule }) => rule))].sort(), [
      'service/selector-matches-nothing',
      'service/target-port-unmatched',
    ]);
    assert.deepEqual(next.map(({ input }) => input.name).sort(), ['api', 'two']);
  });

  it('raises no alarm for ExternalName, headless, hand-made, new and scaled-down ones', async () => {
    const { verdict, findings } = await ask([
      service('mail', {
        type: 'ExternalName',
        externalName: 'mail.example',
        selector: undefined,
        clusterIP: undefined,
      }),
      service('db', { clusterIP: 'None' }),
      slice('db', [endpoint('db-0')]),
      pod('db-0'),
      service('legacy', { selector: undefined }),
      slice('legacy', [{ addresses: ['192.0.2.7'] }], { ports: [{ name: '', port: 8080, protocol: 'TCP' }] }),
      service('lb', { type: 'LoadBalancer' }, { metadata: { creationTimestamp: '2026-11-25T13:59:30Z' } }),
      slice('lb', [endpoint('lb-0')]),
      service('zero'),
      workload('Deployment', 'zero', 0),
    ]);
    assert.equal(verdict, 'healthy');
    assert.deepEqual(
      findings.map(({ severity }) => severity),
      ['info'],
    );
  });

  it('tells of a load balancer without an address', async () => {
    const { verdict, findings } = await ask([service('lb', { type: 'LoadBalancer' }), slice('lb', [endpoint('lb-0')])]);
    assert.equal(verdict, 'broken');
    assert.equal(findings[0]?.rule, 'service/load-balancer-pending');
  });

  it('reads pods only where a Service lacks endpoints', async () => {
    const cluster = memoryCluster({ objects: well });
    await listKubernetesServices.run(cluster, {}, signal);
    assert.deepEqual(
      cluster.reads.filter((read) => read.includes('pods') || read.includes('events')),
      [],
    );
  });

  it('counts a pod once that stands in the slices of two families', async () => {
    const second = {
      metadata: { name: 'web-v6', labels: { 'kubernetes.io/service-name': 'web' } },
      addressType: 'IPv6',
    };
    const { data } = await ask([...well, slice('web', [endpoint('web-1', true, 'fd00::7')], second)]);
    assert.equal(data.services[0]?.readyEndpoints, 1);
  });

  it('is not healthy when endpoints, pods or routes may not be seen, and says which', async () => {
    for (const forbidden of ['endpointslices.discovery.k8s.io', 'ingresses.networking.k8s.io']) {
      const { verdict, gaps } = await ask(well, {}, { forbidden: [forbidden] });
      assert.equal(verdict, 'unknown');
      assert.equal(gaps[0]?.because, 'forbidden');
    }
    const { data } = await ask(well, {}, { forbidden: ['endpointslices.discovery.k8s.io'] });
    assert.equal(data.services[0]?.readyEndpoints, undefined);
    const blind = await ask([service('api')], {}, { forbidden: ['pods in shop'] });
    assert.equal(blind.verdict, 'unknown');
    assert.match(blind.gaps.map(({ hint }) => hint).join(), /service\/selector-matches-nothing/);
  });

  it('gives the nearest name where there is no such Service', async () => {
    await assert.rejects(ask(well, { namespace: 'shop', name: 'wbe' }), /there is no such object/);
  });

  for (const count of [50, 3000])
    it(`answers in at most 2,000 tokens at ${count} Services, each once over its pages`, async () => {
      const objects = Array.from({ length: count }, (_, index) => {
        const metadata = { namespace: `team-${index % 40}` };
        const of = service(`application-${index}`, {}, { metadata });
        return index % 10 === 0
          ? [of]
          : [
              of,
              slice(`application-${index}`, [endpoint('x')], {
                metadata: { ...metadata, labels: { 'kubernetes.io/service-name': `application-${index}` } },
              }),
            ];
      }).flat();
      const runner = testRunner(memoryCluster({ objects }));
      const { envelope } = await runner.call('list_kubernetes_services', {}, { surface: 'test' });
      assert.equal(envelope.verdict, 'broken');
      assert.ok(estimateTokens(JSON.stringify(envelope)) <= 2000);
      assert.equal(envelope.page?.total, count);
      assert.ok(envelope.page.returned >= 3, String(envelope.page.returned));
      const seen = new Set<string>();
      let cursor: string | undefined;
      do {
        const { data, page } = await ask(objects, { limit: 500, ...(cursor === undefined ? {} : { cursor }) });
        for (const { namespace, name } of data.services) {
          assert.ok(!seen.has(`${namespace}/${name}`));
          seen.add(`${namespace}/${name}`);
        }
        cursor = page?.cursor;
      } while (cursor !== undefined);
      assert.equal(seen.size, count);
    }).timeout(20_000);
});
