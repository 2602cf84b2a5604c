import assert from 'node:assert/strict';
import { clusterOf, failureOf, never } from '../../support/fakeApiClient.ts';
import { refuse, startFakeApi, type FakeApi, type Handler } from '../../support/fakeApiServer.ts';

const query = { namespace: 'shop', name: 'web-1', container: 'app', limitBytes: 1_000, timestamps: true };

describe('logs of a container', () => {
  let api: FakeApi;
  const start = async (handle: Handler): Promise<FakeApi> => (api = await startFakeApi({ handle }));
  afterEach(() => api.close());

  it('come as text, asked for as wanted', async () => {
    await start((_request, response) => void response.end('one\ntwo\n'));
    const cluster = await clusterOf(api.kubeconfig());
    assert.equal(await cluster.logs({ ...query, previous: true, tailLines: 5, sinceSeconds: 60 }, never), 'one\ntwo\n');
    assert.equal(api.requests[0]?.path, '/api/v1/namespaces/shop/pods/web-1/log');
    assert.deepEqual(Object.fromEntries(api.requests[0].query), {
      container: 'app',
      previous: 'true',
      tailLines: '5',
      sinceSeconds: '60',
      limitBytes: '1000',
      timestamps: 'true',
    });
  });

  it('are cut at the limit, between two characters, where the server sends more', async () => {
    await start((_request, response) => void response.end('漢'.repeat(100_000)));
    const cluster = await clusterOf(api.kubeconfig());
    assert.equal(await cluster.logs({ ...query, limitBytes: 1_000 }, never), '漢'.repeat(333));
  });

  it('are asked for anew each time', async () => {
    await start((_request, response) => void response.end('x'));
    const cluster = await clusterOf(api.kubeconfig());
    await cluster.logs(query, never);
    await cluster.logs(query, never);
    assert.equal(api.requests.length, 2);
  });

  for (const words of [
    'previous terminated container "app" in pod "web-1" not found',
    'container "app" in pod "web-1" is waiting to start: ContainerCreating',
  ])
    it(`say why there are none: ${words}`, async () => {
      await start((_request, response) => refuse(response, 400, 'BadRequest', words));
      const failure = await failureOf((await clusterOf(api.kubeconfig())).logs(query, never));
      assert.deepEqual([failure.code, failure.detail], ['bad_input', words]);
      assert.equal(failure.message, `logs pods web-1 in namespace shop: ${words}`);
    });
});
