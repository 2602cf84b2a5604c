import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { isRecord } from '../../src/core/json.ts';
import { startDemo } from '../../src/demo/startDemo.ts';
import { controlPlane, type ControlPlane } from '../support/controlPlane.ts';
import { listAt, mediaDirectory, textAt } from '../unit/demo/demoClient.ts';
import { askServer, type Asked } from './askServer.ts';
import type { Kubeconfig } from './kubectl.ts';
import { stripped } from './stripped.ts';

const world = `
apiVersion: v1
kind: Namespace
metadata: { name: default }
---
apiVersion: v1
kind: Namespace
metadata: { name: written }
`;

const configMaps = '/api/v1/namespaces/written/configmaps';
const deployments = '/apis/apps/v1/namespaces/written/deployments';
const pods = '/api/v1/namespaces/written/pods';
const json = 'application/json';
const jsonPatch = 'application/json-patch+json';
const merge = 'application/merge-patch+json';
const strategic = 'application/strategic-merge-patch+json';

/** No controller touches it: it wants no pod, and its rollout is paused. */
const idle = {
  metadata: { name: 'idle', labels: { app: 'idle' } },
  spec: {
    replicas: 0,
    paused: true,
    selector: { matchLabels: { app: 'idle' } },
    template: {
      metadata: { labels: { app: 'idle' } },
      spec: {
        containers: [
          { name: 'a', image: 'a:1', env: [{ name: 'X', value: '1' }], ports: [{ containerPort: 80 }] },
          { name: 'b', image: 'b:1' },
        ],
        volumes: [{ name: 'v', emptyDir: {} }],
      },
    },
  },
};

const guard = {
  metadata: { name: 'guard' },
  spec: { minAvailable: 1, selector: { matchLabels: { app: 'none' } } },
};

const onePod = {
  metadata: { name: 'lone' },
  spec: { containers: [{ name: 'a', image: 'a:1' }], schedulerName: 'nobody' },
};

type Step = readonly [method: string, path: string, type?: string, body?: unknown];

const containers = (...list: readonly object[]): object => ({ spec: { template: { spec: { containers: list } } } });

const steps: readonly Step[] = [
  // Create
  ['POST', configMaps, json, { metadata: { name: 'one' }, data: { x: '1' } }],
  ['POST', configMaps, json, { metadata: { name: 'one' } }],
  ['POST', configMaps, json, { metadata: { name: 'A_b' } }],
  ['POST', configMaps, json, {}],
  ['POST', configMaps, json, { metadata: { name: 'two', namespace: 'other' } }],
  ['POST', configMaps, json, { metadata: { name: 'two', resourceVersion: '7' } }],
  ['POST', configMaps, json, { kind: 'Pod', apiVersion: 'v1', metadata: { name: 'two' } }],
  ['POST', configMaps, 'text/plain', { metadata: { name: 'two' } }],
  ['POST', '/api/v1/namespaces/nowhere/configmaps', json, { metadata: { name: 'two' } }],
  ['POST', `${configMaps}?dryRun=All`, json, { metadata: { name: 'two' }, data: { y: '1' } }],
  ['GET', `${configMaps}/two`],
  ['POST', `${configMaps}?dryRun=Some`, json, { metadata: { name: 'two' } }],
  ['POST', `${configMaps}/two`, json, {}],
  ['POST', deployments, json, { metadata: { name: 'idle' }, spec: {} }],
  ['POST', deployments, json, idle],
  ['POST', pods, json, onePod],
  // Update
  ['PUT', `${configMaps}/one`, json, { metadata: { name: 'two' } }],
  ['PUT', `${configMaps}/none`, json, { metadata: { name: 'none' } }],
  ['PUT', `${configMaps}/one`, json, { metadata: { name: 'one', resourceVersion: '1' } }],
  [
    'PUT',
    `${configMaps}/one?fieldManager=other`,
    json,
    { metadata: { name: 'one', labels: { a: 'b' } }, data: { x: '2' } },
  ],
  ['PUT', configMaps, json, {}],
  // JSON Patch
  ['PATCH', `${deployments}/idle`, jsonPatch, [{ op: 'test', path: '/metadata/uid', value: 'x' }]],
  ['PATCH', `${deployments}/idle`, jsonPatch, [{ op: 'test', path: '/metadata/nothing', value: null }]],
  ['PATCH', `${deployments}/idle`, jsonPatch, [{ op: 'remove', path: '/metadata/nothing' }]],
  ['PATCH', `${deployments}/idle`, jsonPatch, [{ op: 'add', path: '/metadata/annotations/x', value: '1' }]],
  ['PATCH', `${deployments}/idle`, jsonPatch, [{ op: 'replace', path: '/spec/minReadySeconds', value: 1 }]],
  [
    'PATCH',
    `${deployments}/idle`,
    jsonPatch,
    [{ op: 'replace', path: '/spec/template/spec/containers/7/image', value: 'x' }],
  ],
  ['PATCH', `${deployments}/idle`, jsonPatch, { op: 'test' }],
  ['PATCH', `${deployments}/idle`, jsonPatch, [{ op: 'add', path: '/spec/replicas', value: -1 }]],
  [
    'PATCH',
    `${deployments}/idle?fieldManager=patcher`,
    jsonPatch,
    [
      { op: 'test', path: '/metadata/name', value: 'idle' },
      { op: 'add', path: '/metadata/annotations', value: { 'example.org/a': '1' } },
      { op: 'add', path: '/metadata/annotations/example.org~1b', value: '2' },
      { op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'a:2' },
      { op: 'move', from: '/metadata/annotations/example.org~1a', path: '/metadata/annotations/c' },
      { op: 'copy', from: '/metadata/annotations/c', path: '/metadata/annotations/d' },
    ],
  ],
  ['PATCH', `${deployments}/idle?dryRun=All`, jsonPatch, [{ op: 'remove', path: '/spec/template/spec/volumes' }]],
  // Merge patch
  ['PATCH', `${deployments}/idle`, merge, { metadata: { resourceVersion: '1' } }],
  ['PATCH', `${deployments}/idle`, merge, { metadata: { uid: '1' } }],
  ['PATCH', `${deployments}/idle`, merge, { metadata: { name: 'other' } }],
  ['PATCH', `${deployments}/idle`, merge, { metadata: { annotations: { c: null, e: '3' } } }],
  ['PATCH', `${deployments}/idle`, merge, { metadata: { annotations: { e: '3' } } }],
  ['PATCH', `${deployments}/idle`, merge, { spec: { selector: { matchLabels: { app: 'other' } } } }],
  ['PATCH', `${deployments}/idle`, json, {}],
  ['PATCH', `${deployments}/none`, merge, {}],
  // Strategic merge patch
  ['PATCH', `${deployments}/idle`, strategic, containers({ name: 'b', image: 'b:2' })],
  ['PATCH', `${deployments}/idle`, strategic, containers({ name: 'a', env: [{ name: 'Y', value: '2' }] })],
  ['PATCH', `${deployments}/idle`, strategic, containers({ name: 'a', env: [{ name: 'X', $patch: 'delete' }] })],
  ['PATCH', `${deployments}/idle`, strategic, containers({ name: 'c', image: 'c:1' })],
  ['PATCH', `${deployments}/idle`, strategic, containers({ name: 'c', $patch: 'delete' })],
  [
    'PATCH',
    `${deployments}/idle`,
    strategic,
    { spec: { template: { spec: { '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }] } } } },
  ],
  ['PATCH', `${deployments}/idle`, strategic, { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } }],
  ['PATCH', `${deployments}/idle`, strategic, { spec: { template: { $patch: 'replace', ...idle.spec.template } } }],
  // Scale
  ['GET', `${deployments}/idle/scale`],
  ['PATCH', `${deployments}/idle/scale`, merge, { spec: { replicas: -1 } }],
  ['PATCH', `${deployments}/idle/scale`, jsonPatch, [{ op: 'replace', path: '/spec/replicas', value: 0 }]],
  ['PATCH', `${deployments}/idle/scale`, jsonPatch, [{ op: 'test', path: '/metadata/resourceVersion', value: '1' }]],
  ['PATCH', `${deployments}/idle/scale?dryRun=All`, merge, { spec: { replicas: 3 } }],
  ['GET', `${deployments}/idle/scale`],
  ['DELETE', `${deployments}/idle/scale`],
  ['GET', `${configMaps}/one/scale`],
  // Pods
  ['PATCH', `${pods}/lone`, merge, { spec: { nodeName: 'node-1' } }],
  [
    'PATCH',
    `${pods}/lone`,
    strategic,
    { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'a', image: 'a:2' }] } },
  ],
  // Evict
  ['POST', `${pods}/none/eviction`, json, { metadata: { name: 'none' } }],
  ['POST', `${pods}/lone/eviction`, json, { metadata: { name: 'other' } }],
  ['POST', `${pods}/lone/eviction?dryRun=All`, json, { metadata: { name: 'lone' } }],
  [
    'POST',
    `${pods}/lone/eviction`,
    json,
    { metadata: { name: 'lone' }, deleteOptions: { preconditions: { resourceVersion: '1' } } },
  ],
  ['POST', `${pods}/lone/eviction`, json, { metadata: { name: 'lone' } }],
  ['GET', `${pods}/lone`],
  // Budgets
  ['POST', '/apis/policy/v1/namespaces/written/poddisruptionbudgets', json, guard],
  // Delete
  ['DELETE', `${configMaps}/one`, json, { preconditions: { resourceVersion: '1' } }],
  ['DELETE', `${configMaps}/one`, json, { propagationPolicy: 'Nope' }],
  ['DELETE', `${configMaps}/one`, json, { dryRun: ['All'] }],
  ['DELETE', `${configMaps}/none`],
  ['PATCH', `${configMaps}/one`, merge, { metadata: { finalizers: ['example.org/hold'] } }],
  ['DELETE', `${configMaps}/one?propagationPolicy=Background`],
  ['PATCH', `${configMaps}/one`, merge, { metadata: { finalizers: null } }],
  ['GET', `${configMaps}/one`],
  ['DELETE', `${configMaps}?labelSelector=none`],
  ['POST', '/api/v1/nonsense', json, {}],
];

describe('what is written to the demo cluster', () => {
  let cluster: ControlPlane;
  let demo: Kubeconfig;
  const ends: (() => void | Promise<void>)[] = [];

  before(async function () {
    this.timeout(90_000);
    cluster = await controlPlane();
    ends.push(() => cluster.stop());
    await cluster.kubectl(['create', 'namespace', 'written']);
    await cluster.kubectl(['wait', '-n', 'written', '--for=create', 'serviceaccount/default', '--timeout=20s']);
    const started = await startDemo({ mediaDirectory, worlds: [world] });
    ends.push(() => started.close());
    demo = { yaml: started.kubeconfig };
  });
  after(async () => {
    for (const end of ends.toReversed()) await end();
  });

  // In their order: each finds what those before it left.
  for (const [index, [method, path, type, body]] of steps.entries()) {
    const title = [method, path.replace(/^.*\/written\//, ''), type ?? '', JSON.stringify(body ?? '').slice(0, 90)];
    it(`${index + 1}: ${title.join(' ').trim()} is answered as a real one answers`, async () => {
      const asked: Asked = {
        method,
        path,
        headers: { 'user-agent': 'writer/1', ...(type === undefined ? {} : { 'content-type': type }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      };
      const [theirs, ours] = await Promise.all([
        askServer({ file: cluster.kubeconfigs.admin }, asked, 'whole'),
        askServer(demo, asked, 'whole'),
      ]);
      assert.deepEqual(comparable(ours.body), comparable(theirs.body));
      assert.equal(ours.status, theirs.status);
    });
  }
});

/** Without what a controller of the real one has written meanwhile, and with what was written under our name. */
function comparable(body: unknown): unknown {
  if (!isRecord(body)) return body;
  const { status, metadata, ...rest } = body;
  const { annotations, ...others } = isRecord(metadata) ? metadata : {};
  const own = Object.entries(isRecord(annotations) ? annotations : {}).filter(
    ([key]) => !key.startsWith('deployment.'),
  );
  // Ordered by their seconds, which two servers need not have in common.
  const entries = listAt(metadata, 'managedFields')
    .filter((entry) => isRecord(entry) && entry.manager !== 'kube-controller-manager')
    .toSorted((one, other) => (textAt(one, 'manager') < textAt(other, 'manager') ? -1 : 1));
  const whole = {
    ...rest,
    metadata: { ...others, ...(own.length === 0 ? {} : { annotations: Object.fromEntries(own) }) },
    ...(body.kind === 'Deployment' || body.kind === 'PodDisruptionBudget' ? {} : { status }),
  };
  // The name of a pod's token volume is drawn by lot.
  const text = JSON.stringify({ whole: stripped(whole), entries: stripped(entries) });
  const alike = text
    .replaceAll(/kube-api-access-\w{5}/g, 'kube-api-access-...')
    .replaceAll(/in record \(\w+\)/g, 'in record (...)')
    // A drawing of what differs, by Go.
    .replaceAll(/\\n@@ .*?\\n(?=")/g, '');
  return JSON.parse(alike);
}
