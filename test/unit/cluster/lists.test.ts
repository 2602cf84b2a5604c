import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { event } from '../../../src/kube/kinds/event.ts';
import { gateway } from '../../../src/kube/kinds/gateway.ts';
import { pod } from '../../../src/kube/kinds/pod.ts';
import { secret } from '../../../src/kube/kinds/secret.ts';
import { deferred } from '../../../src/core/deferred.ts';
import type { Progress } from '../../../src/core/ports.ts';
import { clusterOf, failureOf, never, shortLimits } from '../../support/fakeApiClient.ts';
import {
  cutShort,
  podList,
  refuse,
  sendJson,
  startFakeApi,
  type FakeApi,
  type Handler,
} from '../../support/fakeApiServer.ts';

const all = Array.from({ length: 1234 }, (_, number) => `pod-${number}`);

/** Pages as the API server makes them: the token says where the next one begins. */
const pages: Handler = ({ query }, response) => {
  const from = Number(query.get('continue') ?? 0);
  const to = from + Number(query.get('limit'));
  const rest = Math.max(0, all.length - to);
  sendJson(
    response,
    podList(all.slice(from, to), rest === 0 ? {} : { continue: String(to), remainingItemCount: rest }),
    { gzip: true },
  );
};

/** Never answers. */
const hanging: Handler = async (_request, response) => {
  await once(response, 'close');
};

describe('reading a list', () => {
  let api: FakeApi;
  const start = async (handle: Handler): Promise<FakeApi> => (api = await startFakeApi({ handle }));
  afterEach(() => api.close());

  it('reads all pages of 500, in order, and tells how far it is', async () => {
    await start(pages);
    const progress: Progress[] = [];
    const requests: string[] = [];
    const cluster = (await clusterOf(api.kubeconfig())).observed({
      onProgress: (one) => progress.push(one),
      onRequest: (what) => requests.push(what),
    });
    const { items, resourceVersion, inconsistent, remaining } = await cluster.list(pod, { namespace: 'shop' }, never);
    assert.deepEqual(
      items.map(({ metadata }) => metadata?.name),
      all,
    );
    assert.deepEqual([resourceVersion, inconsistent, remaining], ['77', false, undefined]);
    assert.deepEqual(progress, [
      { type: 'reading', resource: 'pods', done: 500, total: 1234 },
      { type: 'reading', resource: 'pods', done: 1000, total: 1234 },
      { type: 'reading', resource: 'pods', done: 1234, total: 1234 },
    ]);
    assert.equal(requests.filter((what) => what === 'start').length, 3);
    assert.equal(requests.filter((what) => what === 'end').length, 3);
    assert.deepEqual(
      api.requests.map(({ query }) => query.get('resourceVersion')),
      [null, null, null],
    );
    assert.equal(api.requests[0]?.path, '/api/v1/namespaces/shop/pods');
  });

  it('projects each item and keeps no managedFields', async () => {
    await start((_request, response) => sendJson(response, podList(['web'])));
    const { items } = await (await clusterOf(api.kubeconfig())).list(pod, {}, never);
    assert.deepEqual(items, [
      {
        metadata: { name: 'web', namespace: 'shop', uid: 'uid-web', labels: { app: 'web' } },
        spec: { containers: [{ name: 'app', image: 'app:1' }] },
        status: { phase: 'Running' },
      },
    ]);
  });

  it('asks for the next page while the first is still coming', async () => {
    let rest: ServerResponse | undefined;
    await start(({ query }, response) => {
      if (query.get('continue') !== null) {
        sendJson(response, podList(['second']));
        rest?.end('{"metadata":{"name":"first"}}]}');
        return;
      }
      rest = response;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"kind":"PodList","metadata":{"resourceVersion":"1","continue":"t"},"items":[');
    });
    const { items } = await (await clusterOf(api.kubeconfig())).list(pod, {}, never);
    assert.deepEqual(
      items.map(({ metadata }) => metadata?.name),
      ['first', 'second'],
    );
  });

  it('reads lists whose metadata comes last', async () => {
    await start(({ path, query }, response) => {
      if (path === '/apis/gateway.networking.k8s.io') {
        sendJson(response, { kind: 'APIGroup', versions: [{ version: 'v1beta1' }] });
        return;
      }
      const second = query.get('continue') === 't';
      const metadata = { resourceVersion: '9', ...(second ? {} : { continue: 't' }) };
      sendJson(response, { items: [{ metadata: { name: second ? 'b' : 'a' } }], kind: 'GatewayList', metadata });
    });
    const cluster = await clusterOf(api.kubeconfig());
    const { items, resourceVersion } = await cluster.list(gateway, {}, never);
    assert.deepEqual(
      items.map(({ metadata }) => metadata?.name),
      ['a', 'b'],
    );
    assert.equal(resourceVersion, '9');
    await cluster.list(gateway, { namespace: 'shop', limit: 1 }, never);
    assert.deepEqual(
      api.requests.map(({ path }) => path),
      [
        '/apis/gateway.networking.k8s.io',
        '/apis/gateway.networking.k8s.io/v1beta1/gateways',
        '/apis/gateway.networking.k8s.io/v1beta1/gateways',
        '/apis/gateway.networking.k8s.io/v1beta1/namespaces/shop/gateways',
      ],
    );
  });

  it('says that a kind is not served where its group is not, and asks for the group once', async () => {
    await start((_request, response) => {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('404 page not found');
    });
    const cluster = await clusterOf(api.kubeconfig());
    assert.equal((await failureOf(cluster.list(gateway, {}, never))).kindAbsent, true);
    assert.equal((await failureOf(cluster.list(gateway, { namespace: 'shop' }, never))).kindAbsent, true);
    assert.equal(api.requests.length, 1);
  });

  it('reads one page where a limit is given, and says what remains', async () => {
    await start(pages);
    const cluster = await clusterOf(api.kubeconfig());
    const { items, remaining } = await cluster.list(
      pod,
      { limit: 10, labelSelector: 'a=b', fieldSelector: 'c=d' },
      never,
    );
    assert.deepEqual([items.length, remaining], [10, 1224]);
    assert.equal(api.requests.length, 1);
    assert.equal(api.requests[0]?.query.get('labelSelector'), 'a=b');
    assert.equal(api.requests[0].query.get('fieldSelector'), 'c=d');
  });

  it('cuts what a server sends beyond the limit', async () => {
    await start((_request, response) => sendJson(response, podList(['a', 'b', 'c'])));
    const { items, remaining } = await (await clusterOf(api.kubeconfig())).list(pod, { limit: 2 }, never);
    assert.deepEqual([items.length, remaining], [2, 1]);
  });

  it('goes on once at a later state where the token has expired, and says so', async () => {
    await start(({ query }, response) => {
      const token = query.get('continue');
      if (token === 'old') refuse(response, 410, 'Expired', 'too old', { metadata: { continue: 'new' } });
      else sendJson(response, podList([token ?? 'first'], token === 'new' ? {} : { continue: 'old' }));
    });
    const { items, inconsistent } = await (await clusterOf(api.kubeconfig())).list(pod, {}, never);
    assert.deepEqual(
      items.map(({ metadata }) => metadata?.name),
      ['first', 'new'],
    );
    assert.equal(inconsistent, true);
  });

  it('gives up where the token expires again', async () => {
    await start(({ query }, response) => {
      if (query.get('continue') === null) sendJson(response, podList(['first'], { continue: 'old' }));
      else refuse(response, 410, 'Expired', 'too old', { metadata: { continue: 'new' } });
    });
    const failure = await failureOf((await clusterOf(api.kubeconfig())).list(pod, {}, never));
    assert.deepEqual([failure.code, failure.reason, api.requests.length], ['conflict', 'Expired', 3]);
  });

  it('has every item once where a page was cut and asked for again', async () => {
    let turn = 0;
    await start((request, response) => {
      turn += 1;
      if (turn !== 1) {
        void pages(request, response);
        return;
      }
      const text = JSON.stringify(podList(all.slice(0, 500), { continue: '500' }));
      cutShort(response, text.slice(0, text.length / 2));
    });
    const { items } = await (await clusterOf(api.kubeconfig())).list(pod, {}, never);
    assert.deepEqual(
      items.map(({ metadata }) => metadata?.name),
      all,
    );
  });

  it('asks for no data of Secrets, and keeps none where the server sends it all the same', async () => {
    await start((_request, response) =>
      sendJson(response, {
        kind: 'SecretList',
        metadata: { resourceVersion: '1' },
        items: [{ metadata: { name: 'db' }, type: 'Opaque', data: { password: 'Y2FuYXJ5' } }],
      }),
    );
    const { items } = await (await clusterOf(api.kubeconfig())).list(secret, {}, never);
    assert.equal(api.requests[0]?.headers.accept, 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io');
    assert.deepEqual(items, [{ metadata: { name: 'db' } }]);
  });

  it('bears items of absurd shapes', async () => {
    await start((_request, response) =>
      sendJson(response, {
        kind: 'PodList',
        metadata: { resourceVersion: 7, continue: 8 },
        items: [{ metadata: [], spec: 'x', status: { phase: 1 } }, {}],
      }),
    );
    const { items, resourceVersion } = await (await clusterOf(api.kubeconfig())).list(pod, {}, never);
    assert.deepEqual(items, [{ status: {} }, {}]);
    assert.equal(resourceVersion, '');
  });

  it('sends at most four requests at once', async () => {
    let running = 0;
    let most = 0;
    await start(async (_request, response) => {
      running += 1;
      most = Math.max(most, running);
      await sleep(10);
      running -= 1;
      sendJson(response, podList([]));
    });
    const cluster = await clusterOf(api.kubeconfig());
    await Promise.all(all.slice(0, 20).map((namespace) => cluster.list(pod, { namespace }, never)));
    assert.equal(most, 4);
    assert.equal(api.requests.length, 20);
  });

  describe('when it is cancelled', () => {
    /** Milliseconds until it has ended, with the reason of the signal. */
    const cancelled = async (work: Promise<unknown>, controller: AbortController): Promise<number> => {
      const reason = new Error('the person pressed Cancel');
      const settled = work.then(
        () => 'answered',
        (error: unknown) => error,
      );
      const since = performance.now();
      controller.abort(reason);
      assert.equal(await settled, reason);
      return performance.now() - since;
    };

    it('ends within 50 ms in the midst of a page, and asks for no later one', async () => {
      let begun = (): void => undefined;
      await start(async (request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"kind":"PodList","metadata":{"resourceVersion":"1","continue":"t"},"items":[');
        if (request.query.get('continue') !== null) begun();
        await once(response, 'close');
      });
      const cluster = await clusterOf(api.kubeconfig(), { limits: { ...shortLimits, idle: 5_000 } });
      // The best of five: others may be using the machine
      const times: number[] = [];
      for (let turn = 1; turn <= 5; turn += 1) {
        const underWay = new Promise<void>((resolve) => (begun = resolve));
        const controller = new AbortController();
        const work = cluster.list(pod, {}, controller.signal);
        await underWay;
        times.push(await cancelled(work, controller));
        await sleep(50);
        assert.equal(api.requests.length, 2 * turn);
        assert.ok(api.requests.every(({ abandoned }) => abandoned));
      }
      assert.ok(Math.min(...times) < 50, `it took ${times.join(', ')} ms`);
    });

    it('leaves the queue at once while it waits for its turn', async () => {
      await start(hanging);
      const cluster = await clusterOf(api.kubeconfig(), { limits: { ...shortLimits, idle: 5_000 } });
      const others = new AbortController();
      const first = ['a', 'b', 'c', 'd'].map((namespace) => cluster.list(pod, { namespace }, others.signal));
      const ends = Promise.allSettled(first);
      await sleep(50);
      const controller = new AbortController();
      await cancelled(cluster.list(pod, { namespace: 'e' }, controller.signal), controller);
      others.abort();
      await ends;
      await sleep(20);
      assert.deepEqual(api.requests.map(({ path }) => path.split('/').at(-2)).sort(), ['a', 'b', 'c', 'd']);
    });

    it('ends at once while it waits for a busy server', async () => {
      await start((_request, response) =>
        refuse(response, 429, 'TooManyRequests', 'slow', { headers: { 'retry-after': '20' } }),
      );
      const cluster = await clusterOf(api.kubeconfig());
      const controller = new AbortController();
      const waits = deferred<undefined>();
      const observed = cluster.observed({ onProgress: () => waits.resolve(undefined) });
      const work = observed.list(event, {}, controller.signal);
      await waits.promise;
      await cancelled(work, controller);
      assert.equal(api.requests.length, 1);
    });

    it('does not begin when it was cancelled before', async () => {
      await start(pages);
      const cluster = await clusterOf(api.kubeconfig());
      await assert.rejects(cluster.list(pod, {}, AbortSignal.abort(new Error('before'))), /before/);
      assert.equal(api.requests.length, 0);
    });
  });
});
