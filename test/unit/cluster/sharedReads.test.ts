import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { SharedReads } from '../../../src/cluster/sharedReads.ts';
import type { CallObserver, Cluster } from '../../../src/core/ports.ts';
import { namespace } from '../../../src/kube/kinds/namespace.ts';
import { pod } from '../../../src/kube/kinds/pod.ts';
import { clusterOf, never, steppedClock } from '../../support/fakeApiClient.ts';
import { fakePod, podList, sendJson, startFakeApi, type FakeApi, type Handler } from '../../support/fakeApiServer.ts';

/** Never answers. */
const hanging: Handler = async (_request, response) => {
  await once(response, 'close');
};

describe('reads of a cluster', () => {
  let api: FakeApi;
  const start = async (handle: Handler): Promise<FakeApi> => (api = await startFakeApi({ handle }));
  afterEach(() => api.close());

  const answers: Handler = ({ path, method }, response) =>
    sendJson(
      response,
      method === 'POST'
        ? { status: { allowed: true } }
        : /\/pods\/[^/]+$/.test(path)
          ? fakePod('web')
          : path.startsWith('/version')
            ? { gitVersion: 'v1.36.3' }
            : podList(['web']),
    );

  it('are sent once for all who ask at the same time', async () => {
    await start(async (request, response) => {
      await sleep(20);
      await answers(request, response);
    });
    const cluster = await clusterOf(api.kubeconfig());
    const told: string[] = [];
    const by: CallObserver = { onRequest: (what) => told.push(what), onShared: () => told.push('shared') };
    const view = cluster.observed(by);
    const [first, second, third] = await Promise.all([
      view.list(pod, { namespace: 'shop' }, never),
      view.list(pod, { namespace: 'shop' }, never),
      cluster.list(pod, { namespace: 'shop' }, never),
    ]);
    assert.equal(first, second);
    assert.equal(first, third);
    assert.equal(api.requests.length, 1);
    assert.deepEqual(told, ['shared', 'start', 'end']);
  });

  it('are asked anew once the memory is dropped, by whichever view', async () => {
    await start(answers);
    const cluster = await clusterOf(api.kubeconfig());
    await cluster.list(pod, {}, never);
    cluster.observed({}).forget();
    await cluster.list(pod, {}, never);
    assert.equal(api.requests.length, 2);
  });

  it('are answered from memory for half a minute', async () => {
    await start(answers);
    const clock = steppedClock();
    const cluster = await clusterOf(api.kubeconfig(), { clock });
    const reads: readonly ((cluster: Cluster) => Promise<unknown>)[] = [
      (one) => one.list(pod, {}, never),
      (one) => one.list(pod, { namespace: 'shop' }, never),
      (one) => one.list(pod, { labelSelector: 'a=b' }, never),
      (one) => one.list(pod, { limit: 5 }, never),
      (one) => one.list(namespace, {}, never),
      (one) => one.get(pod, { namespace: 'shop', name: 'web' }, never),
      (one) => one.raw('/version', { keepSeconds: 30 }, never),
    ];
    const all = () => Promise.all(reads.map((read) => read(cluster)));
    await all();
    await all();
    assert.equal(api.requests.length, reads.length);
    clock.advance(29_000);
    await all();
    assert.equal(api.requests.length, reads.length);
    clock.advance(2_000);
    await all();
    assert.equal(api.requests.length, 2 * reads.length);
  });

  it('of any path are asked anew where nothing is said about keeping', async () => {
    await start(answers);
    const cluster = await clusterOf(api.kubeconfig());
    const { body, contentType, milliseconds } = await cluster.raw('/version', {}, never);
    await cluster.raw('/version', {}, never);
    assert.deepEqual([body, contentType, milliseconds >= 0], ['{"gitVersion":"v1.36.3"}', 'application/json', true]);
    assert.equal(api.requests.length, 2);
  });

  it('about permissions are kept for ten minutes', async () => {
    await start(answers);
    const clock = steppedClock();
    const cluster = await clusterOf(api.kubeconfig(), { clock });
    const question = {
      about: 'access',
      verb: 'list',
      group: 'apps',
      resource: 'deployments',
      namespace: 'shop',
    } as const;
    assert.deepEqual(await cluster.review(question, never), { allowed: true });
    clock.advance(599_000);
    await cluster.review(question, never);
    assert.equal(api.requests.length, 1);
    assert.equal(api.requests[0]?.path, '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews');
    assert.deepEqual(JSON.parse(api.requests[0].body), {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: { verb: 'list', group: 'apps', resource: 'deployments', namespace: 'shop' } },
    });
    clock.advance(2_000);
    await cluster.review(question, never);
    assert.equal(api.requests.length, 2);
  });

  it('are aborted when the last who waits gives up, and not before', async () => {
    await start(hanging);
    const cluster = await clusterOf(api.kubeconfig(), {
      limits: { connect: 5_000, idle: 5_000, call: 5_000, login: 5_000 },
    });
    const one = new AbortController();
    const other = new AbortController();
    const first = cluster.list(pod, {}, one.signal);
    const second = cluster.list(pod, {}, other.signal);
    while (api.requests.length === 0) await sleep(5);
    one.abort(new Error('one'));
    await assert.rejects(first, /one/);
    await sleep(20);
    assert.equal(api.requests[0]?.abandoned, false);
    other.abort(new Error('other'));
    await assert.rejects(second, /other/);
    await sleep(50);
    assert.equal(api.requests[0].abandoned, true);
  });
});

describe('the memory of reads', () => {
  const read = (memory: SharedReads, key: string, weight: number, reads: string[]): Promise<string> =>
    memory.get(
      {
        key,
        keepMilliseconds: 600_000,
        read: () => {
          reads.push(key);
          return Promise.resolve(key);
        },
        weigh: () => weight,
      },
      never,
      {},
    );

  it('lets the longest unused go when it holds more than 50,000 objects', async () => {
    const clock = steppedClock();
    const memory = new SharedReads(clock);
    const reads: string[] = [];
    for (const key of ['a', 'b']) {
      await read(memory, key, 20_000, reads);
      clock.advance(1);
    }
    await read(memory, 'a', 20_000, reads);
    clock.advance(1);
    await read(memory, 'c', 20_000, reads);
    await read(memory, 'a', 20_000, reads);
    await read(memory, 'c', 20_000, reads);
    assert.deepEqual(reads, ['a', 'b', 'c']);
    await read(memory, 'b', 20_000, reads);
    assert.deepEqual(reads, ['a', 'b', 'c', 'b']);
    memory.forget();
  });

  it('tells those who wait why it was closed', async () => {
    const memory = new SharedReads(steppedClock());
    const work = memory.get<string>(
      {
        key: 'slow',
        keepMilliseconds: 1,
        weigh: () => 1,
        read: (signal) =>
          new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
      },
      never,
      {},
    );
    memory.abandon(new Error('closed'));
    await assert.rejects(work, /closed/);
  });
});
