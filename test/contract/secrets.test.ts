import assert from 'node:assert/strict';
import { allRules } from '../../src/rules/allRules.ts';
import { runScan } from '../../src/rules/scan/runScan.ts';
import { systemClock } from '../../src/systemClock.ts';
import { allTools } from '../../src/tools/allTools.ts';
import { checkEnvelope } from '../support/checkEnvelope.ts';
import { inputsFor } from '../support/inputsFor.ts';
import { memoryCluster } from '../support/memoryCluster.ts';
import { testRunner } from '../support/testRunner.ts';

/** Values that must never come back, each of a shape of its own or under a name that tells what it is. */
const canaries: string[] = [];
function canary(shape: (core: string) => string = (core) => core): string {
  const core = `Canary${String(canaries.length).padStart(2, '0')}Xq7Lz2Wv9Tn4Rb8`;
  canaries.push(core);
  return shape(core);
}

const base64 = (text: string): string => {
  const encoded = Buffer.from(text).toString('base64');
  canaries.push(encoded);
  return encoded;
};
const secretData = (...keys: readonly string[]): Record<string, string> =>
  Object.fromEntries(keys.map((key) => [key, base64(canary())]));
const jwt = (core: string): string => `eyJhbGciOiJSUzI1NiJ9.${core}AAAAAAAA.${core}BBBBBBBB`;

const namespace = 'shop';
const annotations = () => ({
  'example.com/api-token': canary(),
  'example.com/note': canary((core) => `see https://admin:${core}@db.example/x`),
  'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({
    data: { password: canary() },
    spec: { env: [{ name: 'JSON', value: canary((core) => JSON.stringify({ a: { clientSecret: core } })) }] },
  }),
});
const env = () => [
  { name: 'DB_PASSWORD', value: canary() },
  { name: 'DATABASE_URL', value: canary((core) => `postgres://web:${core}@db:5432/shop`) },
  { name: 'SESSION', value: canary(jwt) },
  { name: 'HEADER', value: canary((core) => `Authorization: Bearer ${core}`) },
  { name: 'OPTS', value: canary((core) => `--retries 3 --password ${core}`) },
  { name: 'RAW', value: canary((core) => `${core}${core}`) },
  { name: 'SPRING_JSON', value: canary((core) => JSON.stringify({ db: { password: core } })) },
];
const podSpec = () => ({
  nodeName: 'node-1',
  containers: [
    {
      name: 'web',
      image: 'web:1',
      env: env(),
      args: ['--port', '80', '--api-key', canary()],
      command: ['sh', '-c', canary((core) => `PASSWORD=${core} run`)],
    },
  ],
});
const template = () => ({ metadata: { labels: { app: 'web' }, annotations: annotations() }, spec: podSpec() });
const secret = (name: string, type: string, data: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  type,
  metadata: { name, namespace, uid: name, annotations: annotations() },
  data,
  stringData: { plain: canary() },
});

const objects = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, annotations: annotations() } },
  { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1', annotations: annotations() }, status: {} },
  secret('plain', 'Opaque', secretData('password', 'anything')),
  secret('tls', 'kubernetes.io/tls', secretData('tls.crt', 'tls.key')),
  secret('pull', 'kubernetes.io/dockerconfigjson', secretData('.dockerconfigjson')),
  secret('token', 'kubernetes.io/service-account-token', secretData('token', 'ca.crt')),
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'conf', namespace, annotations: annotations() },
    data: { password: canary(), file: canary((core) => `user=web\npassword=${core}\n`) },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace, uid: 'd', annotations: annotations() },
    spec: { replicas: 1, selector: { matchLabels: { app: 'web' } }, template: template() },
    status: {
      conditions: [
        { type: 'ReplicaFailure', status: 'True', message: canary((core) => `webhook refused: password=${core}`) },
      ],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'web-1',
      namespace,
      uid: 'p',
      labels: { app: 'web' },
      annotations: annotations(),
      creationTimestamp: '2026-11-25T13:00:00Z',
    },
    spec: podSpec(),
    status: {
      phase: 'Running',
      containerStatuses: [
        {
          name: 'web',
          ready: false,
          restartCount: 2,
          state: { waiting: { reason: 'CrashLoopBackOff', message: canary((core) => `token=${core}`) } },
          lastState: { terminated: { exitCode: 1, message: canary((core) => `password: ${core}`) } },
        },
      ],
    },
  },
  {
    apiVersion: 'example.com/v1',
    kind: 'Login',
    metadata: { name: 'login', namespace, annotations: annotations() },
    spec: {
      password: canary(),
      auth: { token: canary(), credentials: { pass: canary() } },
      basicAuth: { username: 'web', password: canary() },
      passwords: [canary(), canary()],
      clientSecret: { value: canary() },
      settings: [{ key: 'password', value: canary() }],
      config: canary((core) => `user: web\npassword: |\n  ${core}\n`),
    },
  },
  {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'disk' },
    spec: { csi: { driver: 'smb.csi.k8s.io', volumeHandle: 'x', volumeAttributes: { password: canary() } } },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace, annotations: annotations() },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', namespace, annotations: annotations() },
    spec: {
      tls: [{ hosts: ['shop.example'], secretName: 'tls' }],
      rules: [
        {
          host: 'shop.example',
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }],
          },
        },
      ],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: 'web.1', namespace, uid: 'e', annotations: annotations() },
    involvedObject: { apiVersion: 'v1', kind: 'Pod', namespace, name: 'web-1', uid: 'p' },
    type: 'Warning',
    reason: 'Failed',
    message: canary((core) => `login with password=${core} failed`),
    lastTimestamp: '2026-11-25T13:59:00Z',
    count: 1,
  },
];
const log = [
  canary((core) => `2026-11-25T13:58:00.000000000Z connecting to redis://:${core}@redis:6379`),
  canary((core) => `2026-11-25T13:58:01.000000000Z {"level":"error","apiKey":"${core}"}`),
  canary((core) => `2026-11-25T13:58:02.000000000Z Authorization: Bearer ${core}`),
  `2026-11-25T13:58:03.000000000Z jwt ${canary(jwt)}`,
].join('\n');
const resources = [
  ['Secret', 'secrets', ''],
  ['ConfigMap', 'configmaps', ''],
  ['Pod', 'pods', ''],
  ['Service', 'services', ''],
  ['Namespace', 'namespaces', ''],
  ['Node', 'nodes', ''],
  ['Event', 'events', ''],
  ['PersistentVolume', 'persistentvolumes', ''],
  ['Deployment', 'deployments', 'apps'],
  ['Login', 'logins', 'example.com'],
  ['Ingress', 'ingresses', 'networking.k8s.io'],
] as const;
const aggregated = (core: boolean): string =>
  JSON.stringify({
    kind: 'APIGroupDiscoveryList',
    items: [...new Set(resources.map(([, , group]) => group))]
      .filter((group) => (group === '') === core)
      .map((group) => ({
        metadata: { name: group },
        versions: [
          {
            version: 'v1',
            resources: resources
              .filter((one) => one[2] === group)
              .map(([kind, resource]) => ({
                resource,
                responseKind: { kind },
                scope: ['Node', 'Namespace', 'PersistentVolume'].includes(kind) ? 'Cluster' : 'Namespaced',
                verbs: ['get', 'list'],
              })),
          },
        ],
      })),
  });

/** The paths of all fields of a value, its own parts before their parts. */
function pathsOf(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const step = Array.isArray(value) ? `[${key}]` : /[^\w-]/.test(key) ? `['${key}']` : `.${key}`;
    const here = `${path}${step}`.replace(/^\./, '');
    return [here, ...pathsOf(inner, here)];
  });
}

describe('no secret, ever', () => {
  const cluster = memoryCluster({
    objects,
    raw: {
      '/api': aggregated(true),
      '/apis': aggregated(false),
      '/version': '{"gitVersion":"v1.36.3"}',
      '/readyz': 'ok',
    },
    logs: { 'shop/web-1/web': log, 'shop/web-1/web/previous': log },
  });
  const records: unknown[] = [];
  const runner = testRunner(cluster, { record: (record) => records.push(record) });

  for (const tool of allTools) {
    const inputs = inputsFor(tool.input, objects);
    it(`comes back from ${tool.name} over ${inputs.length} questions`, async () => {
      assert.ok(inputs.length > 0);
      for (const input of inputs) {
        const result = await runner.call(tool.name, input, { surface: 'test', budgetTokens: Infinity });
        assert.notEqual(checkEnvelope(result.envelope).error?.code, 'internal', result.envelope.error?.message);
        const shown = JSON.stringify(result);
        for (const value of canaries)
          assert.ok(!shown.includes(value), `${value} came back for ${JSON.stringify(input)}`);
      }
    });
  }

  for (const object of objects)
    it(`comes back as a field of ${object.kind} ${object.metadata.name}, whichever is asked for, nor with what kubectl keeps`, async () => {
      const { kind, metadata } = object;
      const at = { kind, name: metadata.name, ...('namespace' in metadata ? { namespace: metadata.namespace } : {}) };
      const paths = [undefined, ...pathsOf(object)];
      let answered = 0;
      for (const path of paths) {
        const input = { ...at, managedFields: true, ...(path === undefined ? {} : { path }) };
        const options = { surface: 'test', budgetTokens: Infinity } as const;
        const result = await runner.call('get_kubernetes_resource_yaml', input, options);
        if (result.envelope.verdict === 'answered') answered++;
        const shown = JSON.stringify(result);
        for (const value of canaries) assert.ok(!shown.includes(value), `${value} came back for ${String(path)}`);
      }
      // A Secret's values are hashes, and what kubectl keeps of it is gone
      assert.ok(answered > paths.length / 2, `${answered} of ${paths.length}`);
    });

  it('comes back from a scan by every rule', async () => {
    const open = {
      open: () => Promise.resolve(cluster),
      contexts: () => Promise.resolve([]),
      dispose: () => undefined,
    };
    const parts = {
      rules: allRules,
      clusters: () => Promise.resolve(open),
      clock: systemClock,
      limits: { connect: 10_000, idle: 60_000, call: 60_000, login: 60_000 },
      activeContext: () => undefined,
      record: (record: unknown) => records.push(record),
    };
    const scan = await runScan(parts, {}, {});
    assert.ok(scan.findings.some(({ rule }) => rule === 'rollout/create-refused'));
    assert.ok(scan.findings.some(({ rule }) => rule === 'ingress/tls-secret-invalid'));
    const shown = JSON.stringify([scan, records]);
    for (const value of canaries) assert.ok(!shown.includes(value), `${value} came back`);
  });

  it('comes back from the call log, whatever a caller puts into an input', async () => {
    const value = canary();
    await runner.call('list_kubernetes_pods', { labelSelector: `token=${value}` }, { surface: 'test' });
    assert.ok(!JSON.stringify(records).includes(value));
  });

  it('is what this test looks for: the canaries are in the world', () => {
    const world = JSON.stringify(objects) + log;
    assert.ok(canaries.filter((value) => world.includes(value)).length > 60);
  });
});
