import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Limits } from '../../src/core/ports.ts';
import { pod } from '../../src/kube/kinds/pod.ts';
import { apiClient, makeNamespace, type ApiClient } from '../judge/hands/apiClient.ts';
import { each } from '../judge/hands/each.ts';
import { toolsOf } from '../judge/hands/tools.ts';
import { controlPlane, type ControlPlane } from '../support/controlPlane.ts';
import { clusterOf, failureOf, never } from '../support/fakeApiClient.ts';
import { startFaultProxy, type FaultProxy } from '../support/faultProxy.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/process/temporaryFolder.ts';
import { behindProxy } from './behindProxy.ts';

const namespace = 'many';
/** Three pages. */
const names = Array.from({ length: 1100 }, (_, index) => `pod-${String(index).padStart(4, '0')}`);
const later = /\/pods\?.*continue=/;
const limits: Limits = { connect: 10_000, idle: 60_000, call: 120_000, login: 10_000 };

describe('On a real control plane that forgets what was seconds ago, a list', function () {
  this.timeout(180_000);
  let cluster: ControlPlane;
  let api: ApiClient;
  let proxy: FaultProxy;
  let folder: TemporaryFolder;
  let kubeconfig: string;

  before(async () => {
    cluster = await controlPlane({ nodes: 1, kubelets: 'silent', compactionSeconds: 1 });
    api = apiClient(cluster.kubeconfigs.admin);
    await makeNamespace(api, namespace);
    await each(names, makePod);
    const plain = behindProxy(cluster.kubeconfigs.admin);
    proxy = await startFaultProxy(plain.server);
    kubeconfig = plain.kubeconfig.replaceAll(plain.server, proxy.url);
    folder = temporaryFolder('kube-sre-expired');
  });

  afterEach(() => proxy.clear());

  after(async () => {
    folder.remove();
    await proxy.close();
    api.close();
    await cluster.stop();
  });

  it('whose page token expires is finished at a later state, with each object that was there all the time, and says so', async () => {
    proxy.set(
      later,
      {
        hold: async (page) => {
          for (const name of ['pod-0001', 'pod-0700', 'pod-1050'])
            await api.delete(`${pods}/${name}?gracePeriodSeconds=0`);
          await makePod('pod-0700-new');
          await untilExpired(page);
        },
      },
      1,
    );
    const { items, inconsistent } = await (await clusterOf(kubeconfig, { limits })).list(pod, { namespace }, never);
    assert.deepEqual(
      items.map(({ metadata }) => metadata?.name),
      // The first page was read before
      [...names, 'pod-0700-new'].filter((name) => name !== 'pod-0700' && name !== 'pod-1050').toSorted(),
    );
    assert.equal(inconsistent, true);
  });

  it('whose page token expires twice is none, and a tool says that instead of what was read of it', async () => {
    proxy.set((page) => later.test(page) && !isOfNow(page), { hold: untilExpired });
    const failure = await failureOf((await clusterOf(kubeconfig, { limits })).list(pod, { namespace }, never));
    assert.deepEqual([failure.code, failure.reason, failure.status], ['conflict', 'Expired', 410]);

    const file = path.join(folder.path, 'kubeconfig');
    writeFileSync(file, kubeconfig, { mode: 0o600 });
    const tools = toolsOf(file);
    const { error, verdict, data } = await tools.call('list_kubernetes_pods', { namespace });
    assert.deepEqual([error?.code, verdict, data], ['conflict', 'unknown', undefined]);
    assert.match(error?.hint ?? '', /ask again/);
    const nodes = await tools.call('list_kubernetes_nodes', {});
    assert.deepEqual(
      nodes.gaps.map(({ wanted, because }) => [wanted, because]),
      [['pods in all namespaces, for what they request', 'expired']],
    );
    await tools.close();
  });

  const pods = `/api/v1/namespaces/${namespace}/pods`;

  function makePod(name: string): Promise<unknown> {
    const spec = { schedulerName: 'nobody', containers: [{ name: 'app', image: 'shop/app:1' }] };
    return api.post(pods, { metadata: { name }, spec });
  }

  /** Asks for the page until the server has forgotten its state; only what is written makes a state old. */
  async function untilExpired(page: string): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (Date.now() < deadline) {
      const refused = await api.get(page).then(
        () => '',
        (error: unknown) => String(error),
      );
      if (refused.includes(' 410 ')) return;
      await api.merge(`/api/v1/namespaces/${namespace}`, {
        metadata: { annotations: { at: new Date().toISOString() } },
      });
      await sleep(200);
    }
    throw new Error(`${page} did not expire`);
  }
});

/** The token that comes with the refusal means the state of the time when it is used, and never expires; the page after it has one that does. */
function isOfNow(page: string): boolean {
  const token = new URL(page, 'http://server.invalid').searchParams.get('continue') ?? '';
  return Buffer.from(token, 'base64url').toString('utf8').includes('"rv":-1');
}
