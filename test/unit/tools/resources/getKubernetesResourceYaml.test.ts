import assert from 'node:assert/strict';
import { load } from 'js-yaml';
import { KubeError } from '../../../../src/core/kubeError.ts';
import { redact } from '../../../../src/core/redact.ts';
import { getKubernetesResourceYaml as tool } from '../../../../src/tools/resources/getKubernetesResourceYaml.ts';
import { memoryCluster } from '../../../support/memoryCluster.ts';

const shop = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: shop
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: '{"kind":"Deployment"}'
    team: blue
  managedFields: [{ manager: kubectl, operation: Apply }]
spec:
  replicas: 2
  template:
    spec:
      containers:
        - name: api
          args: [--token, abcdefgh12345678]
          env: [{ name: DB_PASSWORD, value: hunter2hunter2 }, { name: MODE, value: fast }]
      volumes: [{ name: creds, secret: { secretName: api-creds } }]
---
apiVersion: v1
kind: Secret
metadata:
  name: api-creds
  namespace: shop
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: '{"stringData":{"password":"hunter2hunter2"}}'
  managedFields: [{ manager: kubectl, operation: Apply }]
type: Opaque
data: { password: aHVudGVyMmh1bnRlcjI=, tls.crt: aGVsbG8= }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
data: { a.properties: "x=1" }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: cart }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Widget, plural: widgets, singular: widget, shortNames: [wg, deploy] }
  versions: [{ name: v1beta1 }]
---
apiVersion: example.com/v1beta1
kind: Widget
metadata: { name: one, namespace: shop }
spec: { size: 3 }
`;

const call = (input: Parameters<typeof tool.run>[1], more: object = {}) =>
  tool.run(memoryCluster({ objects: shop, ...more }), input, new AbortController().signal);

async function failure(input: Parameters<typeof tool.run>[1]): Promise<KubeError> {
  try {
    await call(input);
  } catch (error) {
    if (error instanceof KubeError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

describe('get_kubernetes_resource_yaml', () => {
  for (const kind of [
    'Deployment',
    'deployments',
    'deployment',
    'deploy',
    'DEPLOY',
    'deployments.apps',
    'deploy.v1.apps',
  ])
    it(`finds a Deployment by ${kind}`, async () => {
      const { data } = await call({ kind, name: 'api', namespace: 'shop' });
      assert.equal(data.apiVersion, 'apps/v1');
      assert.match(data.yaml ?? '', /^apiVersion: apps\/v1\nkind: Deployment\nmetadata:\n/);
    });

  it('leaves out managedFields and last-applied, and says so', async () => {
    const { data } = await call({ kind: 'Deployment', name: 'api', namespace: 'shop' });
    assert.doesNotMatch(data.yaml ?? '', /managedFields|last-applied/);
    assert.equal(data.leftOut.length, 2);
    const whole = await call({ kind: 'Deployment', name: 'api', namespace: 'shop', managedFields: true });
    assert.match(whole.data.yaml ?? '', /manager: kubectl/);
    assert.match(whole.data.yaml ?? '', /last-applied/);
    assert.deepEqual(whole.data.leftOut, []);
  });

  it('shows of a Secret keys, sizes and hashes, and never a value, not even in last-applied', async () => {
    const { data } = await call({ kind: 'Secret', name: 'api-creds', namespace: 'shop', managedFields: true });
    const text = JSON.stringify(data);
    for (const leak of ['hunter2', 'aHVudGVy', 'aGVsbG8']) assert.equal(text.includes(leak), false, leak);
    const read = load(data.yaml ?? '') as { data: Record<string, { bytes: number; hash: string }> };
    assert.equal(read.data.password?.bytes, 14);
    assert.match(read.data.password.hash, /^[0-9a-f]{12}$/);
    assert.equal(read.data['tls.crt']?.bytes, 5);
  });

  it('shows one key of a Secret as its size and hash', async () => {
    const { data } = await call({ kind: 'Secret', name: 'api-creds', namespace: 'shop', path: 'data.tls.crt' });
    assert.match(data.yaml ?? '', /^bytes: 5\nhash: [0-9a-f]{12}\n$/);
  });

  it('masks credentials by their place, and stays the same YAML when the answer is redacted', async () => {
    const { data } = await call({ kind: 'Deployment', name: 'api', namespace: 'shop' });
    const shown = redact(data).yaml ?? '';
    assert.doesNotMatch(shown, /hunter2|abcdefgh12345678/);
    assert.match(shown, /name: DB_PASSWORD\n +value: "\[masked\]"/);
    assert.deepEqual(load(shown), load(data.yaml ?? ''));
    assert.match(shown, /secret:\n +secretName: api-creds/);
  });

  it('masks a value that a path leads to', async () => {
    const path = 'spec.template.spec.containers[0].env[0].value';
    const { data } = await call({ kind: 'Deployment', name: 'api', namespace: 'shop', path });
    assert.equal(data.yaml, '"[masked]"\n');
  });

  it('looks for a name that comes without its namespace, and says where it was', async () => {
    const { data, headline, scope } = await call({ kind: 'deploy', name: 'api' });
    assert.equal(data.namespace, 'shop');
    assert.equal(scope?.namespace, 'shop');
    assert.match(headline, /found in namespace shop/);
  });

  it('lists the namespaces where several have the name', async () => {
    const { data, verdict, next } = await call({ kind: 'cm', name: 'settings' });
    assert.equal(verdict, 'answered');
    assert.deepEqual(data.candidates, ['shop', 'cart']);
    assert.equal(data.yaml, undefined);
    assert.deepEqual(next[1]?.input, { kind: 'cm', name: 'settings', namespace: 'cart' });
  });

  it('reads the context’s own namespace where all may not be listed', async () => {
    const cluster = memoryCluster({
      objects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'default' } }],
      forbidden: ['configmaps'],
    });
    await assert.rejects(
      tool.run(cluster, { kind: 'cm', name: 'settings' }, new AbortController().signal),
      (error: KubeError) => error.facts.code === 'forbidden' && error.facts.namespace === 'default',
    );
  });

  it('reads a custom resource, and says when a short name means more', async () => {
    const { data } = await call({ kind: 'wg', name: 'one' });
    assert.equal(
      data.yaml,
      'apiVersion: example.com/v1beta1\nkind: Widget\nmetadata:\n  name: one\n  namespace: shop\nspec:\n  size: 3\n',
    );
    const deploy = await call({ kind: 'deploy', name: 'api', namespace: 'shop' });
    assert.deepEqual(deploy.data.alsoMeans, ['widgets.example.com']);
    const widget = await call({ kind: 'deploy', apiVersion: 'example.com/v1beta1', name: 'one', namespace: 'shop' });
    assert.equal(widget.data.kind, 'Widget');
  });

  it('names what was probably meant, for a kind, a name, a namespace and a field', async () => {
    assert.deepEqual((await failure({ kind: 'Deploymnt', name: 'api' })).facts.nearest?.names, ['Deployment']);
    assert.deepEqual((await failure({ kind: 'deploy', name: 'apo' })).facts.nearest?.names, ['api']);
    assert.deepEqual((await failure({ kind: 'deploy', name: 'api', namespace: 'shp' })).facts.nearest, {
      input: 'namespace',
      names: ['shop'],
    });
    const field = await failure({ kind: 'deploy', name: 'api', namespace: 'shop', path: 'spec.replica' });
    assert.deepEqual(field.facts.nearest, { input: 'path', names: ['spec.replicas'] });
    assert.equal(
      (await failure({ kind: 'deploy', name: 'api', namespace: 'shop', path: 'a[' })).facts.code,
      'bad_input',
    );
    const version = await failure({ kind: 'deploy', apiVersion: 'extensions/v1beta1', name: 'api' });
    assert.match(version.facts.headline ?? '', /is not served as extensions\/v1beta1/);
  });

  it('understands a server that has only the old discovery', async () => {
    const list = (resources: object[]) => JSON.stringify({ kind: 'APIResourceList', resources });
    const verbs = ['get', 'list'];
    const { data } = await call(
      { kind: 'deploy', name: 'api', namespace: 'shop' },
      {
        raw: {
          '/api': JSON.stringify({ kind: 'APIVersions', versions: ['v1'] }),
          '/api/v1': list([
            { name: 'pods', singularName: '', namespaced: true, kind: 'Pod', verbs, shortNames: ['po'] },
            { name: 'pods/log', singularName: '', namespaced: true, kind: 'Pod', verbs: ['get'] },
          ]),
          '/apis': JSON.stringify({
            kind: 'APIGroupList',
            groups: [
              { name: 'apps', versions: [{ version: 'v1' }], preferredVersion: { version: 'v1' } },
              { name: 'broken.example.com', versions: [{ version: 'v1' }], preferredVersion: { version: 'v1' } },
            ],
          }),
          '/apis/apps/v1': list([
            {
              name: 'deployments',
              singularName: '',
              namespaced: true,
              kind: 'Deployment',
              verbs,
              shortNames: ['deploy'],
            },
          ]),
        },
      },
    );
    assert.equal(data.kind, 'Deployment');
  });
});
