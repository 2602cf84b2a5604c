import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { parseWorld } from '../../../src/demo/world/parseWorld.ts';
import { at, demoClient, listAt, nameOf, textAt, type DemoClient } from './demoClient.ts';

describe('reading objects from the demo cluster', () => {
  let client: DemoClient;
  before(async () => (client = await demoClient()));
  after(() => client.close());

  const names = async (path: string): Promise<readonly string[]> => (await client.items(path)).map(nameOf);
  const pods = '/api/v1/namespaces/shop/pods';

  it('gets one object whole, with its kind', async () => {
    const { body } = await client.ask('/api/v1/namespaces/shop/services/api');
    assert.equal(body.kind, 'Service');
    assert.equal(body.apiVersion, 'v1');
    assert.deepEqual(at(body, 'spec', 'selector'), { app: 'api', tier: 'backend' });
  });

  it('sends the entries of a list without their kind, in the order of namespace and name', async () => {
    const items = await client.items('/api/v1/pods');
    const keys = items.map((item) => `${textAt(item, 'metadata', 'namespace')}/${nameOf(item)}`);
    assert.deepEqual(keys, [...keys].sort());
    assert.equal(items[0]?.kind, undefined);
  });

  it('selects by labels in kubectl’s grammar', async () => {
    const select = (selector: string) => names(`${pods}?labelSelector=${encodeURIComponent(selector)}`);
    assert.equal((await select('app=api')).length, 3);
    assert.equal((await select('app=api,tier=backend')).length, 0);
    assert.deepEqual(
      await select('app in (cart,search)'),
      await select('app notin (api,web,checkout,catalog,reports,shipper,payments)'),
    );
    assert.equal((await select('!app')).length, 0);
  });

  it('selects by the fields that the real server knows for the kind, and refuses others in its words', async () => {
    assert.deepEqual(await names(`${pods}?fieldSelector=status.phase%3DPending`), [
      'search-59d6c8f7bb-rj7bl',
      'web-6f5d7b9c84-xwv5k',
    ]);
    assert.equal((await names('/api/v1/nodes?fieldSelector=spec.unschedulable%3Dfalse')).length, 3);
    assert.equal((await names('/apis/batch/v1/namespaces/blog/jobs?fieldSelector=status.successful%3D1')).length, 1);
    assert.ok((await names('/api/v1/events?fieldSelector=source%3Dkubelet,type%3DWarning')).length > 0);
    assert.deepEqual(
      await names('/apis/events.k8s.io/v1/events?fieldSelector=regarding.kind%3DDeployment'),
      await names('/api/v1/events?fieldSelector=involvedObject.kind%3DDeployment'),
    );
    const refused = async (path: string) => {
      const { status, body } = await client.ask(path);
      assert.equal(status, 400);
      return body.message;
    };
    assert.equal(await refused('/api/v1/pods?fieldSelector=foo%3Dbar'), 'field label not supported: foo');
    assert.equal(await refused('/api/v1/pods?fieldSelector=foo'), "invalid selector: 'foo'; can't understand 'foo'");
    assert.equal(await refused('/apis/batch/v1/jobs?fieldSelector=a%3Db'), 'field label "a" not supported for Job');
    assert.equal(
      await refused('/apis/apps/v1/deployments?fieldSelector=status.replicas%3D1'),
      '"status.replicas" is not a known field selector: only "metadata.name", "metadata.namespace"',
    );
    assert.match(String(await refused('/api/v1/pods?labelSelector=a%3D%3D%3D')), /^unable to parse requirement: /);
    assert.equal(await refused('/api/v1/pods?limit=x'), 'strconv.ParseInt: parsing "x": invalid syntax');
  });

  it('gives a list in pages that together are the list', async () => {
    const whole = await names('/api/v1/pods');
    const collected: string[] = [];
    let token = '';
    let remaining: unknown;
    do {
      const { body } = await client.ask(`/api/v1/pods?limit=7&continue=${encodeURIComponent(token)}`);
      const items = listAt(body, 'items');
      collected.push(...items.map(nameOf));
      token = textAt(body, 'metadata', 'continue');
      remaining = at(body, 'metadata', 'remainingItemCount');
      assert.equal(remaining, token === '' ? undefined : whole.length - collected.length);
    } while (token !== '');
    assert.deepEqual(collected, whole);
  });

  it('counts what is left only where there is no selector', async () => {
    const { body } = await client.ask(`${pods}?limit=1&labelSelector=app%3Dapi`);
    assert.notEqual(textAt(body, 'metadata', 'continue'), '');
    assert.equal(at(body, 'metadata', 'remainingItemCount'), undefined);
  });

  it('refuses a continue token that is none, and a resourceVersion that has not come', async () => {
    assert.equal((await client.ask('/api/v1/pods?continue=abc')).status, 400);
    const future = await client.ask('/api/v1/pods?resourceVersion=99999999');
    assert.equal(future.status, 504);
    assert.match(String(future.body.message), /^Timeout: Too large resource version: 99999999, current: \d+$/);
    assert.equal((await client.ask('/api/v1/pods?resourceVersion=abc')).status, 400);
  });

  it('answers an expired continue token with 410 and a token that goes on at the latest state', async () => {
    const expired = Buffer.from(
      JSON.stringify({ v: 'meta.k8s.io/v1', rv: 5, start: 'shop/api-5c8f6b7d94-qz6tn\u0000' }),
    );
    const { status, body } = await client.ask(`/api/v1/pods?limit=2&continue=${expired.toString('base64url')}`);
    assert.equal(status, 410);
    assert.equal(body.reason, 'Expired');
    const fresh = textAt(body, 'metadata', 'continue');
    assert.deepEqual(await names(`/api/v1/pods?limit=2&continue=${fresh}`), [
      'cart-6b7c9f8d5b-m4xvz',
      'catalog-66b7f9d8c5-5wzgt',
    ]);
  });

  it('gives metadata only to whoever asks for it', async () => {
    const accept = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json';
    const { body, text } = await client.ask('/api/v1/secrets', { headers: { accept } });
    assert.equal(body.kind, 'PartialObjectMetadataList');
    assert.equal(text.includes('"data"'), false);
    assert.deepEqual(Object.keys(at(body, 'items', 0) as object).sort(), ['apiVersion', 'kind', 'metadata']);
  });

  it('prints pods as kubectl does', async () => {
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
    const { body } = await client.ask(pods, { headers: { accept } });
    assert.deepEqual(
      listAt(body, 'columnDefinitions').map((column) => textAt(column, 'name')),
      ['Name', 'Ready', 'Status', 'Restarts', 'Age', 'IP', 'Node', 'Nominated Node', 'Readiness Gates'],
    );
    const cells = (name: string) =>
      listAt(
        listAt(body, 'rows').find((row) => at(row, 'cells', 0) === name),
        'cells',
      );
    assert.deepEqual(cells('cart-6b7c9f8d5b-m4xvz').slice(1, 3), ['0/1', 'CrashLoopBackOff']);
    assert.match(String(cells('cart-6b7c9f8d5b-m4xvz')[3]), /^9 \(\dm\d+s ago\)$/);
    assert.deepEqual(cells('web-6f5d7b9c84-xwv5k').slice(1, 5), ['0/1', 'ImagePullBackOff', '0', '24m']);
    assert.deepEqual(cells('search-59d6c8f7bb-rj7bl').slice(5), ['<none>', '<none>', '<none>', '<none>']);
    assert.equal(at(body, 'rows', 0, 'object', 'kind'), 'PartialObjectMetadata');
  });

  it('includes whole objects in a table, or none, as asked', async () => {
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
    const ask = async (include: string) =>
      (await client.ask(`${pods}?limit=1&includeObject=${include}`, { headers: { accept } })).body;
    assert.equal(at(await ask('Object'), 'rows', 0, 'object', 'kind'), 'Pod');
    assert.equal(at(await ask('None'), 'rows', 0, 'object'), null);
  });

  it('refuses a form that it cannot give', async () => {
    const { status } = await client.ask(pods, { headers: { accept: 'application/yaml' } });
    assert.equal(status, 406);
  });

  it('measures nodes and pods, always within the last quarter of a minute', async () => {
    const metrics = await client.items('/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods?labelSelector=app%3Dreports');
    assert.equal(metrics.length, 1);
    const age = Date.now() - Date.parse(textAt(metrics[0], 'timestamp'));
    assert.ok(age >= 0 && age < 17_000, String(age));
    assert.match(textAt(metrics[0], 'containers', 0, 'usage', 'memory'), /^\d+Ki$/);
    assert.equal((await client.items('/apis/metrics.k8s.io/v1beta1/nodes')).length, 3);
  });

  it('renews leases and heartbeats by the clock, so that no node looks dead after hours', async () => {
    let now = Date.parse('2026-11-25T14:00:00Z');
    const old = await demoClient({ clock: { now: () => now } });
    now += 5 * 3_600_000;
    const lease = (await old.ask('/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/node-2')).body;
    const node = (await old.ask('/api/v1/nodes/node-2')).body;
    await old.close();
    assert.equal(textAt(lease, 'spec', 'renewTime'), '2026-11-25T19:00:00.000000Z');
    assert.equal(textAt(node, 'status', 'conditions', 0, 'lastHeartbeatTime'), '2026-11-25T19:00:00Z');
  });
});

describe('a world', () => {
  it('says times as ages', () => {
    const start = Date.parse('2026-11-25T14:10:00Z');
    const [document] = parseWorld('{ a: !ago 2d4h, b: !ago 1m30s, c: !every 30m, d: 2026-01-01T00:00:00Z }', start);
    assert.deepEqual(document, {
      a: '2026-11-23T10:10:00Z',
      b: '2026-11-25T14:08:30Z',
      c: '2026-11-25T14:00:00Z',
      d: '2026-01-01T00:00:00Z',
    });
  });

  it('says when a schedule was due, once that is two minutes ago, and what its Job is called', () => {
    const world = '{ a: !every 1h 0 21s, b: !every 1h 2, c: !run 1h 0 count-% }';
    const [late] = parseWorld(world, Date.parse('2026-11-25T14:02:00Z'));
    assert.deepEqual(late, { a: '2026-11-25T14:00:21Z', b: '2026-11-25T12:00:00Z', c: 'count-29926920' });
    const [early] = parseWorld(world, Date.parse('2026-11-25T14:01:59Z'));
    assert.deepEqual(early, { a: '2026-11-25T13:00:21Z', b: '2026-11-25T11:00:00Z', c: 'count-29926860' });
    assert.throws(() => parseWorld('a: !every soon', 0), /tag/);
  });

  it('is served as it stands when it is complete', async () => {
    const world = `
$complete: true
---
apiVersion: v1
kind: Service
metadata: { name: lonely, namespace: dump, uid: u-1 }
spec: { selector: { app: none }, ports: [{ port: 80 }] }
`;
    const client = await demoClient({ worlds: [world] });
    const { body } = await client.ask('/api/v1/namespaces/dump/services/lonely');
    const slices = await client.items('/apis/discovery.k8s.io/v1/endpointslices');
    await client.close();
    assert.deepEqual(body.spec, { selector: { app: 'none' }, ports: [{ port: 80 }] });
    assert.equal(textAt(body, 'metadata', 'uid'), 'u-1');
    assert.deepEqual(slices, []);
  });

  it('that contradicts itself does not start', async () => {
    const event =
      'kind: Event\n$about: { kind: Pod, namespace: shop, name: nobody }\n$first: !ago 1m\nreason: Started\n';
    await assert.rejects(
      demoClient({ worlds: [event] }),
      /An event is about Pod shop\/nobody, which the world does not have/,
    );
    await assert.rejects(demoClient({ worlds: ['kind: Gadget\nmetadata: { name: a }\n'] }), /does not serve v1 Gadget/);
    await assert.rejects(demoClient({ worlds: ['kind: ConfigMap\nmetadata: { namespace: a }\n'] }), /has no name/);
  });
});
