import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineSplitter } from '../../../src/cluster/lineSplitter.ts';
import type { WatchEvent } from '../../../src/core/ports.ts';
import { pod, type Pod } from '../../../src/kube/kinds/pod.ts';
import { secret } from '../../../src/kube/kinds/secret.ts';
import { clusterOf, failureOf, never } from '../../support/fakeApiClient.ts';
import { fakePod, refuse, startFakeApi, type FakeApi, type Handler } from '../../support/fakeApiServer.ts';

describe('watching', () => {
  let api: FakeApi;
  const start = async (handle: Handler): Promise<FakeApi> => (api = await startFakeApi({ handle }));
  afterEach(() => api.close());

  const sends =
    (...events: readonly object[]): Handler =>
    (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    };

  const watched = async (signal = never): Promise<WatchEvent<Pod>[]> => {
    const events: WatchEvent<Pod>[] = [];
    const cluster = await clusterOf(api.kubeconfig());
    await cluster.watch(
      pod,
      { namespace: 'shop', resourceVersion: '77', labelSelector: 'a=b' },
      (one) => events.push(one),
      signal,
    );
    return events;
  };

  it('gives projected objects and bookmarks until the server ends it', async () => {
    await start(
      sends(
        { type: 'ADDED', object: fakePod('web') },
        { type: 'BOOKMARK', object: { kind: 'Pod', metadata: { resourceVersion: '90' } } },
        { type: 'SOMETHING_NEW', object: {} },
        { type: 'DELETED', object: { metadata: { name: 'api' } } },
      ),
    );
    const events = await watched();
    assert.deepEqual(
      events.map((event) =>
        event.type === 'BOOKMARK' ? [event.type, event.resourceVersion] : [event.type, event.object.metadata?.name],
      ),
      [
        ['ADDED', 'web'],
        ['BOOKMARK', '90'],
        ['DELETED', 'api'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(events), /managedFields/);
    const query = api.requests[0]?.query;
    assert.deepEqual(
      ['watch', 'allowWatchBookmarks', 'resourceVersion', 'labelSelector', 'timeoutSeconds'].map((key) =>
        query?.get(key),
      ),
      ['true', 'true', '77', 'a=b', '300'],
    );
  });

  it('tells the events as they come, and stays longer than other requests may be silent', async () => {
    const seen: string[] = [];
    let more = (): void => undefined;
    await start((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(`${JSON.stringify({ type: 'ADDED', object: fakePod('漢') })}\n`.slice(0, 30));
      more = () => response.end(`${JSON.stringify({ type: 'ADDED', object: fakePod('漢') })}\n`.slice(30));
      setTimeout(more, 600);
    });
    const cluster = await clusterOf(api.kubeconfig());
    await cluster.watch(pod, { resourceVersion: '1' }, (one) => seen.push(one.type), never);
    assert.deepEqual(seen, ['ADDED']);
  });

  it('fails with the reason Expired when its state is gone, by an event or at once', async () => {
    await start(
      sends({
        type: 'ERROR',
        object: { kind: 'Status', code: 410, reason: 'Gone', message: 'too old resource version' },
      }),
    );
    const byEvent = await failureOf(watched());
    assert.deepEqual([byEvent.reason, byEvent.status, byEvent.operation], ['Expired', 410, 'watch']);
    await api.close();
    await start((_request, response) => refuse(response, 410, 'Gone', 'too old resource version'));
    assert.equal((await failureOf(watched())).reason, 'Expired');
  });

  it('fails for other errors of the stream', async () => {
    await start(
      sends({ type: 'ERROR', object: { kind: 'Status', code: 500, reason: 'InternalError', message: 'boom' } }),
    );
    assert.deepEqual(await failureOf(watched()).then(({ code, status }) => [code, status]), ['unreachable', 500]);
  });

  it('fails where the connection is lost in the midst of an event', async () => {
    await start((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"type":"ADDED","object":{"meta', () => response.destroy());
    });
    assert.equal((await failureOf(watched())).reason, 'BodyEndedEarly');
    assert.equal(api.requests.length, 1);
  });

  it('ends with the reason of the signal', async () => {
    const controller = new AbortController();
    await start((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.flushHeaders();
      setTimeout(() => controller.abort(new Error('nobody looks any more')), 30);
    });
    await assert.rejects(watched(controller.signal), /nobody looks any more/);
  });

  it('takes no slot of those that reads share', async () => {
    await start(({ query }, response) => {
      if (query.get('watch') === null) {
        response.end('{"kind":"PodList","metadata":{},"items":[]}');
        return;
      }
      response.writeHead(200);
      response.flushHeaders();
    });
    const cluster = await clusterOf(api.kubeconfig());
    const controller = new AbortController();
    const watches = Array.from({ length: 6 }, () =>
      cluster.watch(pod, { resourceVersion: '1' }, () => undefined, controller.signal).catch(() => undefined),
    );
    assert.deepEqual((await cluster.list(pod, {}, never)).items, []);
    controller.abort();
    await Promise.all(watches);
  });

  it('asks for no data of Secrets', async () => {
    await start(sends({ type: 'ADDED', object: { metadata: { name: 'db' }, data: { password: 'Y2FuYXJ5' } } }));
    const cluster = await clusterOf(api.kubeconfig());
    const seen: unknown[] = [];
    await cluster.watch(secret, { resourceVersion: '1' }, (one) => seen.push(one), never);
    assert.deepEqual(seen, [{ type: 'ADDED', object: { metadata: { name: 'db' } } }]);
    assert.match(api.requests[0]?.headers.accept ?? '', /as=PartialObjectMetadata;/);
  });
});

describe('the line splitter', () => {
  it('gives the lines that were joined, however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', minLength: 1 }).map((text) => text.replaceAll('\n', ' '))),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        (lines, sizes) => {
          const bytes = Buffer.from(lines.join('\n'));
          const given: string[] = [];
          const splitter = new LineSplitter((line) => given.push(line.toString()));
          for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
            const size = sizes[turn % sizes.length] ?? 1;
            splitter.write(bytes.subarray(at, at + size));
            at += size;
          }
          splitter.end();
          assert.deepEqual(
            given,
            lines.map((line) => Buffer.from(line).toString()),
          );
        },
      ),
    );
  });
});
