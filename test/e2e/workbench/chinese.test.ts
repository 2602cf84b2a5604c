import assert from 'node:assert/strict';
import { commandTitle } from '../../support/commandTitle.ts';
import { pick, quickPickRow, runCommand } from '../../support/workbench/palette.ts';
import { treeRow } from '../../support/workbench/tree.ts';
import { webviewFrame } from '../../support/workbench/webviewFrame.ts';
import { webviewProblems } from '../../support/workbench/webviewProblems.ts';
import { openKubeSre, type KubeSre } from './openKubeSre.ts';
import { pictureOfFailure } from './pictureOfFailure.ts';

describe('In Simplified Chinese', () => {
  let kubeSre: KubeSre;

  before(async () => {
    kubeSre = await openKubeSre({ locale: 'zh-cn' });
    await runCommand(kubeSre.page, commandTitle('kubeSre.openDemo', 'zh-cn'));
    await treeRow(kubeSre.page, 'demo').waitFor({ timeout: 30_000 });
  });
  afterEach(async function () {
    await pictureOfFailure(this, kubeSre);
  });
  after(async () => kubeSre.stop());

  it('the views, their lines and buttons are Chinese, and names of the cluster are as they are', async () => {
    const { page, picture } = kubeSre;
    const demo = treeRow(page, 'demo');
    await demo.filter({ hasText: '3 个节点' }).waitFor({ timeout: 30_000 });
    assert.match(await demo.innerText(), /只读/);
    await page.locator('.pane-header', { hasText: '集群' }).first().waitFor();
    await treeRow(page, 'shop').waitFor();
    await picture('chinese-sidebar');
  });

  it('the findings are Chinese where they are ours, and say what a rule says in its own words', async () => {
    const { page, picture } = kubeSre;
    await runCommand(page, commandTitle('kubeSre.scanNamespace', 'zh-cn'));
    await pick(page, '扫描 demo 的命名空间', 'warehouse');
    await treeRow(page, /^严重（\d+）/).waitFor({ timeout: 20_000 });
    await treeRow(page, /^ledger-1: A claim/).waitFor();
    await picture('chinese-findings');
  });

  it("a report's labels are Chinese, and its headline, messages and remedies stay English", async () => {
    const { page, picture } = kubeSre;
    await runCommand(page, commandTitle('kubeSre.tool.trace_service_chain', 'zh-cn'));
    await pick(page, '命名空间', 'shop');
    await pick(page, '名称', 'api');
    await quickPickRow(page, '运行').click();
    const report = await webviewFrame(page, 'svg');
    await report.getByText('selects no pod', { exact: false }).first().waitFor();
    await report.getByText('询问 Copilot').first().waitFor();
    await report.getByText('解决办法').first().waitFor();
    await picture('chinese-report');
    assert.deepEqual(await webviewProblems(page), []);
  });
});
