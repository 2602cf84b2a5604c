import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ContainerLogs } from '../../../src/demo/containerLogs.ts';
import type { KubeObject } from '../../../src/demo/kubeObject.ts';
import { serveCluster } from '../../../src/demo/serveCluster.ts';
import { Store } from '../../../src/demo/store.ts';
import { clientOf, listAt, nameOf, textAt, type DemoClient } from './demoClient.ts';

function pod(name: string, labels: Record<string, string> = { app: 'a' }, namespace = 'shop'): KubeObject {
  const metadata = { name, namespace, labels, uid: name, creationTimestamp: '2026-11-25T13:00:00Z' };
  return { apiVersion: 'v1', kind: 'Pod', metadata, status: { phase: 'Running' } };
}

describe('watching the demo cluster', () => {
  let store: Store;
  let client: DemoClient;
  const clock = { now: () => Date.parse('2026-11-25T14:00:00Z') };
  beforeEach(async () => {
    store = new Store(100);
    store.put('pods', pod('one'));
    store.put('pods', pod('two', { app: 'b' }));
    client = clientOf(await serveCluster({ store, logs: new ContainerLogs(), openApi: new Map(), clock }, 0));
  });
  afterEach(() => client.close());

  /** By default until what is known has been told; a second is the shortest time in which more can come. */
  const watch = async (query: string, seconds = 0, whileOpen?: () => void) =>
    (await client.watch(`/api/v1/namespaces/shop/pods?watch=true&timeoutSeconds=${seconds}&${query}`, whileOpen)).map(
      ({ type, object }) => `${type} ${nameOf(object)}`,
    );

  it('tells first what is there, when it starts from nowhere', async () => {
    assert.deepEqual(await watch('resourceVersion=0'), ['ADDED one', 'ADDED two']);
  });

  it('tells the changes since a revision, and only those', async () => {
    const from = store.revision;
    store.put('pods', pod('three'));
    store.remove('pods', 'shop', 'one');
    store.put('services', pod('not-a-pod'));
    store.put('pods', pod('elsewhere', { app: 'a' }, 'blog'));
    assert.deepEqual(await watch(`resourceVersion=${from}`), ['ADDED three', 'DELETED one']);
  });

  it('shows an object that starts or stops to match a selector as added or deleted', async () => {
    const from = store.revision;
    store.put('pods', pod('two', { app: 'a' }));
    store.put('pods', pod('one', { app: 'b' }));
    assert.deepEqual(await watch(`resourceVersion=${from}&labelSelector=app%3Da`), ['ADDED two', 'DELETED one']);
  });

  it('tells one object by name', async () => {
    assert.deepEqual(await watch('resourceVersion=0&fieldSelector=metadata.name%3Dtwo'), ['ADDED two']);
  });

  it('marks the end of what was there and of the watch with bookmarks, for whoever wants them', async () => {
    const lines = await client.watch(
      '/api/v1/pods?watch=1&timeoutSeconds=0&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan',
    );
    assert.deepEqual(
      lines.map(({ type }) => type),
      ['ADDED', 'ADDED', 'BOOKMARK', 'BOOKMARK'],
    );
    assert.equal(textAt(lines[2]?.object, 'metadata', 'annotations', 'k8s.io/initial-events-end'), 'true');
    assert.equal(textAt(lines[3]?.object, 'metadata', 'resourceVersion'), String(store.revision));
  });

  it('answers a revision that is forgotten with an ERROR event of 410', async () => {
    store.put('pods', pod('three'));
    store.compact();
    const [line, more] = await client.watch('/api/v1/pods?watch=true&resourceVersion=101');
    assert.equal(more, undefined);
    assert.equal(line?.type, 'ERROR');
    assert.equal(line.object.code, 410);
    assert.equal(line.object.reason, 'Expired');
    assert.equal(line.object.message, `too old resource version: 101 (${store.revision})`);
  });

  it('tells what happens while it is open', async () => {
    const from = store.revision;
    const told = watch(`resourceVersion=${from}`, 1, () => {
      store.put('pods', pod('late'));
      store.put('pods', pod('late', { app: 'c' }));
      store.remove('pods', 'shop', 'late');
    });
    assert.deepEqual(await told, ['ADDED late', 'MODIFIED late', 'DELETED late']);
  });

  it('sends rows of a table to kubectl, the columns with the first only', async () => {
    const headers = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
    const { text } = await client.ask('/api/v1/pods?watch=true&timeoutSeconds=0', { headers });
    const tables = text
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    assert.deepEqual(
      tables.map((event) => listAt(event, 'object', 'rows').length),
      [1, 1],
    );
    assert.deepEqual(
      tables.map((event) => listAt(event, 'object', 'columnDefinitions').length),
      [9, 0],
    );
  });

  it('keeps a list in pages at one state while the store changes', async () => {
    const first = (await client.ask('/api/v1/pods?limit=1')).body;
    store.remove('pods', 'shop', 'two');
    store.put('pods', pod('three'));
    const token = textAt(first, 'metadata', 'continue');
    assert.deepEqual((await client.items(`/api/v1/pods?continue=${token}`)).map(nameOf), ['two']);
    assert.deepEqual((await client.items('/api/v1/pods')).map(nameOf), ['one', 'three']);
    const exact = textAt(first, 'metadata', 'resourceVersion');
    const then = await client.items(`/api/v1/pods?resourceVersion=${exact}&resourceVersionMatch=Exact`);
    assert.deepEqual(then.map(nameOf), ['one', 'two']);
  });

  it('refuses to watch what is only measured', async () => {
    assert.equal((await client.ask('/apis/metrics.k8s.io/v1beta1/pods?watch=true')).status, 405);
  });
});
