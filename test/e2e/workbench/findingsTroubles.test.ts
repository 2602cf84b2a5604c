import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { commandTitle } from '../../support/commandTitle.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/process/temporaryFolder.ts';
import { runCommand } from '../../support/workbench/palette.ts';
import { openContainer } from '../../support/workbench/ready.ts';
import { treeRow } from '../../support/workbench/tree.ts';
import { openKubeSre, type KubeSre } from './openKubeSre.ts';
import { pictureOfFailure } from './pictureOfFailure.ts';

/** A name that would be an icon and a link where it were not drawn as text. */
const context = 'far $(rocket) [away](command:workbench.action.reloadWindow)';

describe('The Findings view, for a cluster that does not answer', () => {
  let folder: TemporaryFolder;
  let server: Server;
  let kubeSre: KubeSre;
  const sockets = new Set<Socket>();

  before(async () => {
    folder = temporaryFolder('kube-sre-silent');
    server = createServer((socket) => sockets.add(socket.on('error', () => undefined)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    assert.ok(address !== null && typeof address === 'object');
    const kubeconfig = path.join(folder.path, 'kubeconfig');
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': context,
      clusters: [{ name: 'far', cluster: { server: `http://127.0.0.1:${address.port}` } }],
      users: [{ name: 'me', user: {} }],
      contexts: [{ name: context, context: { cluster: 'far', user: 'me' } }],
    };
    writeFileSync(kubeconfig, JSON.stringify(config), { mode: 0o600 });
    kubeSre = await openKubeSre({ kubeconfig });
  });
  afterEach(async function () {
    await pictureOfFailure(this, kubeSre);
  });
  after(async () => {
    await kubeSre.stop();
    for (const socket of sockets) socket.destroy();
    server.close();
    folder.remove();
  });

  it('shows progress with Cancel, and after it nothing has changed', async () => {
    const { page, picture } = kubeSre;
    await openContainer(page, 'Kube SRE');
    const welcome = page
      .locator('.part.sidebar')
      .getByText('Nothing was scanned since this window opened', { exact: false });
    await welcome.waitFor({ timeout: 30_000 });
    await runCommand(page, commandTitle('kubeSre.scan'));
    const toast = page.locator('.notification-toast', { hasText: 'Scanning' });
    await toast.waitFor({ timeout: 10_000 });
    assert.equal(await toast.locator('.codicon-rocket').count(), 0);
    assert.equal(await toast.locator('a', { hasText: 'away' }).count(), 0);
    await picture('findings-progress');
    await toast.getByText('Cancel').click();
    await toast.waitFor({ state: 'hidden', timeout: 5000 });
    await welcome.waitFor();
  });

  it('says in words why it could not be scanned, with Retry and the log, and draws no icon of a name', async () => {
    const { page, picture } = kubeSre;
    for (const socket of sockets) socket.destroy();
    server.close();
    await runCommand(page, commandTitle('kubeSre.scan'));
    await treeRow(page, /^nothing listens at the server address/).waitFor({ timeout: 30_000 });
    // What to do has a line of its own: beside the reason it would be out of sight.
    await treeRow(page, /^check the server address/).waitFor();
    await treeRow(page, 'Show Log').waitFor();
    assert.equal(await page.locator('.part.sidebar .codicon-rocket').count(), 0);
    await picture('findings-unreachable');
    await treeRow(page, 'Retry').click();
    await treeRow(page, /^nothing listens at the server address/).waitFor({ timeout: 30_000 });
  });
});
