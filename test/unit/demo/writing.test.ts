import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { at, demoClient, textAt, type DemoClient, type Reply } from './demoClient.ts';

describe('what the demo cluster is sent', () => {
  let client: DemoClient;
  beforeEach(async () => (client = await demoClient()));
  afterEach(() => client.close());

  const send = (method: string, path: string, body: unknown, type = 'application/json'): Promise<Reply> =>
    client.ask(path, { method, headers: { 'content-type': type }, body: JSON.stringify(body) });
  const deployments = '/apis/apps/v1/namespaces/shop/deployments';
  const services = '/api/v1/namespaces/shop/services';
  const container = { name: 'a', image: 'a:1', env: [], args: null, resources: { limits: {} }, securityContext: {} };
  const written = {
    metadata: { name: 'bare', labels: {}, annotations: null, finalizers: [] },
    spec: {
      selector: { matchLabels: { app: 'bare' } },
      template: {
        metadata: { labels: { app: 'bare' }, annotations: {} },
        spec: { nodeSelector: {}, tolerations: [], containers: [container], volumes: [{ name: 'a', emptyDir: {} }] },
      },
    },
  };

  it('loses its empty maps and lists, and keeps its empty structs, however it is written', async () => {
    const { status, body, text } = await send('POST', deployments, written);
    assert.equal(status, 201, text);
    const put = await send('PUT', `${deployments}/bare`, { ...written, spec: { ...written.spec, replicas: 2 } });
    assert.equal(put.status, 200, put.text);
    const changes: readonly (readonly [string, unknown])[] = [
      ['application/merge-patch+json', { spec: { replicas: 3, template: { metadata: { annotations: {} } } } }],
      [
        'application/strategic-merge-patch+json',
        { spec: { replicas: 4, template: { metadata: { annotations: {} } } } },
      ],
      ['application/json-patch+json', [{ op: 'add', path: '/spec/template/metadata/annotations', value: {} }]],
    ];
    const replies = [body, put.body];
    for (const [type, change] of changes) {
      const reply = await send('PATCH', `${deployments}/bare`, change, type);
      assert.equal(reply.status, 200, reply.text);
      replies.push(reply.body);
    }
    assert.equal(at(body, 'metadata', 'annotations'), undefined);
    for (const reply of replies) {
      for (const field of ['labels', 'finalizers']) assert.equal(at(reply, 'metadata', field), undefined);
      assert.deepEqual(at(reply, 'spec', 'template', 'metadata'), { labels: { app: 'bare' } });
      const spec = at(reply, 'spec', 'template', 'spec');
      for (const field of ['nodeSelector', 'tolerations']) assert.equal(at(spec, field), undefined);
      for (const field of ['env', 'args']) assert.equal(at(spec, 'containers', 0, field), undefined);
      assert.deepEqual(at(spec, 'containers', 0, 'resources'), {});
      assert.deepEqual(at(spec, 'containers', 0, 'securityContext'), {});
      assert.deepEqual(at(spec, 'volumes', 0, 'emptyDir'), {});
    }
  });

  it('is refused where a Service asks for an address or a port on the nodes that another has', async () => {
    const address = textAt((await client.ask(`${services}/api`)).body, 'spec', 'clusterIP');
    const service = (name: string, spec: object): object => ({
      metadata: { name },
      spec: { ports: [{ port: 80 }], ...spec },
    });
    for (const [name, query] of [
      ['second', ''],
      ['second', '?dryRun=All'],
      ['api', ''],
    ] as const) {
      const { status, body } = await send('POST', `${services}${query}`, service(name, { clusterIP: address }));
      assert.equal(status, 422);
      assert.equal(
        body.message,
        `Service "${name}" is invalid: spec.clusterIPs: Invalid value: []string{"${address}"}: failed to allocate IP ${address}: provided IP is already allocated`,
      );
    }
    for (const name of ['headless', 'headless-too'])
      assert.equal((await send('POST', services, service(name, { clusterIP: 'None' }))).status, 201);
    const onNodes = { type: 'NodePort', ports: [{ port: 80, nodePort: 30_555 }] };
    assert.equal((await send('POST', services, service('on-nodes', onNodes))).status, 201);
    assert.equal(
      (await send('POST', services, service('on-nodes-too', onNodes))).body.message,
      'Service "on-nodes-too" is invalid: spec.ports[0].nodePort: Invalid value: 30555: provided port is already allocated',
    );
    await client.ask(`${services}/api`, { method: 'DELETE' });
    assert.equal((await send('POST', services, service('second', { clusterIP: address }))).status, 201);
  });
});
