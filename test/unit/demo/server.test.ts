import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { at, demoClient, listAt, textAt, type DemoClient } from './demoClient.ts';

describe('the demo cluster as a server', () => {
  let client: DemoClient;
  before(async () => (client = await demoClient()));
  after(() => client.close());

  it('listens on loopback only and names its context demo, namespace shop', () => {
    assert.match(client.demo.server, /^https:\/\/127\.0\.0\.1:\d+$/);
    assert.match(client.demo.kubeconfig, /current-context: demo\n/);
    assert.match(client.demo.kubeconfig, /namespace: shop\n/);
  });

  it('refuses whoever has no token or a wrong one with a 401 Status', async () => {
    for (const token of ['', 'wrong', `${client.token}x`]) {
      const { status, body } = await client.ask('/api/v1/pods', { token });
      assert.equal(status, 401);
      assert.equal(body.kind, 'Status');
      assert.equal(body.reason, 'Unauthorized');
    }
  });

  it('makes a new token and a new certificate for each start', async () => {
    const other = await demoClient();
    await other.close();
    assert.notEqual(other.token, client.token);
    assert.equal(client.token.length, 43);
    const authority = (kubeconfig: string): string =>
      /certificate-authority-data:\s*(?:>-\s*)?(\S+)/.exec(kubeconfig)?.[1] ?? '';
    assert.notEqual(authority(other.demo.kubeconfig), authority(client.demo.kubeconfig));
  });

  it('tells the time of its clock in the Date header', async () => {
    const now = Date.parse('2026-11-25T14:00:00Z');
    const fixed = await demoClient({ clock: { now: () => now } });
    const { headers } = await fixed.ask('/version');
    await fixed.close();
    assert.equal(headers.date, 'Wed, 25 Nov 2026 14:00:00 GMT');
  });

  it('compresses bodies above one kilobyte for whoever asks, and no others', async () => {
    const gzip = { headers: { 'accept-encoding': 'gzip' } };
    const large = await client.ask('/api/v1/pods', gzip);
    assert.equal(large.headers['content-encoding'], 'gzip');
    assert.equal(large.body.kind, 'PodList');
    assert.equal((await client.ask('/version', gzip)).headers['content-encoding'], undefined);
    assert.equal((await client.ask('/api/v1/pods')).headers['content-encoding'], undefined);
  });

  it('says its version and its health', async () => {
    assert.match(textAt((await client.ask('/version')).body, 'gitVersion'), /^v1\.36\./);
    for (const endpoint of ['healthz', 'livez', 'readyz']) {
      assert.equal((await client.ask(`/${endpoint}`)).text, 'ok');
      assert.match(
        (await client.ask(`/${endpoint}?verbose`)).text,
        new RegExp(`^\\[\\+\\]ping ok\n[^]*${endpoint} check passed\n$`),
      );
    }
    assert.equal((await client.ask('/readyz/ping')).text, 'ok');
  });

  it('answers 404 as the real server does: a Status for a kind, plain text for a path', async () => {
    const kind = await client.ask('/api/v1/nonsense');
    assert.equal(kind.status, 404);
    assert.equal(kind.body.message, 'the server could not find the requested resource');
    const path = await client.ask('/apis/nope.example/v1');
    assert.equal(path.status, 404);
    assert.equal(path.text, '404 page not found\n');
    const object = await client.ask('/apis/apps/v1/namespaces/shop/deployments/none');
    assert.equal(object.body.message, 'deployments.apps "none" not found');
    assert.deepEqual(object.body.details, { name: 'none', group: 'apps', kind: 'deployments' });
  });

  it('writes nothing for who may only read, whatever the verb', async () => {
    const token = client.readerToken;
    const before = (await client.ask('/api/v1/namespaces/shop/pods')).body;
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const { status, body } = await client.ask('/api/v1/namespaces/shop/pods/payments-6c9d5f7b88-gz3vk', {
        method,
        token,
      });
      assert.equal(status, 403);
      assert.match(
        String(body.message),
        /"reader" cannot (update|patch|delete) resource "pods" .* this user may only read the demo cluster$/,
      );
    }
    assert.equal((await client.ask('/api/v1/namespaces/shop/pods', { method: 'POST', body: '{}', token })).status, 403);
    assert.equal((await client.ask('/api/v1/namespaces/shop/pods', { method: 'DELETE', token })).status, 403);
    assert.deepEqual((await client.ask('/api/v1/namespaces/shop/pods')).body, before);
  });

  it('lets one user write and the other read, and says so in reviews', async () => {
    const review = async (group: string, resource: string, spec: object, token = client.token) =>
      (
        await client.ask(`/apis/${group}/v1/${resource}`, {
          method: 'POST',
          body: JSON.stringify({ spec }),
          headers: { 'content-type': 'application/json' },
          token,
        })
      ).body;
    const access = (verb: string, resource: string, token?: string) =>
      review(
        'authorization.k8s.io',
        'selfsubjectaccessreviews',
        { resourceAttributes: { verb, resource, namespace: 'shop' } },
        token,
      );
    assert.deepEqual((await access('list', 'pods')).status, { allowed: true });
    assert.equal(at(await access('delete', 'pods'), 'status', 'allowed'), true);
    assert.equal(at(await access('delete', 'pods', client.readerToken), 'status', 'allowed'), false);
    assert.equal(at(await access('impersonate', 'users'), 'status', 'allowed'), false);
    assert.equal(at(await access('get', 'secrets'), 'status', 'allowed'), true);
    const rulesOf = (token: string) =>
      review('authorization.k8s.io', 'selfsubjectrulesreviews', { namespace: 'shop' }, token);
    const rules = await rulesOf(client.token);
    const verbs = (of: unknown): unknown => at(of, 'status', 'resourceRules', 0, 'verbs');
    assert.deepEqual(verbs(await rulesOf(client.readerToken)), ['get', 'list', 'watch']);
    const writing = ['create', 'update', 'patch', 'delete', 'deletecollection'];
    assert.deepEqual(verbs(rules), ['get', 'list', 'watch', ...writing]);
    assert.equal(at(rules, 'status', 'incomplete'), false);
    const self = await review('authentication.k8s.io', 'selfsubjectreviews', {});
    assert.equal(at(self, 'status', 'userInfo', 'username'), 'demo');
  });

  it('reads a review in protobuf too, as kubectl sends it', async () => {
    const field = (number: number, content: string | Buffer): Buffer =>
      Buffer.concat([Buffer.of((number << 3) | 2, Buffer.from(content).length), Buffer.from(content)]);
    const spec = field(1, Buffer.concat([field(1, 'shop'), field(2, 'delete'), field(5, 'pods')]));
    const body = Buffer.concat([Buffer.from('k8s\0'), field(1, ''), field(2, field(2, spec))]);
    const asked = { method: 'POST', body, headers: { 'content-type': 'application/vnd.kubernetes.protobuf' } };
    const { status, body: answer } = await client.ask('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', asked);
    assert.equal(status, 201);
    assert.deepEqual(at(answer, 'spec', 'resourceAttributes'), { namespace: 'shop', verb: 'delete', resource: 'pods' });
    assert.equal(at(answer, 'status', 'allowed'), true);
  });

  it('keeps what a Secret says in plain text among its data, also what is patched in', async () => {
    const secrets = '/api/v1/namespaces/shop/secrets';
    const sent = (method: string, path: string, body: object, type = 'application/json') =>
      client.ask(path, { method, body: JSON.stringify(body), headers: { 'content-type': type } });
    const plain = { metadata: { name: 'plain' }, data: { a: 'b2xk', b: 'Yg==' }, stringData: { a: 'neu – ü' } };
    const made = (await sent('POST', secrets, plain)).body;
    assert.deepEqual(made.data, { a: Buffer.from('neu – ü').toString('base64'), b: 'Yg==' });
    assert.equal('stringData' in made, false);
    const patched = await sent('PATCH', `${secrets}/plain`, { stringData: { c: 'c' } }, 'application/merge-patch+json');
    assert.deepEqual([at(patched.body, 'data', 'c'), at(patched.body, 'data', 'b')], ['Yw==', 'Yg==']);
    assert.equal('stringData' in patched.body, false);
  });

  it('refuses a body that is none', async () => {
    const asked = { method: 'POST', body: 'not json' };
    const { status, body } = await client.ask('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', asked);
    assert.equal(status, 400);
    assert.equal(body.reason, 'BadRequest');
  });
});

describe('discovery of the demo cluster', () => {
  let client: DemoClient;
  before(async () => (client = await demoClient()));
  after(() => client.close());

  it('says the same in both forms, version by version and aggregated', async () => {
    const one = new Set<string>();
    const groups = listAt((await client.ask('/apis')).body, 'groups').map((group) =>
      textAt(group, 'preferredVersion', 'groupVersion'),
    );
    for (const path of ['/api/v1', ...groups.map((version) => `/apis/${version}`)]) {
      const { body } = await client.ask(path);
      for (const resource of listAt(body, 'resources')) {
        const name = textAt(resource, 'name');
        if (!name.includes('/'))
          one.add(`${textAt(body, 'groupVersion')} ${name} ${listAt(resource, 'verbs').join(',')}`);
      }
    }
    const two = new Set<string>();
    const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';
    for (const path of ['/api', '/apis']) {
      const { body, headers } = await client.ask(path, { headers: { accept } });
      assert.equal(body.kind, 'APIGroupDiscoveryList');
      assert.match(headers['content-type'] ?? '', /as=APIGroupDiscoveryList/);
      for (const group of listAt(body, 'items')) {
        for (const version of listAt(group, 'versions')) {
          const prefix = textAt(group, 'metadata', 'name');
          for (const resource of listAt(version, 'resources'))
            two.add(
              `${prefix === '' ? '' : `${prefix}/`}${textAt(version, 'version')} ${textAt(resource, 'resource')} ${listAt(resource, 'verbs').join(',')}`,
            );
        }
      }
    }
    assert.deepEqual(one, two);
    assert.ok(one.has('v1 pods create,delete,deletecollection,get,list,patch,update,watch'));
    assert.ok(one.has('metrics.k8s.io/v1beta1 pods get,list'));
  });

  it('lists every kind that it tells of', async () => {
    for (const path of ['/api/v1', '/apis/apps/v1', '/apis/networking.k8s.io/v1', '/apis/metrics.k8s.io/v1beta1']) {
      for (const resource of listAt((await client.ask(path)).body, 'resources')) {
        const name = textAt(resource, 'name');
        if (name.includes('/')) continue;
        const { status, body } = await client.ask(`${path}/${name}`);
        assert.equal(status, 200, `${path}/${name}`);
        assert.equal(body.kind, `${textAt(resource, 'kind')}List`);
      }
    }
  });

  it('serves the OpenAPI v3 documents of its kinds, kept by hash and by ETag', async () => {
    const { body } = await client.ask('/openapi/v3');
    const url = textAt(body, 'paths', 'apis/apps/v1', 'serverRelativeURL');
    assert.match(url, /^\/openapi\/v3\/apis\/apps\/v1\?hash=[0-9A-F]{128}$/);
    const document = await client.ask(url);
    assert.equal(document.headers['cache-control'], 'public, immutable');
    const deployment = at(document.body, 'components', 'schemas', 'io.k8s.api.apps.v1.Deployment');
    assert.equal(at(deployment, 'x-kubernetes-group-version-kind', 0, 'kind'), 'Deployment');
    const again = await client.ask(url, { headers: { 'if-none-match': document.headers.etag ?? '' } });
    assert.equal(again.status, 304);
    assert.equal(again.text, '');
  });

  it('has every schema that one of its schemas refers to', async () => {
    const { body } = await client.ask('/openapi/v3');
    for (const path of Object.keys(at(body, 'paths') as object)) {
      const document = (await client.ask(`/openapi/v3/${path}`)).body;
      const schemas = new Set(Object.keys(at(document, 'components', 'schemas') as object));
      for (const [, name = ''] of JSON.stringify(document).matchAll(/#\/components\/schemas\/([^"]+)/g))
        assert.ok(schemas.has(name), `${path}: ${name}`);
    }
  });
});
