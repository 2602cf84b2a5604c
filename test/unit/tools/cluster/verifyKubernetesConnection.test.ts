import assert from 'node:assert/strict';
import { KubeError, type KubeErrorFacts } from '../../../../src/core/kubeError.ts';
import type { AccessQuestion, Cluster } from '../../../../src/core/ports.ts';
import { verifyKubernetesConnection as tool } from '../../../../src/tools/cluster/verifyKubernetesConnection.ts';
import { memoryCluster, type MemoryWorld } from '../../../support/memoryCluster.ts';

const everything = { verbs: ['*'], apiGroups: ['*'], resources: ['*'], resourceNames: [] };
const admin = { allowed: true, user: 'admin', groups: ['system:masters'], rules: [everything] };
const version = '{"gitVersion":"v1.34.2","platform":"linux/amd64"}';

const nodeOf = (name: string, kubeletVersion: string): object => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name },
  status: { nodeInfo: { kubeletVersion } },
});

function worldOf(more: Partial<MemoryWorld> = {}): MemoryWorld {
  return {
    objects: [nodeOf('a', 'v1.34.1'), nodeOf('b', 'v1.33.0')],
    now: new Date().toISOString(),
    raw: { '/version': version, '/readyz': 'ok' },
    review: admin,
    ...more,
  };
}

const run = (cluster: Cluster) => tool.run(cluster, {}, new AbortController().signal);
const of = (more: Partial<MemoryWorld> = {}) => run(memoryCluster(worldOf(more)));

const failing = (facts: Partial<KubeErrorFacts>) => () =>
  Promise.reject(new KubeError({ code: 'internal', operation: 'get', detail: 'failed', ...facts }));

describe('verify_kubernetes_connection', () => {
  it('says server, version, who we are and what we may do', async () => {
    const { verdict, data, gaps } = await of();
    assert.equal(verdict, 'healthy');
    assert.equal(data.server.version, 'v1.34.2');
    assert.equal(data.server.ready, true);
    assert.equal(data.identity.user, 'admin');
    assert.deepEqual(data.access.cannot, []);
    assert.ok(data.access.canInNamespace.includes('create pods/eviction'));
    assert.deepEqual(data.kubelets, [
      { version: 'v1.34.1', nodes: 1 },
      { version: 'v1.33.0', nodes: 1 },
    ]);
    assert.equal(data.clockSkewSeconds, undefined);
    assert.deepEqual(gaps, []);
  });

  it('needs one wave and few reads', async () => {
    const cluster = memoryCluster(worldOf());
    await run(cluster);
    assert.deepEqual(cluster.reads.filter((read) => !read.startsWith('review')).sort(), [
      'list nodes',
      'list services',
      'raw /apis',
      'raw /readyz',
      'raw /version',
    ]);
  });

  it('lets a refused credential be the answer, even where the version is public', async () => {
    const cluster = { ...memoryCluster(worldOf()), review: failing({ code: 'unauthorized', status: 401 }) };
    await assert.rejects(run(cluster), (error: KubeError) => error.facts.code === 'unauthorized');
  });

  it('takes a refused review for a gap and never for health', async () => {
    const base = memoryCluster(worldOf());
    const review = (question: AccessQuestion, signal: AbortSignal) =>
      question.about === 'self' ? failing({ code: 'not_found', status: 404 })() : base.review(question, signal);
    const { verdict, gaps } = await run({ ...base, review });
    assert.equal(verdict, 'unknown');
    assert.match(gaps[0]?.wanted ?? '', /who the server takes us for/);
  });

  it('calls a server broken that says it is not ready, and names the failed check', async () => {
    const base = memoryCluster(worldOf());
    const raw: Cluster['raw'] = (path, query, signal) =>
      path === '/readyz'
        ? failing({ status: 500, detail: '[+]ping ok\n[-]etcd failed: reason withheld\nreadyz check failed' })()
        : base.raw(path, query, signal);
    const { verdict, data, headline } = await run({ ...base, raw });
    assert.equal(verdict, 'broken');
    assert.equal(data.server.notReady, 'etcd');
    assert.match(headline, /not ready: etcd/);
  });

  it('does not take a gateway that fails for a server that says it is not ready', async () => {
    const base = memoryCluster(worldOf());
    const raw: Cluster['raw'] = (path, query, signal) =>
      path === '/readyz'
        ? failing({
            code: 'unreachable',
            status: 502,
            detail: 'the server failed with 502 (it answered with a web page)',
          })()
        : base.raw(path, query, signal);
    const { verdict, data, gaps } = await run({ ...base, raw });
    assert.equal(verdict, 'unknown');
    assert.equal(data.server.ready, undefined);
    assert.deepEqual(
      gaps.map(({ wanted, because }) => [wanted, because]),
      [['the readiness of the server (/readyz)', 'unreachable']],
    );
  });

  for (const [what, facts] of [
    ['fails with 500', { code: 'unreachable', status: 500 }],
    ['is throttled', { code: 'unreachable', status: 429 }],
    ['loses its connection', { code: 'unreachable' }],
    ['takes too long', { code: 'timeout' }],
  ] as const)
    it(`goes on with a gap where a read beside the version ${what}`, async () => {
      const base = memoryCluster(worldOf());
      const reads: Record<string, Partial<Cluster>> = {
        nodes: {
          list: (kind, query, signal) =>
            kind.resource === 'nodes' ? failing(facts)() : base.list(kind, query, signal),
        },
        services: {
          list: (kind, query, signal) =>
            kind.resource === 'services' ? failing(facts)() : base.list(kind, query, signal),
        },
        '/apis': {
          raw: (path, query, signal) => (path === '/apis' ? failing(facts)() : base.raw(path, query, signal)),
        },
        reviews: { review: failing(facts) },
      };
      for (const [name, part] of Object.entries(reads)) {
        const { verdict, gaps, headline, data } = await run({ ...base, ...part });
        assert.equal(verdict, 'unknown', name);
        assert.match(headline, /^Connected to memory \(Kubernetes v1\.34\.2\).*; it failed to answer for /);
        assert.ok(gaps.length > 0 && gaps.every(({ because }) => because === facts.code), name);
        if (name === 'services') assert.equal(data.components.prometheus.state, 'unknown');
        if (name === '/apis') assert.equal(data.components.metricsServer.state, 'unknown');
      }
    });

  it('is not connected to what cannot say its version', async () => {
    const base = memoryCluster(worldOf());
    for (const facts of [{ code: 'unreachable', status: 503 }, { code: 'unreachable' }, { code: 'timeout' }] as const) {
      const raw: Cluster['raw'] = (path, query, signal) =>
        path === '/version' ? failing(facts)() : base.raw(path, query, signal);
      await assert.rejects(run({ ...base, raw }), (error: KubeError) => error.facts.code === facts.code);
    }
  });

  it('says a skew that is not supported, in both directions', async () => {
    const { verdict, data } = await of({
      objects: [nodeOf('a', 'v1.35.0'), nodeOf('b', 'v1.30.9'), nodeOf('c', 'v1.31.0')],
    });
    assert.equal(verdict, 'degraded');
    assert.deepEqual(data.skew, [
      '1 node: kubelet v1.35.0 is newer than the server v1.34.2',
      '1 node: kubelet v1.30.9 is 4 minor versions behind the server v1.34.2, at most 3 are supported',
    ]);
  });

  it('says a clock skew above 5 s', async () => {
    const { data, headline } = await of({ now: new Date(Date.now() + 60_000).toISOString() });
    assert.ok(Math.abs((data.clockSkewSeconds ?? 0) - 60) <= 2);
    assert.match(headline, /clock is \d+ s behind the server/);
  });

  it('finds Prometheus by its labels, and neither its exporters nor Alertmanager', async () => {
    const serviceOf = (name: string, app: string, port: number, clusterIP: string): object => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: 'monitoring', labels: { 'app.kubernetes.io/name': app } },
      spec: { clusterIP, ports: [{ name: 'web', port }] },
    });
    const { data } = await of({
      objects: [
        serviceOf('alertmanager', 'alertmanager', 9093, '10.0.0.1'),
        serviceOf('prometheus-node-exporter', 'prometheus-node-exporter', 9100, '10.0.0.2'),
        serviceOf('prometheus-operated', 'prometheus', 9090, 'None'),
        serviceOf('main', 'prometheus', 9090, '10.0.0.3'),
      ],
    });
    assert.deepEqual(data.components.prometheus, { state: 'present', where: 'monitoring/main:9090' });
  });

  it('tells an API that is registered and dead from one that is not there', async () => {
    const apis = JSON.stringify({
      kind: 'APIGroupDiscoveryList',
      items: [
        { metadata: { name: 'metrics.k8s.io' }, versions: [{ version: 'v1beta1', freshness: 'Stale' }] },
        {
          metadata: { name: 'gateway.networking.k8s.io' },
          versions: [{ version: 'v1', resources: [{ resource: 'gateways', responseKind: { kind: 'Gateway' } }] }],
        },
      ],
    });
    const { data, verdict } = await of({ raw: { '/version': version, '/readyz': 'ok', '/apis': apis } });
    assert.equal(data.components.metricsServer.state, 'stale');
    assert.equal(data.components.gatewayApi.state, 'present');
    assert.equal(data.components.trivyOperator.state, 'absent');
    assert.equal(verdict, 'degraded');
  });

  it('goes on where reads are forbidden, with gaps', async () => {
    const { verdict, gaps, data } = await of({ forbidden: ['nodes', 'services'] });
    assert.equal(verdict, 'healthy');
    assert.deepEqual(
      gaps.map(({ because }) => because),
      ['forbidden', 'forbidden'],
    );
    assert.equal(data.components.prometheus.state, 'unknown');
  });

  it('does not call a login that may look at nothing healthy', async () => {
    const { verdict, headline } = await of({ review: { allowed: false, user: 'nobody', groups: [], rules: [] } });
    assert.equal(verdict, 'degraded');
    assert.match(headline, /we may read nothing/);
  });

  it('reads rules as the server does: names and subresources apart', async () => {
    const rules = [
      { verbs: ['get'], apiGroups: [''], resources: ['secrets'], resourceNames: ['one'] },
      { verbs: ['get'], apiGroups: [''], resources: ['pods'], resourceNames: [] },
      { verbs: ['create'], apiGroups: [''], resources: ['*/eviction'], resourceNames: [] },
    ];
    const { data } = await of({ review: { allowed: false, user: 'dev', groups: [], rules } });
    assert.deepEqual(data.access.canInNamespace, ['create pods/eviction']);
  });
});
