import assert from 'node:assert/strict';
import { commandTitle } from '../../support/commandTitle.ts';
import { pick, pressBack, quickPickRow, runCommand } from '../../support/workbench/palette.ts';
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
    await runCommand(page, commandTitle('kubeSre.tool.trace_service_chain'));
    await pick(page, 'Namespace', 'kube-system');
    await quickPickRow(page, 'kube-dns').waitFor();
    await pressBack(page);
    await pick(page, 'Namespace', 'shop');
    await quickPickRow(page, 'api').waitFor();
    await picture('palette');
    await pick(page, 'Name', 'api');
    await quickPickRow(page, 'Run').click();
    const chain = await webviewFrame(page, 'svg');
    await chain.getByText('selects no pod', { exact: false }).first().waitFor();
    assert.match(await page.locator('.tab.active').innerText(), /: api/);
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
    await runCommand(page, commandTitle('kubeSre.tool.list_kubernetes_pods'));
    await quickPickRow(page, 'Run').click();
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
    await runCommand(page, commandTitle('kubeSre.tool.get_resource_events_timeline'));
    await pick(page, 'Kind', 'Deployment');
    await pick(page, 'Namespace', 'shop');
    await pick(page, 'Name', 'cart');
    await quickPickRow(page, 'Run').click();
    const timeline = await webviewFrame(page, 'svg');
    await timeline.getByText('OOMKilled', { exact: false }).first().waitFor({ state: 'attached' });
    await picture('timeline');
    assert.deepEqual(await webviewProblems(page), []);
  });

  async function traceApi(): Promise<void> {
    const { page } = kubeSre;
    await runCommand(page, commandTitle('kubeSre.tool.trace_service_chain'));
    await pick(page, 'Namespace', 'shop');
    await pick(page, 'Name', 'api');
    await quickPickRow(page, 'Run').click();
  }
});
