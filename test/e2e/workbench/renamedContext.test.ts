import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { dump, load } from 'js-yaml';
import { isRecord } from '../../../src/core/json.ts';
import { commandTitle } from '../../support/commandTitle.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/process/temporaryFolder.ts';
import { statusBarItem } from '../../support/workbench/notices.ts';
import { pick, quickPickRow, runCommand } from '../../support/workbench/palette.ts';
import { openContainer } from '../../support/workbench/ready.ts';
import { treeRow } from '../../support/workbench/tree.ts';
import { webviewFrame } from '../../support/workbench/webviewFrame.ts';
import { openKubeSre, type KubeSre } from './openKubeSre.ts';
import { pictureOfFailure } from './pictureOfFailure.ts';
import { ServedWorld } from './servedWorld.ts';

describe('A context that was renamed', () => {
  let kubeSre: KubeSre;
  let world: ServedWorld;
  let folder: TemporaryFolder;

  const call = (name: string): void => {
    const config = load(world.kubeconfig);
    assert(isRecord(config));
    const contexts = [{ name, context: { cluster: 'demo', user: 'demo' } }];
    writeFileSync(path.join(folder.path, 'config'), dump({ ...config, 'current-context': name, contexts }));
  };

  before(async () => {
    world = await ServedWorld.start();
    folder = temporaryFolder('kube-sre-kubeconfig');
    call('admin');
    kubeSre = await openKubeSre({ kubeconfig: path.join(folder.path, 'config') });
    const { page } = kubeSre;
    await openContainer(page, 'Kube SRE');
    await treeRow(page, 'admin').waitFor({ timeout: 30_000 });
    await runCommand(page, commandTitle('kubeSre.switchContext'));
    await pick(page, 'Switch Context', 'admin');
    await pick(page, 'Switch Namespace', 'shop');
    await statusBarItem(page, /admin \/ shop/).waitFor({ timeout: 10_000 });
  });
  afterEach(async function () {
    await pictureOfFailure(this, kubeSre);
  });
  after(async () => {
    await kubeSre.stop();
    await world.goAway();
    folder.remove();
  });

  it('leaves the answer of a report, says why the run failed, and leads to the same call in another context', async () => {
    const { page, picture } = kubeSre;
    await runCommand(page, commandTitle('kubeSre.tool.list_kubernetes_pods'));
    await quickPickRow(page, 'Run').click();
    const report = await webviewFrame(page, 'main table');
    call('administrator');
    await treeRow(page, 'administrator').waitFor({ timeout: 20_000 });
    await report.getByRole('button', { name: 'Run again' }).click();
    await report.getByText(/^The run at .* had no answer/).waitFor({ timeout: 15_000 });
    await report.getByText('there is no context admin in the kubeconfig', { exact: false }).first().waitFor();
    await report.locator('main table').first().waitFor();
    await picture('report-context-gone');
    await report.getByRole('button', { name: 'Switch Context' }).click();
    await pick(page, 'Switch Context', 'administrator');
    await pick(page, 'Switch Namespace', 'shop');
    await statusBarItem(page, /administrator \/ shop/).waitFor({ timeout: 10_000 });
    await page.locator('.tab').nth(1).waitFor({ timeout: 15_000 });
    assert.equal(await page.locator('.tab').count(), 2);
    const other = await webviewFrame(page, 'main table');
    await other.getByText('administrator', { exact: false }).first().waitFor();
    assert.equal(await other.locator('.failed-run').count(), 0);
    await picture('report-context-switched');
  });

  it('is asked for by a scan, which then looks there', async () => {
    const { page, picture } = kubeSre;
    call('root');
    await treeRow(page, 'root').waitFor({ timeout: 20_000 });
    await runCommand(page, commandTitle('kubeSre.scan'));
    await pick(page, 'Switch Context', 'root');
    await pick(page, 'Switch Namespace', 'shop');
    await treeRow(page, /^Critical/).waitFor({ timeout: 30_000 });
    await picture('findings-context-switched');
  });
});
