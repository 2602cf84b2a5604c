import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { dump, load } from 'js-yaml';
import { isRecord } from '../../../src/core/json.ts';
import { freePort } from '../../support/process/freePort.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/process/temporaryFolder.ts';
import { openContainer } from '../../support/workbench/ready.ts';
import { expandRow, treeRow } from '../../support/workbench/tree.ts';
import { foldOtherViews, rows } from './clusterRows.ts';
import { Gate } from './gate.ts';
import { openKubeSre, type KubeSre } from './openKubeSre.ts';
import { pictureOfFailure } from './pictureOfFailure.ts';
import { ServedWorld } from './servedWorld.ts';

describe('A context of the Clusters view that nobody touches', () => {
  let kubeSre: KubeSre;
  let world: ServedWorld;
  let gate: Gate;
  let folder: TemporaryFolder;
  let file: string;

  /** The world's kubeconfig, by way of the gate, and a context with a token of its own. */
  const write = (token: string): void => {
    const config = load(world.kubeconfig);
    assert(isRecord(config) && Array.isArray(config.clusters));
    const first: unknown = config.clusters[0];
    assert(isRecord(first) && isRecord(first.cluster));
    const server = `https://127.0.0.1:${gate.port}`;
    const expired = { name: 'expired', user: { token } };
    writeFileSync(
      file,
      dump({
        ...config,
        clusters: [{ name: 'demo', cluster: { ...first.cluster, server } }],
        users: [{ name: 'demo', user: { token: tokenOf(world.kubeconfig) } }, expired],
        contexts: [
          { name: 'demo', context: { cluster: 'demo', user: 'demo', namespace: 'shop' } },
          { name: 'expired', context: { cluster: 'demo', user: 'expired', namespace: 'shop' } },
        ],
      }),
    );
  };

  before(async () => {
    world = await ServedWorld.start();
    const [, port = ''] = /https:\/\/127\.0\.0\.1:(\d+)/.exec(world.kubeconfig) ?? [];
    gate = new Gate(await freePort(), Number(port));
    folder = temporaryFolder('kube-sre-kubeconfig');
    file = path.join(folder.path, 'config');
    write('of-yesterday');
    kubeSre = await openKubeSre({ kubeconfig: file });
    await openContainer(kubeSre.page, 'Kube SRE');
    await treeRow(kubeSre.page, 'demo').waitFor({ timeout: 30_000 });
    await foldOtherViews(kubeSre.page);
  });
  afterEach(async function () {
    await pictureOfFailure(this, kubeSre);
  });
  after(async () => {
    await kubeSre.stop();
    await gate.shut();
    await world.goAway();
    folder.remove();
  });

  it('is connected once its server is there', async () => {
    const { page } = kubeSre;
    await expandRow(treeRow(page, 'demo'));
    await treeRow(page, /nothing listens/).waitFor({ timeout: 20_000 });
    await gate.open();
    await tells('demo', '3 nodes', 30_000);
    await treeRow(page, 'shop').waitFor();
    await treeRow(page, 'demo').locator('.monaco-tl-twistie').click();
  });

  it('is connected once its token is renewed in the kubeconfig', async () => {
    const { page } = kubeSre;
    await expandRow(treeRow(page, 'expired'));
    await treeRow(page, /does not accept the credential/).waitFor({ timeout: 20_000 });
    write(tokenOf(world.kubeconfig));
    await tells('expired', '3 nodes', 20_000);
    await treeRow(page, 'shop').waitFor();
  });

  it('is said to be lost while its server is silent, and so is another one of the same server', async function () {
    this.timeout(180_000);
    const { page, picture } = kubeSre;
    await expandRow(treeRow(page, 'demo'));
    await tells('demo', '3 nodes', 20_000);
    gate.setSilent(true);
    // The connection that it asks on may be a kept one, or a new one
    const lost = /lost since .* (nothing came for 12 s|no connection within 10 s)/;
    for (const context of ['demo', 'expired']) await tells(context, lost, 75_000);
    await picture('clusters-silent');
    assert.equal((await rows(page)).filter((name) => name === 'shop').length, 2);
    gate.setSilent(false);
    for (const context of ['demo', 'expired']) await tells(context, '3 nodes', 40_000);
  });

  async function tells(context: string, text: string | RegExp, timeout: number): Promise<void> {
    await treeRow(kubeSre.page, context).getByText(text).waitFor({ timeout });
  }
});

function tokenOf(kubeconfig: string): string {
  return /token: *(\S+)/.exec(kubeconfig)?.[1] ?? '';
}
