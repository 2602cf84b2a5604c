import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pod } from '../../../src/kube/kinds/pod.ts';
import { clustersOf, failureOf, never, shortLimits } from '../../support/fakeApiClient.ts';
import { podList, sendJson, startFakeApi, type FakeApi } from '../../support/fakeApiServer.ts';

describe('the clusters of a kubeconfig', () => {
  let api: FakeApi;
  let folder: string;
  let hanging = false;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'clusters-'));
    api = await startFakeApi({
      handle: async (_request, response) => {
        if (hanging) await once(response, 'close');
        else sendJson(response, podList(['web']));
      },
    });
  });
  after(async () => {
    await api.close();
    await rm(folder, { recursive: true });
  });

  it('are opened once, and again when their entries change', async () => {
    const file = path.join(folder, 'config');
    await writeFile(file, api.kubeconfig());
    const clusters = clustersOf('', { env: { KUBECONFIG: file }, extraKubeconfigs: [] });
    const first = await clusters.open(undefined, never);
    assert.equal(await clusters.open('fake', never), first);
    assert.deepEqual([first.context, first.salt], ['fake', 'salt-of-the-test']);
    assert.deepEqual(first.connection, {
      server: api.url,
      cluster: 'fake',
      user: 'tester',
      credential: 'token',
      namespace: 'default',
    });
    await writeFile(file, `${api.kubeconfig()}\n`);
    await utimes(file, new Date(), new Date(Date.now() + 5_000));
    assert.equal(await clusters.open('fake', never), first);
    await writeFile(file, api.kubeconfig({ context: { namespace: 'shop' } }));
    await utimes(file, new Date(), new Date(Date.now() + 10_000));
    const second = await clusters.open('fake', never);
    assert.notEqual(second, first);
    assert.equal(second.connection.namespace, 'shop');
    clusters.dispose();
  });

  it('tell by a stamp that a context was written anew, or a file that it names, and by nothing of another one', async () => {
    const file = path.join(folder, 'stamped');
    const tokenFile = path.join(folder, 'token');
    const write = async (server: string, other = 'https://other', token?: string): Promise<void> => {
      const user = token === undefined ? { tokenFile } : { token };
      const config = {
        clusters: [
          { name: 'one', cluster: { server } },
          { name: 'other', cluster: { server: other } },
        ],
        users: [{ name: 'me', user }],
        contexts: [{ name: 'one', context: { cluster: 'one', user: 'me' } }],
      };
      await writeFile(file, JSON.stringify(config));
    };
    await write('https://one');
    await writeFile(tokenFile, 'old');
    const clusters = clustersOf('', { env: { KUBECONFIG: file }, extraKubeconfigs: [] });
    const stamps = [await clusters.stamp('one')];
    const next = async (): Promise<boolean> => {
      const stamp = await clusters.stamp('one');
      const isNew = !stamps.includes(stamp);
      stamps.push(stamp);
      return isNew;
    };
    assert.equal(await next(), false);
    await write('https://one', 'https://moved-far-away');
    assert.equal(await next(), false);
    await writeFile(tokenFile, 'renewed');
    assert.equal(await next(), true);
    await write('https://one-moved');
    assert.equal(await next(), true);
    await write('https://one-moved', 'https://other', 'a-first-secret');
    assert.equal(await next(), true);
    await write('https://one-moved', 'https://other', 'another, longer secret');
    assert.equal(await next(), true);
    assert.ok(!stamps.join().includes('secret'));
    await writeFile(file, 'clusters: [');
    assert.equal((await failureOf(clusters.stamp('one'))).code, 'bad_input');
    clusters.dispose();
  });

  it('take kubeconfigs as text while they are in use', async () => {
    const clusters = clustersOf(api.kubeconfig());
    await clusters.open('fake', never);
    clusters.add(api.kubeconfig().replaceAll('"fake"', '"demo"'));
    assert.deepEqual((await clusters.contexts()).map(({ name, current }) => [name, current]).sort(), [
      ['demo', false],
      ['fake', true],
    ]);
    assert.equal((await (await clusters.open('demo', never)).list(pod, {}, never)).items.length, 1);
    clusters.dispose();
  });

  it('forget what they knew when told to read all anew', async () => {
    const clusters = clustersOf(api.kubeconfig());
    const before = api.requests.length;
    await (await clusters.open(undefined, never)).list(pod, {}, never);
    await (await clusters.open(undefined, never)).list(pod, {}, never);
    assert.equal(api.requests.length, before + 1);
    clusters.reload();
    await (await clusters.open(undefined, never)).list(pod, {}, never);
    assert.equal(api.requests.length, before + 2);
    clusters.dispose();
  });

  it('wait for a raw answer as long as is asked for, and no longer', async () => {
    hanging = true;
    const cluster = await clustersOf(api.kubeconfig(), { limits: { ...shortLimits, idle: 5_000 } }).open('fake', never);
    const { code, detail } = await failureOf(cluster.raw('/version', { idle: 200 }, never));
    hanging = false;
    assert.deepEqual([code, detail], ['timeout', `nothing came for 0.2 s (${api.url})`]);
  });

  it('end what is under way when they are closed', async () => {
    hanging = true;
    const clusters = clustersOf(api.kubeconfig(), { limits: { ...shortLimits, idle: 5_000 } });
    const failure = failureOf((await clusters.open(undefined, never)).list(pod, {}, never));
    await sleep(30);
    clusters.dispose();
    assert.equal((await failure).code, 'cancelled');
    hanging = false;
  });

  it('are not opened for a call that was cancelled', async () => {
    const clusters = clustersOf(api.kubeconfig());
    await assert.rejects(clusters.open(undefined, AbortSignal.abort(new Error('cancelled'))), /cancelled/);
    clusters.dispose();
  });
});
