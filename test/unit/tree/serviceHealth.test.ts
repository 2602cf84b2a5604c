import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TreeNode } from '../../../src/core/engine.ts';
import type { Severity } from '../../../src/core/finding.ts';
import type { AnyRule } from '../../../src/core/rule.ts';
import { createReader } from '../../../src/rules/reader.ts';
import { loadSnapshot } from '../../../src/rules/loadSnapshot.ts';
import { judgedRules } from '../../../src/tree/verdicts.ts';
import { ManualClock } from './manualClock.ts';
import { ScriptedCluster } from './scriptedCluster.ts';
import { drawn, liveTree, text } from './treeStage.ts';

const now = new ManualClock().now();
const ago = (seconds: number): string => new Date(now - seconds * 1000).toISOString();

const pod = (name: string, ready: boolean, more: object = {}): object => ({
  kind: 'Pod',
  metadata: { name, namespace: 'shop', labels: { app: 'api' }, creationTimestamp: ago(7200), ...more },
  spec: { nodeName: 'node-1', containers: [{ name: 'app', ports: [{ name: 'http', containerPort: 8080 }] }] },
  status: {
    phase: 'Running',
    podIPs: [{ ip: '10.0.0.1' }],
    conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
    containerStatuses: [
      {
        name: 'app',
        ready,
        restartCount: 0,
        state: ready ? { running: {} } : { waiting: { reason: 'CrashLoopBackOff' } },
      },
    ],
  },
});

const service = (name: string, spec: object, metadata: object = {}): object => ({
  kind: 'Service',
  metadata: { name, namespace: 'shop', creationTimestamp: ago(7200), ...metadata },
  spec: { type: 'ClusterIP', clusterIP: '10.96.0.1', ports: [{ port: 80, targetPort: 'http' }], ...spec },
});

const deployment = (replicas: number): object => ({
  kind: 'Deployment',
  metadata: { name: 'api', namespace: 'shop' },
  spec: { replicas, template: { metadata: { labels: { app: 'api' } } } },
  status: { replicas, updatedReplicas: replicas, readyReplicas: replicas },
});

function clusterOf(objects: readonly object[]): { readonly cluster: ScriptedCluster; readonly clock: ManualClock } {
  const clock = new ManualClock();
  const cluster = new ScriptedCluster(() => clock.now());
  for (const object of [{ kind: 'Namespace', metadata: { name: 'shop' } }, ...objects])
    cluster.putObject({ ...object });
  return { cluster, clock };
}

async function entries(objects: readonly object[], folder = 'Services'): Promise<readonly TreeNode[]> {
  const { cluster, clock } = clusterOf(objects);
  return liveTree(cluster, clock).children(`folder/shop/${folder}`);
}

describe('Services and Ingresses in the tree', () => {
  const selecting = { selector: { app: 'api' } };
  const stories: readonly (readonly [string, readonly object[], readonly string[]])[] = [
    [
      'say that no pod is selected',
      [service('api', { selector: { app: 'apy' } }), pod('api-1', true)],
      ['api | selects no pod · ClusterIP · 80 | critical'],
    ],
    [
      'say that no pod is ready',
      [service('api', selecting), pod('api-1', false)],
      ['api | no pod is ready · ClusterIP · 80 | critical'],
    ],
    [
      'say that some pods are not ready',
      [service('api', selecting), pod('api-1', false), pod('api-2', true)],
      ['api | some pods not ready · ClusterIP · 80 | warning'],
    ],
    [
      'say that a named port is not there',
      [service('api', { ...selecting, ports: [{ port: 80, targetPort: 'web' }] }), pod('api-1', true)],
      ['api | target port not found · ClusterIP · 80 | critical'],
    ],
    [
      'say that a load balancer has no address',
      [service('api', { ...selecting, type: 'LoadBalancer' }), pod('api-1', true)],
      ['api | no external address · LoadBalancer · 80 | critical'],
    ],
    [
      'are quiet where the workload is scaled to zero',
      [service('api', selecting), deployment(0)],
      ['api | scaled to 0 · ClusterIP · 80 | quiet'],
    ],
    ['are quiet where pods are ready', [service('api', selecting), pod('api-1', true)], ['api | ClusterIP · 80 | ok']],
    [
      'are quiet without a selector, headless, under another name, and while they go',
      [
        service('external', { type: 'ExternalName', externalName: 'db.example.com' }),
        service('going', { selector: { app: 'gone' } }, { deletionTimestamp: ago(5) }),
        service('headless', { ...selecting, clusterIP: 'None' }),
        service('manual', { selector: undefined }),
        pod('api-1', true),
      ],
      [
        'external | ExternalName · db.example.com | ok',
        'going | Terminating · ClusterIP · 80 | quiet',
        'headless | headless · 80 | ok',
        'manual | ClusterIP · 80 | ok',
      ],
    ],
  ];
  for (const [story, objects, lines] of stories)
    it(story, async () => {
      assert.deepEqual(drawn(await entries(objects)), lines);
    });

  it('tell the finding and what to do in their tooltip', async () => {
    const [api] = await entries([service('api', { selector: { app: 'apy' } }), pod('api-1', true)]);
    const lines = (api?.tooltip ?? []).map(text);
    assert.equal(lines[0], 'Service shop/api: selects no pod · ClusterIP · 80');
    assert.match(lines[1] ?? '', /selector app=apy matches none of the 1 pod/);
    assert.match(lines[2] ?? '', /Set spec\.selector\.app of Service api to api/);
  });

  it('say that the backend of an Ingress is missing, with its address', async () => {
    const backend = (name: string) => ({ service: { name, port: { number: 80 } } });
    const ingress = (name: string, to: string) => ({
      kind: 'Ingress',
      metadata: { name, namespace: 'shop' },
      spec: { rules: [{ host: `${name}.example`, http: { paths: [{ path: '/', backend: backend(to) }] } }] },
      status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } },
    });
    const objects = [service('api', selecting), pod('api-1', true), ingress('bad', 'apo'), ingress('good', 'api')];
    assert.deepEqual(drawn(await entries(objects, 'Ingresses')), [
      'bad | backend Service missing · bad.example · 192.0.2.1 | critical',
      'good | good.example · 192.0.2.1 | ok',
    ]);
  });

  it('are neither well nor in trouble where their pods may not be read', async () => {
    const { cluster, clock } = clusterOf([service('api', { selector: { app: 'apy' } }), pod('api-1', true)]);
    cluster.forbidden.add('pods');
    cluster.forbidden.add('pods in shop');
    const tree = liveTree(cluster, clock);
    assert.deepEqual(drawn(await tree.children('folder/shop/Services')), ['api | ClusterIP · 80 | unknown']);
  });

  it('follow their pods', async () => {
    const { cluster, clock } = clusterOf([service('api', selecting), pod('api-1', true)]);
    const tree = liveTree(cluster, clock);
    await tree.children('folder/shop/Services');
    const changes: unknown[] = [];
    tree.listen((nodes) => changes.push(...nodes));
    cluster.putObject({ ...pod('api-1', false) });
    await clock.advance(300);
    assert.ok(changes.includes('Service/shop/api'));
    assert.deepEqual(drawn(await tree.children('folder/shop/Services')), [
      'api | no pod is ready · ClusterIP · 80 | critical',
    ]);
    tree.dispose();
  });

  it('look otherwise by time alone where a rule goes by the clock', async () => {
    const balancer = service('api', { ...selecting, type: 'LoadBalancer' }, { creationTimestamp: ago(60) });
    const { cluster, clock } = clusterOf([balancer, pod('api-1', true)]);
    const tree = liveTree(cluster, clock);
    assert.deepEqual(drawn(await tree.children('folder/shop/Services')), ['api | LoadBalancer · 80 | ok']);
    const changes: unknown[] = [];
    tree.listen((nodes) => changes.push(...nodes));
    await clock.advance(100_000);
    assert.ok(changes.includes('Service/shop/api'));
    tree.dispose();
  });

  it('agree with the rules on whole objects, in any world', async () => {
    const app = fc.constantFrom('api', 'api', 'web');
    const rarely = fc.constantFrom(false, false, false, false, true);
    const aService = fc.record({
      name: fc.constantFrom('s1', 's2', 's3'),
      age: fc.constantFrom(10, 7200),
      ending: rarely,
      owned: rarely,
      spec: fc.record({
        type: fc.constantFrom('ClusterIP', 'ClusterIP', 'ClusterIP', 'LoadBalancer', 'ExternalName'),
        selector: fc.option(fc.record({ app }), { nil: undefined }),
        clusterIP: fc.constantFrom('10.96.0.9', '10.96.0.9', '10.96.0.9', 'None', 'fd00::9'),
        externalName: fc.constantFrom('db.example.com', '10.0.0.9'),
        publishNotReadyAddresses: rarely,
        ports: fc.array(
          fc.record({
            port: fc.constantFrom(80, 81),
            targetPort: fc.constantFrom('http', 'http', 'web', 'side', 8080, 8081),
          }),
          { maxLength: 2 },
        ),
      }),
    });
    const aPod = fc.record({
      name: fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5', 'p6'),
      app,
      tier: fc.constantFrom('a', 'b'),
      ready: fc.boolean(),
      phase: fc.constantFrom('Running', 'Running', 'Running', 'Pending', 'Succeeded', 'Failed'),
      ending: rarely,
      owner: fc.constantFrom('ReplicaSet', 'Job', undefined),
      age: fc.constantFrom(10, 100, 7200),
      restarts: fc.constantFrom(0, 3),
      ip: fc.constantFrom('10.0.0.7', '10.0.0.7', '10.0.0.7', 'fd00::7', undefined),
      port: fc.constantFrom('http', 'web'),
      sidecar: fc.boolean(),
      probe: fc.boolean(),
    });
    const aMaker = fc.record({
      kind: fc.constantFrom('Deployment', 'StatefulSet'),
      app,
      replicas: fc.constantFrom(0, 1),
    });
    const anIngress = fc.record({ to: fc.constantFrom('s1', 's2', 's9'), port: fc.constantFrom(80, 82) });
    const world = fc.record({
      services: fc.array(aService, { minLength: 1, maxLength: 3 }),
      pods: fc.array(aPod, { maxLength: 6 }),
      makers: fc.array(aMaker, { maxLength: 2 }),
      ingresses: fc.array(anIngress, { maxLength: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(world, async ({ services, pods, makers, ingresses }) => {
        const objects = [
          ...services.map(({ name, age, ending, owned, spec }) => ({
            kind: 'Service',
            metadata: {
              name,
              namespace: 'shop',
              creationTimestamp: ago(age),
              ...(ending ? { deletionTimestamp: ago(1) } : {}),
              ...(owned ? { ownerReferences: [{ kind: 'Database', name: 'db', controller: true }] } : {}),
            },
            spec,
          })),
          ...pods.map((one) => ({
            kind: 'Pod',
            metadata: {
              name: one.name,
              namespace: 'shop',
              labels: { app: one.app, tier: one.tier },
              creationTimestamp: ago(one.age),
              ...(one.ending ? { deletionTimestamp: ago(1) } : {}),
              ...(one.owner === undefined
                ? {}
                : { ownerReferences: [{ kind: one.owner, name: 'owner', controller: true }] }),
            },
            spec: {
              nodeName: 'node-1',
              containers: [
                {
                  name: 'app',
                  ports: [{ name: one.port, containerPort: 8080 }],
                  ...(one.probe ? { readinessProbe: { initialDelaySeconds: 60, tcpSocket: { port: 8082 } } } : {}),
                },
              ],
              ...(one.sidecar
                ? {
                    initContainers: [
                      { name: 'side', restartPolicy: 'Always', ports: [{ name: 'side', containerPort: 9090 }] },
                    ],
                  }
                : {}),
            },
            status: {
              phase: one.phase,
              ...(one.ip === undefined ? {} : { podIPs: [{ ip: one.ip }] }),
              conditions: [{ type: 'Ready', status: one.ready ? 'True' : 'False' }],
              containerStatuses: [{ name: 'app', ready: one.ready, restartCount: one.restarts }],
            },
          })),
          ...makers.map((one, index) => ({
            kind: one.kind,
            metadata: { name: `m${index}`, namespace: 'shop' },
            spec: { replicas: one.replicas, template: { metadata: { labels: { app: one.app } } } },
          })),
          ...ingresses.map(({ to, port }, index) => ({
            kind: 'Ingress',
            metadata: { name: `i${index}`, namespace: 'shop' },
            spec: { defaultBackend: { service: { name: to, port: { number: port } } } },
          })),
        ];
        const { cluster, clock } = clusterOf(objects);
        const wanted = await bySeverity(cluster);
        const tree = liveTree(cluster, clock);
        for (const folder of ['Services', 'Ingresses'])
          for (const { object, state, tooltip } of await tree.children(`folder/shop/${folder}`)) {
            const found = wanted.get(`${object?.kind ?? ''}/${object?.name ?? ''}`);
            const isBad = state === 'critical' || state === 'warning';
            assert.equal(isBad ? state : 'ok', found?.severity ?? 'ok', text(tooltip[0] ?? ''));
            if (found !== undefined) assert.ok(tooltip.map(text).some((line) => found.messages.includes(line)));
          }
      }),
      { numRuns: 500 },
    );
  }).timeout(30_000);
});

const worse: readonly Severity[] = ['critical', 'warning'];

/** What the rules say of each object, read whole. */
async function bySeverity(
  scripted: ScriptedCluster,
): Promise<ReadonlyMap<string, { readonly severity: Severity; readonly messages: readonly string[] }>> {
  const rules: readonly AnyRule[] = judgedRules.map(({ rule }) => rule);
  const reader = createReader(scripted.cluster, new AbortController().signal);
  const snapshot = await loadSnapshot(reader, rules, { namespace: 'shop' });
  const found = new Map<string, { severity: Severity; messages: string[] }>();
  for (const rule of rules) {
    const values = [...Object.entries(rule.needs), ...Object.entries(rule.uses)].map(([name, need]) => {
      const reading = snapshot.look(need);
      return [name, need.kind.kind === 'Event' || reading?.state !== 'read' ? undefined : reading.value] as const;
    });
    for (const { object, severity, message } of rule.judge({ ...Object.fromEntries(values), now: snapshot.now })) {
      if (!worse.includes(severity)) continue;
      const key = `${object.kind}/${object.name}`;
      const known = found.get(key);
      if (known === undefined || worse.indexOf(severity) < worse.indexOf(known.severity))
        found.set(key, { severity, messages: [message] });
      else if (known.severity === severity) known.messages.push(message);
    }
  }
  return found;
}
