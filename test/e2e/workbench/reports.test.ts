import assert from 'node:assert/strict';
import { pick, pressBack, quickPickRows, quickTitle, runCommand } from '../../support/workbench/palette.ts';
import { webviewFrame } from '../../support/workbench/webviewFrame.ts';
import { webviewProblems } from '../../support/workbench/webviewProblems.ts';
import { openDemo, openKubeSre, type KubeSre } from './openKubeSre.ts';
import { pictureOfFailure } from './pictureOfFailure.ts';

describe('A tool run from the palette', () => {
  let kubeSre: KubeSre;

  before(async () => {
    kubeSre = await openKubeSre();
    await openDemo(kubeSre.page);
  });
  afterEach(async function () {
    await pictureOfFailure(this, kubeSre);
    await runCommand(kubeSre.page, 'View: Close All Editors');
  });
  after(async () => kubeSre.stop());

  it('asks for namespace and name by picks from the cluster, and Back leads to the question before', async () => {
    const { page, picture } = kubeSre;
    await runCommand(page, 'Kube SRE: Trace service chain');
    await quickPickRows(page).filter({ hasText: 'shop' }).first().waitFor();
    assert.match(await quickTitle(page).innerText(), /Trace service chain/);
    await pick(page, 'kube-system');
    await quickPickRows(page).filter({ hasText: 'kube-dns' }).first().waitFor();
    await picture('palette');
    await pressBack(page);
    await pick(page, 'shop');
    await pick(page, 'api');
    await pick(page, 'Run');
    const chain = await webviewFrame(page, 'svg');
    await chain.getByText('selects no pod', { exact: false }).first().waitFor();
    assert.match(await page.locator('.tab.active').innerText(), /Trace service chain: api/);
  });

  it('draws the service chain with its broken hop, readable for everyone', async () => {
    const { page, picture } = kubeSre;
    await traceApi();
    const chain = await webviewFrame(page, 'svg');
    await chain.getByText('selects no pod', { exact: false }).first().waitFor();
    await picture('chain');
    assert.deepEqual(await webviewProblems(page), []);
  });

  it('shows a list of pods as a report, readable for everyone', async () => {
    const { page, picture } = kubeSre;
    await runCommand(page, 'Kube SRE: List pods');
    await pick(page, 'Run');
    const report = await webviewFrame(page, 'main table');
    await report
      .getByText(/^cart-/)
      .first()
      .waitFor();
    await picture('report');
    assert.deepEqual(await webviewProblems(page), []);
  });

  it('draws the timeline of a workload, readable for everyone', async () => {
    const { page, picture } = kubeSre;
    await runCommand(page, 'Kube SRE: Events timeline');
    await pick(page, 'shop');
    await pick(page, 'Deployment');
    await pick(page, 'cart');
    await pick(page, 'Run');
    const timeline = await webviewFrame(page, 'svg');
    await timeline.getByText('OOMKilled', { exact: false }).first().waitFor({ state: 'attached' });
    await picture('timeline');
    assert.deepEqual(await webviewProblems(page), []);
  });

  async function traceApi(): Promise<void> {
    const { page } = kubeSre;
    await runCommand(page, 'Kube SRE: Trace service chain');
    await pick(page, 'shop');
    await pick(page, 'api');
    await pick(page, 'Run');
  }
});
