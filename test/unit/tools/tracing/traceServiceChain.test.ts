import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { resourceName } from '../../../../src/core/kind.ts';
import { isKubeError, KubeError } from '../../../../src/core/kubeError.ts';
import type { Cluster } from '../../../../src/core/ports.ts';
import { traceServiceChain } from '../../../../src/tools/tracing/traceServiceChain.ts';
import { memoryCluster } from '../../../support/memoryCluster.ts';
import {
  clusterDns,
  endpoint,
  gateway,
  gatewayClass,
  httpRoute,
  inNamespace,
  ingress,
  namespaceObject,
  node,
  pod,
  referenceGrant,
  service,
  slice,
  workload,
} from '../../rules/objects.ts';
import { changed, healthy, hop, states, trace, without, type ChainInput } from './chainWorld.ts';

const api = { name: 'api', namespace: 'shop' };
const crashing = pod('api-5c8f6-a', {
  labels: { app: 'api', 'pod-template-hash': '5c8f6' },
  owner: 'ReplicaSet/api-5c8f6',
  ready: false,
  waiting: 'CrashLoopBackOff',
});

function refused(input: ChainInput, objects: readonly object[] = healthy, forbidden: readonly string[] = []) {
  const run = traceServiceChain.run(memoryCluster({ objects, forbidden }), input, new AbortController().signal);
  return run.then(
    () => assert.fail('it should have been refused'),
    (error: unknown) => (isKubeError(error) ? error.facts : Promise.reject(error as Error)),
  );
}

describe('trace_service_chain: a Service whose selector matches nothing', () => {
  const three = ['2xk9p', '7h4mw', 'qq8zt'].map((end) =>
    pod(`api-5c8f6-${end}`, {
      labels: { app: 'api', tier: 'api', 'pod-template-hash': '5c8f6' },
      owner: 'ReplicaSet/api-5c8f6',
    }),
  );
  const four = ['cart-1', 'web-1', 'web-2', 'idle-1'].map((name) => pod(name));
  const objects = [
    ...without('Pod/shop/api-5c8f6-a', 'Service/shop/api', 'EndpointSlice/shop/api-x7k2p', 'Ingress/shop/shop'),
    service('api', { selector: { app: 'api', tier: 'backend' } }),
    slice('api', []),
    ingress('shop', 'api', { path: '/api' }),
    ...three,
    ...four,
  ];

  it('answers as the worked example of the contract does', async () => {
    const { cluster, cuts, ...answer } = await trace(objects, api, {
      forbidden: ['networkpolicies.networking.k8s.io in shop'],
    });
    const object = { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'api' };
    assert.deepEqual(answer, {
      scope: { namespace: 'shop', kind: 'Service', name: 'api' },
      verdict: 'broken',
      headline:
        'Service shop/api selects no pod: its selector asks for tier=backend, the pods of Deployment api carry tier=api.',
      findings: [
        {
          rule: 'service/selector-matches-nothing',
          severity: 'critical',
          object,
          message:
            'The selector app=api,tier=backend matches none of the 7 pods of the namespace; 3 pods match all but tier.',
          evidence: [
            { object, path: 'spec.selector', value: { app: 'api', tier: 'backend' } },
            {
              object: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'api-5c8f6-2xk9p' },
              path: 'metadata.labels',
              value: { app: 'api', tier: 'api' },
            },
          ],
          remedy: 'Set spec.selector.tier of Service api to api, or label the pod template tier=backend.',
        },
        answer.findings[1],
      ],
      data: {
        start: 'Service/shop/api',
        firstBrokenHop: 'service',
        hops: [
          {
            hop: 'ingress',
            object: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', namespace: 'shop', name: 'shop' },
            state: 'ok',
            because: 'rule shop.example/api → api:80',
          },
          { hop: 'service', object, state: 'broken', because: 'selector matches no pod' },
          { hop: 'endpoints', state: 'broken', because: '0 endpoints' },
          { hop: 'pods', state: 'unknown', because: 'nothing selected' },
        ],
      },
      gaps: [
        {
          wanted: 'networkpolicies in shop',
          because: 'forbidden',
          hint: 'needs list on networkpolicies.networking.k8s.io in shop',
        },
      ],
      next: [
        {
          tool: 'get_kubernetes_resource_yaml',
          input: { kind: 'Service', namespace: 'shop', name: 'api' },
          why: 'see the selector',
        },
      ],
      page: { total: 1, returned: 1 },
    });
    assert.deepEqual(
      cuts?.map(({ path }) => path),
      ['candidates', 'podGroups'],
    );
    assert.equal(answer.findings[1]?.rule, 'ingress/no-address');
    assert.ok(cluster.reads.length <= 14);
  });

  const starts: Readonly<Record<string, { readonly input: ChainInput; readonly start: string }>> = {
    'the Service': { input: { ...api, kind: 'svc' }, start: 'Service/shop/api' },
    'the Deployment': { input: { ...api, kind: 'Deployment' }, start: 'Deployment/shop/api' },
    'the Ingress': { input: { name: 'shop', namespace: 'shop' }, start: 'Ingress/shop/shop' },
    'a pod': { input: { name: 'api-5c8f6-7h4mw' }, start: 'Pod/shop/api-5c8f6-7h4mw' },
    'a URL': { input: { url: 'https://shop.example/api/carts?id=1' }, start: 'https://shop.example/api/carts?id=1' },
    'a bare host': { input: { url: 'shop.example/api' }, start: 'shop.example/api' },
    'a name of the cluster': {
      input: { url: 'http://api.shop.svc.cluster.local' },
      start: 'http://api.shop.svc.cluster.local',
    },
    'a short name of the cluster': { input: { url: 'api.shop:80' }, start: 'api.shop:80' },
    'its own address': { input: { url: '10.96.0.10' }, start: '10.96.0.10' },
    'a URL given as the name': { input: { name: 'http://shop.example/api' }, start: 'http://shop.example/api' },
  };
  for (const [from, { input, start }] of Object.entries(starts))
    it(`comes to the same cause from ${from}`, async () => {
      const { data, verdict, findings, cluster } = await trace(objects, input);
      assert.equal(verdict, 'broken');
      assert.equal(findings[0]?.rule, 'service/selector-matches-nothing');
      assert.equal(data.firstBrokenHop, 'service');
      assert.equal(data.start, start);
      assert.ok(cluster.reads.length <= 14, cluster.reads.join('\n'));
    });
});

describe('trace_service_chain: a chain in order', () => {
  const starts: Readonly<Record<string, ChainInput>> = {
    'the Service': api,
    'the Service, its namespace unsaid': { name: 'api' },
    'the Deployment': { ...api, kind: 'deployments' },
    'the Ingress': { name: 'shop', kind: 'ing' },
    'the pod': { name: 'api-5c8f6-a', kind: 'Pod' },
    'the URL': { url: 'http://shop.example/' },
    'the address of the load balancer': { url: '203.0.113.7' },
    'a name of the cluster': { url: 'api.shop.svc' },
  };
  for (const [from, input] of Object.entries(starts))
    it(`is healthy from ${from}`, async () => {
      const { verdict, findings, gaps, headline, cluster, data } = await trace(healthy, input);
      assert.equal(verdict, 'healthy', JSON.stringify({ findings, gaps, data }));
      assert.deepEqual([findings, gaps], [[], []]);
      assert.match(headline, /^Every hop of /);
      assert.ok(cluster.reads.length <= 14, cluster.reads.join('\n'));
    });

  it('shows every hop, in order', async () => {
    const { data, headline } = await trace(healthy, { url: 'http://shop.example/' });
    assert.deepEqual(states(data), [
      'dns unknown',
      'loadBalancer ok',
      'ingress ok',
      'service ok',
      'endpoints ok',
      'pods ok',
      'node ok',
    ]);
    assert.match(headline, /whether shop\.example resolves to it was not asked/);
    assert.deepEqual(data.podGroups, [{ status: 'Running', ready: true, count: 1, pods: ['api-5c8f6-a'] }]);
  });

  it('says where it found a name that came without its namespace', async () => {
    const { headline, scope } = await trace(healthy, { name: 'api' });
    assert.match(headline, /\(found in namespace shop\)\.$/);
    assert.deepEqual(scope, { namespace: 'shop', kind: 'Service', name: 'api' });
  });

  it('starts from a StatefulSet, a DaemonSet and a ReplicaSet', async () => {
    for (const kind of ['StatefulSet', 'DaemonSet', 'ReplicaSet'] as const) {
      const { verdict, data } = await trace([...healthy, workload(kind, 'api', 1)], {
        name: 'api',
        kind,
        namespace: 'shop',
      });
      assert.equal(verdict, 'healthy');
      assert.equal(data.start, `${kind}/shop/api`);
    }
  });

  it('lists other ways in as candidates', async () => {
    const { data } = await trace(
      [...healthy, ingress('admin', 'api', { path: '/admin', address: '203.0.113.7' })],
      api,
    );
    assert.deepEqual(data.candidates, ['Ingress/shop/admin']);
  });

  it('takes the path that fits a URL best', async () => {
    const objects = [
      ...changed(ingress('shop', 'web', { address: '203.0.113.7' })),
      ingress('deep', 'api', { path: '/v1/api', address: '203.0.113.7' }),
    ];
    const { data } = await trace(objects, { url: 'http://shop.example/v1/api/x' });
    assert.equal(hop(data, 'ingress')?.object?.name, 'deep');
    assert.deepEqual(data.candidates, ['Ingress/shop/shop']);
  });

  describe('NetworkPolicies over the pods:', () => {
    const policy = (name: string, podSelector: object, ingress: readonly object[] = [], more: object = {}): object => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, namespace: 'shop' },
      spec: { podSelector, policyTypes: ['Ingress'], ingress, ...more },
    });
    const deny = policy('default-deny', {});
    const port = (ports: object): object => policy('web', { matchLabels: { app: 'api' } }, [{ ports: [ports] }]);
    const open: Readonly<Record<string, readonly object[]>> = {
      'one of another pod': [policy('other', { matchLabels: { app: 'web' } })],
      'one for egress alone': [policy('out', {}, [], { policyTypes: ['Egress'] })],
      'a default-deny and a rule for everybody': [deny, policy('web', {}, [{}])],
      'a default-deny and a rule for some callers': [deny, policy('web', {}, [{ from: [{ podSelector: {} }] }])],
      'a default-deny and a rule for its port': [deny, port({ port: 8080 })],
      'a default-deny and a rule for a range': [deny, port({ port: 8000, endPort: 9000 })],
    };
    for (const [name, policies] of Object.entries(open))
      it(`${name}: no fault, and said`, async () => {
        const { verdict, data, headline } = await trace([...healthy, ...policies], api);
        assert.equal(verdict, 'healthy', headline);
        const over = hop(data, 'pods')?.networkPolicies ?? [];
        assert.equal(headline.includes('decides who may connect'), over.length > 0);
      });

    const shut: Readonly<Record<string, readonly object[]>> = {
      'a default-deny alone': [deny],
      'a default-deny and a rule for another port': [deny, port({ port: 9090 })],
      'a default-deny and a rule for another protocol': [deny, port({ port: 8080, protocol: 'UDP' })],
    };
    for (const [name, policies] of Object.entries(shut))
      it(`${name}: no clean bill`, async () => {
        const { verdict, data, headline, findings } = await trace([...healthy, ...policies], api);
        assert.equal(verdict, 'unknown');
        assert.match(headline, /default-deny.* lets nobody in/);
        assert.deepEqual(findings, []);
        assert.equal(hop(data, 'pods')?.state, 'unknown');
      });
  });

  it('tells of a broken port of the Service, though its Ingress leads to another one', async () => {
    const two = service('api', {
      ports: [
        { name: 'http', port: 80, targetPort: 8080 },
        { name: 'metrics', port: 9090, targetPort: 'metric' },
      ],
    });
    const http = slice('api', [endpoint('api-5c8f6-a')], { ports: [{ name: 'http', port: 8080, protocol: 'TCP' }] });
    const { verdict, findings } = await trace(changed(two, http), api);
    assert.equal(verdict, 'broken');
    assert.equal(findings[0]?.rule, 'service/target-port-unmatched');
    const byUrl = await trace(changed(two, http), { url: 'http://shop.example/' });
    assert.equal(byUrl.verdict, 'healthy', byUrl.headline);
  });

  it('doubts the way that takes a path which the Ingress of the host does not cover', async () => {
    const objects = [
      ...changed(ingress('shop', 'api', { path: '/api', address: '203.0.113.7' })),
      ingress('wild', 'api', {
        address: '203.0.113.7',
        spec: { rules: [], defaultBackend: { service: { name: 'api', port: { number: 80 } } } },
      }),
    ];
    const { verdict, headline } = await trace(objects, { url: 'http://shop.example/zzz' });
    assert.equal(verdict, 'unknown');
    assert.match(headline, /Ingress shop\/shop serves shop\.example, but none of its paths covers \/zzz/);
  });
});

describe('trace_service_chain: each hop broken', () => {
  it('dns: the cluster’s DNS has no ready endpoint', async () => {
    const objects = [...without('EndpointSlice/kube-system/kube-dns-x7k2p'), ...clusterDns(false, false).slice(1)];
    const { data, findings, verdict } = await trace(objects, api);
    assert.equal(verdict, 'broken');
    assert.equal(data.firstBrokenHop, 'dns');
    assert.equal(findings[0]?.rule, 'dns/cluster-dns-unavailable');
  });

  it('loadBalancer: the cloud has given no address', async () => {
    const objects = [...without('Ingress/shop/shop', 'Service/shop/api'), service('api', { type: 'LoadBalancer' })];
    const { data, findings, cluster } = await trace(objects, api);
    assert.equal(data.firstBrokenHop, 'loadBalancer');
    assert.equal(findings[0]?.rule, 'service/load-balancer-pending');
    assert.ok(cluster.reads.includes('list events in shop'));
  });

  it('ingress: its class does not exist', async () => {
    const { data, findings } = await trace(
      changed(ingress('shop', 'api', { spec: { ingressClassName: 'ngnix' } })),
      api,
    );
    assert.equal(data.firstBrokenHop, 'ingress');
    assert.equal(hop(data, 'ingress')?.because, 'its class does not exist');
    assert.equal(findings[0]?.rule, 'ingress/class-missing');
  });

  it('ingress: its backend does not exist', async () => {
    const { data, findings } = await trace(changed(ingress('shop', 'apii', { address: '203.0.113.7' })), {
      url: 'shop.example',
    });
    assert.deepEqual(states(data).slice(2), ['ingress broken', 'service broken']);
    assert.equal(findings[0]?.rule, 'ingress/backend-service-missing');
  });

  it('ingress: its controller crashes', async () => {
    const controller = pod('controller-1', {
      labels: { 'app.kubernetes.io/name': 'ingress-nginx' },
      ready: false,
      waiting: 'CrashLoopBackOff',
    });
    const { data, findings } = await trace([...healthy, inNamespace('ingress-nginx', controller)], api);
    assert.equal(data.firstBrokenHop, 'ingress');
    assert.equal(findings[0]?.rule, 'ingress/controller-not-ready');
  });

  it('ingress: another path’s trouble is not this chain’s', async () => {
    const shop = ingress('shop', 'api', {
      address: '203.0.113.7',
      spec: {
        rules: [
          {
            host: 'shop.example',
            http: {
              paths: [
                { path: '/', pathType: 'Prefix', backend: { service: { name: 'api', port: { number: 80 } } } },
                { path: '/old', pathType: 'Prefix', backend: { service: { name: 'gone', port: { number: 80 } } } },
              ],
            },
          },
        ],
      },
    });
    const { verdict, data } = await trace(changed(shop), api);
    assert.equal(verdict, 'healthy');
    assert.equal(hop(data, 'ingress')?.state, 'ok');
    const old = await trace(changed(shop), { url: 'http://shop.example/old/x' });
    assert.equal(old.data.firstBrokenHop, 'ingress');
    const whole = await trace(changed(shop), { name: 'shop', kind: 'Ingress', namespace: 'shop' });
    assert.equal(whole.data.firstBrokenHop, 'ingress');
  });

  it('service: no pod has the port that it names', async () => {
    const { data, findings } = await trace(changed(service('api', { ports: [{ port: 80, targetPort: 'http' }] })), api);
    assert.equal(data.firstBrokenHop, 'service');
    assert.equal(findings[0]?.rule, 'service/target-port-unmatched');
  });

  it('service: it does not have the port that was asked for', async () => {
    for (const input of [{ url: 'http://api.shop:9090/' }, { ...api, port: 9090 }]) {
      const { data, verdict, headline, next, findings } = await trace(healthy, input);
      assert.equal(verdict, 'broken');
      assert.equal(data.firstBrokenHop, 'service');
      assert.equal(headline, 'Service shop/api: the Service has no port 9090 (it has: 80).');
      assert.deepEqual(
        findings.map(({ rule, evidence }) => [rule, evidence[0]?.path, evidence[0]?.value]),
        [['service/port-missing', 'spec.ports', [{ name: undefined, port: 80 }]]],
      );
      assert.deepEqual(next[0]?.input, { kind: 'Service', namespace: 'shop', name: 'api' });
    }
  });

  it('endpoints: the slices lack a pod that is ready', async () => {
    const { data, findings } = await trace(changed(slice('api', [])), api);
    assert.equal(data.firstBrokenHop, 'endpoints');
    assert.equal(findings[0]?.rule, 'service/endpoints-disagree');
  });

  it('endpoints: the pods behind are sick, and it says how and where to look', async () => {
    const { data, findings, headline, next } = await trace(
      changed(crashing, slice('api', [endpoint('api-5c8f6-a', false)])),
      api,
    );
    assert.equal(data.firstBrokenHop, 'endpoints');
    assert.equal(hop(data, 'pods')?.because, '1 CrashLoopBackOff');
    assert.equal(findings[0]?.rule, 'service/no-ready-endpoints');
    assert.equal(headline, 'Service shop/api has no ready endpoint: the pods behind it are sick (1 CrashLoopBackOff).');
    assert.deepEqual(
      next.map(({ tool, input }) => [tool, input]),
      [
        ['get_kubernetes_pod_logs', { name: 'api-5c8f6-a', namespace: 'shop', previous: true }],
        ['get_resource_events_timeline', { kind: 'Deployment', name: 'api', namespace: 'shop' }],
        ['list_kubernetes_pods', { namespace: 'shop', owner: 'api' }],
      ],
    );
  });

  it('pods: published although they are not ready', async () => {
    const objects = changed(crashing, service('api', { publishNotReadyAddresses: true }));
    const { data, verdict, findings } = await trace(objects, api);
    assert.equal(verdict, 'broken');
    assert.equal(data.firstBrokenHop, 'pods');
    assert.equal(findings[0]?.rule, 'pod/not-ready');
    assert.equal(findings[0].evidence[0]?.path, 'status.containerStatuses[0].state.waiting.reason');
  });

  it('pods: published and running, though not ready, are neither blamed nor called healthy', async () => {
    const starting = pod('api-5c8f6-a', { labels: { app: 'api' }, ready: false });
    const { data, verdict, findings } = await trace(
      changed(starting, service('api', { publishNotReadyAddresses: true })),
      api,
    );
    assert.equal(verdict, 'unknown');
    assert.equal(data.firstBrokenHop, undefined);
    assert.deepEqual(findings, []);
  });

  it('endpoints: none is ready in slices that somebody else writes', async () => {
    const db = [
      service('db', { selector: undefined }),
      slice('db', [{ addresses: ['192.0.2.1'], conditions: { ready: false } }], {
        metadata: { labels: { 'kubernetes.io/service-name': 'db' } },
      }),
    ];
    const { verdict, findings } = await trace([...healthy, ...db], { name: 'db', namespace: 'shop' });
    assert.equal(verdict, 'broken');
    assert.equal(findings[0]?.rule, 'service/no-ready-endpoints');
    assert.deepEqual(findings[0].evidence[0]?.value, [false]);
  });

  it('pods: a workload that no Service leads to', async () => {
    const objects = [
      ...healthy,
      workload('Deployment', 'worker', 1),
      pod('worker-1', { ready: false, waiting: 'Error' }),
    ];
    const { verdict, findings } = await trace(objects, { name: 'worker', namespace: 'shop' });
    assert.equal(verdict, 'broken');
    assert.equal(findings[0]?.rule, 'pod/not-ready');
  });

  it('pods: the one that was asked for is sick while its sisters answer', async () => {
    const sick = pod('api-5c8f6-b', { labels: { app: 'api' }, ready: false, waiting: 'ImagePullBackOff' });
    const { data } = await trace([...healthy, sick], { name: 'api-5c8f6-b', namespace: 'shop' });
    assert.equal(data.firstBrokenHop, 'pods');
    assert.equal(hop(data, 'endpoints')?.state, 'ok');
  });

  it('node: it is not ready', async () => {
    const { data, verdict, headline, findings } = await trace(changed(node('node-1', 'Unknown')), api);
    assert.equal(verdict, 'broken');
    assert.equal(data.firstBrokenHop, 'node');
    assert.equal(headline, 'Node node-1: the node is not ready: its condition Ready is Unknown.');
    assert.deepEqual(
      findings.map(({ rule, evidence }) => [rule, evidence[0]?.path, evidence[0]?.value]),
      [['node/not-ready', 'status.conditions[0].status', 'Unknown']],
    );
  });

  it('node: it does not exist', async () => {
    const { data, findings } = await trace(without('Node/node-1'), api);
    assert.equal(data.firstBrokenHop, 'node');
    assert.deepEqual(
      findings.map(({ rule, evidence }) => [rule, evidence[0]?.path, evidence[0]?.value]),
      [['pod/node-lost', 'spec.nodeName', 'node-1']],
    );
  });

  it('node: the loss of one of two is a warning while the other serves', async () => {
    const second = pod('api-5c8f6-b', { labels: { app: 'api' }, ip: '10.0.0.8', spec: { nodeName: 'node-2' } });
    const objects = [
      ...changed(slice('api', [endpoint('api-5c8f6-a'), endpoint('api-5c8f6-b', true, '10.0.0.8', 'node-2')])),
      second,
      node('node-2', 'False'),
    ];
    const { verdict, findings } = await trace(objects, api);
    assert.equal(verdict, 'degraded');
    assert.deepEqual(
      findings.map(({ rule, severity }) => [rule, severity]),
      [['node/not-ready', 'warning']],
    );
  });
});

describe('trace_service_chain: by way of a Gateway', () => {
  const accepted = [{ type: 'Accepted', status: 'True' }];
  const front = gateway(
    'front',
    {},
    { addresses: [{ type: 'IPAddress', value: '203.0.113.9' }], conditions: accepted },
  );
  const route = httpRoute(
    'web',
    { name: 'api' },
    {},
    { parents: [{ parentRef: { name: 'front' }, conditions: accepted }] },
  );
  const base = [...without('Ingress/shop/shop', 'IngressClass/nginx'), gatewayClass('public'), front];
  const world = { absent: [] };

  it('is healthy from route, host, Gateway, address and Service', async () => {
    const inputs: readonly ChainInput[] = [
      { name: 'web', kind: 'HTTPRoute' },
      { url: 'http://shop.example/x' },
      { name: 'front', kind: 'Gateway' },
      { url: '203.0.113.9' },
      api,
    ];
    for (const input of inputs) {
      const { verdict, data, cluster, gaps, findings } = await trace([...base, route], input, world);
      assert.equal(verdict, 'healthy', JSON.stringify([input, gaps, findings, data]));
      assert.equal(hop(data, 'gateway')?.object?.name, 'front');
      assert.ok(cluster.reads.length <= 14, cluster.reads.join('\n'));
    }
  });

  it('serves a host that only the listener’s wildcard names', async () => {
    const open = httpRoute('web', { name: 'api' }, { hostnames: [] });
    const { verdict, data } = await trace([...base, open], { url: 'http://anything.example/' }, world);
    assert.equal(verdict, 'healthy');
    assert.equal(hop(data, 'gateway')?.object?.name, 'front');
  });

  it('names the listener that does not take the route', async () => {
    const { data, findings } = await trace(
      [...base, httpRoute('web', { name: 'api' }, { hostnames: ['shop.org'] })],
      { url: 'shop.org' },
      world,
    );
    assert.equal(data.firstBrokenHop, 'gateway');
    assert.equal(findings[0]?.rule, 'gateway/route-not-attached');
  });

  it('follows a backend into another namespace, and wants its ReferenceGrant', async () => {
    const back = [service('api'), pod('api-1'), slice('api', [endpoint('api-1')])].map((one) =>
      inNamespace('back', one),
    );
    const away = httpRoute('web', { name: 'api', namespace: 'back' });
    const objects = [...base, ...back, away];
    const denied = await trace(objects, { name: 'web', kind: 'HTTPRoute', namespace: 'shop' }, world);
    assert.equal(denied.findings[0]?.rule, 'gateway/reference-not-permitted');
    assert.equal(denied.data.firstBrokenHop, 'gateway');
    const granted = await trace(
      [...objects, referenceGrant('web', 'back', { group: '', kind: 'Service' })],
      { url: 'shop.example' },
      world,
    );
    assert.equal(granted.verdict, 'healthy', JSON.stringify(granted));
    assert.equal(hop(granted.data, 'service')?.object?.namespace, 'back');
  });
});

describe('trace_service_chain: no false alarms', () => {
  it('an ExternalName Service ends the chain', async () => {
    const db = service('db', { type: 'ExternalName', externalName: 'db.example.com', selector: undefined, ports: [] });
    const { verdict, data, findings, headline } = await trace([...healthy, db], { name: 'db', namespace: 'shop' });
    assert.deepEqual(findings, []);
    assert.deepEqual(states(data), ['service ok']);
    // What it is an alias for nobody looked at.
    assert.equal(verdict, 'unknown');
    assert.match(headline, /db\.example\.com/);
  });

  it('an alias of a Service of the cluster leads on to that, and is broken where there is none', async () => {
    const alias = (to: string): object =>
      service('db', { type: 'ExternalName', externalName: `${to}.shop.svc.cluster.local`, selector: undefined });
    const found = await trace([...healthy, alias('api')], { name: 'db', namespace: 'shop' });
    assert.equal(found.verdict, 'unknown');
    assert.match(found.headline, /is an alias of Service shop\/api/);
    assert.deepEqual(found.next[0]?.input, { kind: 'Service', namespace: 'shop', name: 'api' });
    const absent = await trace([...healthy, alias('gone')], { name: 'db', namespace: 'shop' });
    assert.equal(absent.verdict, 'broken');
    assert.equal(absent.data.firstBrokenHop, 'service');
    assert.deepEqual(
      absent.findings.map(({ rule, evidence }) => [rule, evidence[0]?.path]),
      [['service/alias-missing', 'spec.externalName']],
    );
  });

  it('a headless Service', async () => {
    const { verdict } = await trace(changed(service('api', { clusterIP: 'None' })), api);
    assert.equal(verdict, 'healthy');
  });

  it('a Service without a selector and with slices made by hand', async () => {
    const db = [
      service('db', { selector: undefined }),
      slice('db', [{ addresses: ['192.0.2.1'] }], { metadata: { labels: { 'kubernetes.io/service-name': 'db' } } }),
    ];
    const { verdict, data } = await trace([...healthy, ...db], { name: 'db', namespace: 'shop' });
    assert.equal(verdict, 'healthy');
    assert.deepEqual(states(data), ['service ok', 'endpoints ok']);
  });

  it('a workload scaled to zero is said, not blamed', async () => {
    const objects = [...without('Pod/shop/api-5c8f6-a'), workload('Deployment', 'api', 0), slice('api', [])].filter(
      (one, index, all) =>
        all.findLastIndex((other) => JSON.stringify(other).slice(0, 90) === JSON.stringify(one).slice(0, 90)) === index,
    );
    const { verdict, data, findings, headline } = await trace(objects, api);
    assert.equal(verdict, 'degraded');
    assert.equal(data.firstBrokenHop, undefined);
    assert.deepEqual(
      findings.map(({ severity }) => severity),
      ['info'],
    );
    assert.match(headline, /scaled to zero/);
    assert.equal(hop(data, 'pods')?.because, 'scaled to zero');
  });

  it('native sidecars, terminating pods and completed Jobs beside a ready pod', async () => {
    const labels = { app: 'api' };
    const extra = [
      pod('api-side', {
        labels,
        ip: '10.0.0.8',
        spec: { initContainers: [{ name: 'proxy', restartPolicy: 'Always' }] },
      }),
      pod('api-going', {
        labels,
        ip: '10.0.0.9',
        ready: false,
        metadata: { deletionTimestamp: '2026-11-25T14:00:20Z', deletionGracePeriodSeconds: 30 },
      }),
      pod('api-once', { labels, ip: '10.0.0.6', phase: 'Succeeded', ready: false, owner: 'Job/api-once' }),
    ];
    const objects = [
      ...changed(slice('api', [endpoint('api-5c8f6-a'), endpoint('api-side', true, '10.0.0.8')])),
      ...extra,
    ];
    const { verdict, findings } = await trace(objects, api);
    assert.equal(verdict, 'healthy', JSON.stringify(findings));
  });

  it('a workload without a Service is not broken', async () => {
    const worker = [workload('Deployment', 'worker', 1), pod('worker-1')];
    const { verdict, headline, data } = await trace([...healthy, ...worker], { name: 'worker', namespace: 'shop' });
    assert.equal(verdict, 'unknown');
    assert.match(headline, /^No Service selects the pods of Deployment\/shop\/worker/);
    assert.equal(data.firstBrokenHop, undefined);
  });
});

describe('trace_service_chain: what cannot be read', () => {
  const reads = [
    'pods in shop',
    'endpointslices.discovery.k8s.io in shop',
    'networkpolicies.networking.k8s.io in shop',
    'ingresses.networking.k8s.io in shop',
  ];
  for (const forbidden of reads)
    it(`is never healthy without ${forbidden}`, async () => {
      const { verdict, gaps, headline } = await trace(healthy, api, { forbidden: [forbidden] });
      assert.equal(verdict, 'unknown');
      assert.equal(gaps.length, 1, JSON.stringify(gaps));
      assert.match(headline, /could be looked at/);
    });

  for (const forbidden of ['nodes', 'ingressclasses.networking.k8s.io', 'services in kube-system'])
    it(`is healthy without ${forbidden} where all else proves it, and keeps the gap`, async () => {
      const { verdict, gaps, headline } = await trace(healthy, api, { forbidden: [forbidden] });
      assert.equal(verdict, 'healthy');
      assert.equal(gaps.length, 1, JSON.stringify(gaps));
      assert.match(headline, /; not looked at, and not needed for it: /);
    });

  it('is not healthy without the class of an Ingress that has no address', async () => {
    const { verdict } = await trace(changed(ingress('shop', 'api')), api, {
      forbidden: ['ingressclasses.networking.k8s.io'],
    });
    assert.equal(verdict, 'unknown');
  });

  it('is not healthy without the cluster’s DNS where a name of the cluster was asked about', async () => {
    const { verdict } = await trace(
      healthy,
      { url: 'http://api.shop.svc/' },
      { forbidden: ['services in kube-system'] },
    );
    assert.equal(verdict, 'unknown');
  });

  it('does not blame the namespace of the cluster’s DNS where a name is not there', async () => {
    const facts = await refused({ name: 'nosuch', namespace: 'shop' }, healthy, [
      'services in kube-system',
      'endpointslices.discovery.k8s.io in kube-system',
    ]);
    assert.equal(facts.code, 'not_found');
    const byHost = await refused({ url: 'no.such.example', namespace: 'shop' }, healthy, ['services in kube-system']);
    assert.equal(byHost.code, 'not_found');
  });

  it('is not healthy without the nodes of pods that are not ready', async () => {
    const { verdict } = await trace(changed(crashing), api, { forbidden: ['nodes'] });
    assert.equal(verdict, 'broken');
  });

  it('proves a break with what is left', async () => {
    const { verdict } = await trace(changed(crashing), api, {
      forbidden: ['nodes', 'endpointslices.discovery.k8s.io in shop'],
    });
    assert.equal(verdict, 'broken');
  });

  it('is refused when the Services may not be read', async () => {
    const facts = await refused({ ...api, kind: 'Service' }, healthy, ['services in shop']);
    assert.equal(facts.code, 'forbidden');
  });

  it('does not say that no Service selects a workload when it could not look', async () => {
    const { verdict, data } = await trace(healthy, { ...api, kind: 'Deployment' }, { forbidden: ['services in shop'] });
    assert.equal(verdict, 'unknown');
    assert.equal(hop(data, 'service')?.because, 'Services could not be read');
  });

  it('falls back to the namespace of the context for who may not look everywhere', async () => {
    const cluster = memoryCluster({ objects: healthy });
    const confined: Cluster = {
      ...cluster,
      connection: { ...cluster.connection, namespace: 'shop' },
      list: (kind, query, signal) =>
        kind.namespaced && query.namespace === undefined
          ? Promise.reject(
              new KubeError({ code: 'forbidden', operation: 'list', resource: resourceName(kind), detail: 'no' }),
            )
          : cluster.list(kind, query, signal),
    };
    const { verdict, scope, gaps } = await traceServiceChain.run(
      confined,
      { name: 'api' },
      new AbortController().signal,
    );
    assert.equal(scope?.namespace, 'shop');
    assert.equal(verdict, 'unknown');
    assert.ok(gaps.some(({ wanted }) => wanted === 'services in all namespaces'));
  });
});

describe('trace_service_chain: asked amiss', () => {
  it('wants a name or a URL', async () => {
    assert.equal((await refused({ namespace: 'shop' })).code, 'bad_input');
    assert.match((await refused({ name: 'api', url: 'api.shop' })).detail, /^name: .* both were given$/);
  });

  it('names the kinds that it starts from', async () => {
    const facts = await refused({ name: 'api', kind: 'Servise' });
    assert.equal(facts.code, 'bad_input');
    assert.match(facts.hint ?? '', /Service/);
  });

  it('says that the port of a Service is left aside where the start leads to ports of its own', async () => {
    const port = 9999;
    const { headline } = await trace(healthy, { kind: 'Ingress', name: 'shop', namespace: 'shop', port });
    assert.match(headline, /port 9999 left aside: the Ingress itself says/);
    assert.doesNotMatch((await trace(healthy, { name: 'api', namespace: 'shop', port: 80 })).headline, /left aside/);
  });

  it('names the kind that has the name where another was asked for', async () => {
    const facts = await refused({ name: 'api', kind: 'StatefulSet', namespace: 'shop' });
    assert.equal(facts.code, 'not_found');
    assert.deepEqual(facts.nearest, { input: 'kind', names: ['Service'] });
    assert.match(facts.headline ?? '', /^No StatefulSet api in namespace shop; a Service has that name\.$/);
  });

  it('knows the nearest name', async () => {
    const facts = await refused({ name: 'apj', namespace: 'shop' });
    assert.equal(facts.code, 'not_found');
    assert.deepEqual(facts.nearest, { input: 'name', names: ['api'] });
  });

  it('knows the namespace that has the name', async () => {
    const facts = await refused({ name: 'api', namespace: 'other' }, [
      ...healthy,
      namespaceObject('other'),
      inNamespace('other', service('web')),
    ]);
    assert.deepEqual(facts.nearest, { input: 'namespace', names: ['shop'] });
  });

  it('knows the nearest namespace', async () => {
    const facts = await refused({ name: 'api', namespace: 'shp' });
    assert.equal(facts.code, 'not_found');
    assert.equal(facts.headline, 'No namespace shp.');
  });

  it('knows the nearest host', async () => {
    const facts = await refused({ url: 'http://shop.exmaple/' });
    assert.equal(facts.code, 'not_found');
    assert.deepEqual(facts.nearest, { input: 'url', names: ['shop.example'] });
  });

  it('takes a name with commas and equals signs for a name, and for no selector', async () => {
    for (const name of ['a,b=c', 'api,metadata.namespace=shop', 'a\\'])
      assert.equal((await refused({ name })).code, 'not_found');
  });

  it('follows the address of a pod, and says of another that nobody has it', async () => {
    const { data, headline } = await trace(healthy, { url: 'http://10.0.0.7:8080/' });
    assert.deepEqual(states(data), ['service ok', 'endpoints ok', 'pods ok', 'node ok']);
    assert.match(headline, /the address of pod api-5c8f6-a/);
    const facts = await refused({ url: '10.9.9.9' });
    assert.equal(facts.headline, 'No Ingress, HTTPRoute, Service, load balancer or pod has the address 10.9.9.9.');
  });

  it('goes by no way in that leads to another port than the one asked for', async () => {
    const two = service('api', {
      ports: [
        { name: 'web', port: 80 },
        { name: 'admin', port: 81 },
      ],
    });
    const { data, verdict } = await trace(changed(two, ingress('shop', 'api')), { ...api, port: 9090 });
    assert.equal(verdict, 'broken');
    assert.equal(data.firstBrokenHop, 'service');
    assert.equal(hop(data, 'ingress'), undefined);
    assert.deepEqual(data.candidates, ['Ingress/shop/shop']);
  });

  it('lists the namespaces where several have the name', async () => {
    const { verdict, data, next } = await trace([...healthy, inNamespace('other', service('api'))], { name: 'api' });
    assert.equal(verdict, 'unknown');
    assert.deepEqual(data.candidates, ['Service/other/api', 'Service/shop/api']);
    assert.equal(next[0]?.input.namespace, 'other');
  });
});

describe('trace_service_chain: its reads', () => {
  it('stays within 14 on the longest way, whatever is broken', async () => {
    const objects = [...without('Pod/shop/api-5c8f6-a'), crashing].map((one) =>
      'kind' in one && one.kind === 'Ingress'
        ? ingress('shop', 'api', { spec: { tls: [{ hosts: ['shop.example'], secretName: 'shop-tls' }] } })
        : one,
    );
    for (const input of [api, { name: 'api' }, { url: 'https://shop.example' }, { name: 'api', kind: 'StatefulSet' }]) {
      const all = [...objects, workload('StatefulSet', 'api', 1)];
      const { cluster } = await trace(all, input);
      assert.ok(cluster.reads.length <= 14, `${JSON.stringify(input)}: ${cluster.reads.join('\n')}`);
    }
  });

  it('reads no Secret but the one of the host, and by name', async () => {
    const objects = changed(
      ingress('shop', 'api', {
        address: '203.0.113.7',
        spec: {
          tls: [
            { hosts: ['shop.example'], secretName: 'shop-tls' },
            { hosts: ['other.example'], secretName: 'other-tls' },
          ],
        },
      }),
    );
    const { cluster, findings } = await trace(objects, api);
    assert.deepEqual(
      cluster.reads.filter((read) => read.includes('secrets')),
      ['get secrets in shop shop-tls'],
    );
    assert.equal(findings[0]?.rule, 'ingress/tls-secret-missing');
  });
});

describe('trace_service_chain: its waves', () => {
  /** Answers reads in rounds: all that wait at one moment at once. The number of rounds is the number of round trips. */
  async function wavesOf(input: ChainInput, objects: readonly object[]): Promise<number> {
    const memory = memoryCluster({ objects });
    const waiting: (() => void)[] = [];
    const held = async <T>(read: () => Promise<T>): Promise<T> => {
      await new Promise<void>((release) => waiting.push(release));
      return read();
    };
    const cluster: Cluster = {
      ...memory,
      list: (kind, query, signal) => held(() => memory.list(kind, query, signal)),
      get: (kind, at, signal) => held(() => memory.get(kind, at, signal)),
    };
    const running = { done: false };
    const answer = traceServiceChain.run(cluster, input, new AbortController().signal).finally(() => {
      running.done = true;
    });
    let waves = 0;
    while (!running.done) {
      await setTimeout(1);
      if (waiting.length > 0) waves++;
      for (const release of waiting.splice(0)) release();
    }
    await answer;
    return waves;
  }

  it('are two where the namespace is given, in order or not', async () => {
    assert.equal(await wavesOf(api, healthy), 2);
    assert.equal(await wavesOf(api, changed(crashing)), 2);
    assert.equal(await wavesOf({ ...api, kind: 'Deployment' }, healthy), 2);
    assert.equal(await wavesOf({ url: 'http://api.shop.svc.cluster.local/' }, healthy), 2);
  });

  it('are three where it must be found', async () => {
    assert.ok((await wavesOf({ name: 'api' }, changed(crashing))) <= 3);
    assert.ok((await wavesOf({ url: 'https://shop.example/' }, healthy)) <= 3);
  });
});

describe('trace_service_chain: the picture', () => {
  it('draws client, hops and groups of pods, and marks the first broken one', async () => {
    const outcome = await trace(changed(crashing, slice('api', [endpoint('api-5c8f6-a', false)])), api);
    const blocks = traceServiceChain.present(outcome.data, outcome);
    const graph = blocks.find((block) => block.type === 'graph');
    assert.ok(graph?.type === 'graph');
    assert.deepEqual(
      graph.nodes.map(({ id, state }) => `${id} ${state}`),
      ['client ok', 'ingress ok', 'service ok', 'endpoints broken', 'pods-0 broken', 'node ok'],
    );
    assert.equal(graph.firstBroken, 'endpoints');
    const ids = new Set(graph.nodes.map(({ id }) => id));
    for (const { from, to } of graph.edges) assert.ok(ids.has(from) && ids.has(to));
    assert.equal(graph.edges.length, graph.nodes.length - 1);
    const client = graph.nodes.find(({ id }) => id === 'client');
    assert.equal(client?.because, 'to Service/shop/api');
    const endpoints = graph.nodes.find(({ id }) => id === 'endpoints');
    assert.equal(endpoints?.object?.kind, 'EndpointSlice');
    assert.equal(
      endpoints.evidence?.[0]?.object.kind,
      'Pod',
      'what explains the first broken hop, where nothing is said of itself',
    );
    const pods = graph.nodes.find(({ id }) => id === 'pods-0');
    assert.deepEqual(pods?.object, { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'api-5c8f6-a' });
    assert.match(pods.evidence?.[0]?.path ?? '', /^status\./);
  });
});
