import assert from 'node:assert/strict';
import { commandTitle } from '../../support/commandTitle.ts';
import { statusBarItem } from '../../support/workbench/notices.ts';
import { quickPickRow, runCommand } from '../../support/workbench/palette.ts';
import { openContainer } from '../../support/workbench/ready.ts';
import { treeRow } from '../../support/workbench/tree.ts';
import { webviewFrame } from '../../support/workbench/webviewFrame.ts';
import { openDemo, openKubeSre, type KubeSre } from './openKubeSre.ts';
import { pictureOfFailure } from './pictureOfFailure.ts';

describe('Getting started', () => {
  let kubeSre: KubeSre;
  const step = (title: string) => kubeSre.page.locator('.getting-started-step').filter({ hasText: title }).first();
  const isDone = async (title: string): Promise<boolean> =>
    (await step(title).locator('.codicon-getting-started-step-checked').count()) > 0;

  before(async () => {
    kubeSre = await openKubeSre({
      script: () => ({ say: 'I looked.' }),
      settings: { 'workbench.colorTheme': 'Default Dark Modern' },
    });
  });
  afterEach(async function () {
    await pictureOfFailure(this, kubeSre);
  });
  after(async () => kubeSre.stop());

  it('is offered to somebody without a kubeconfig', async () => {
    const { page, picture } = kubeSre;
    await openContainer(page, 'Kube SRE');
    const welcome = page.locator('.part.sidebar .welcome-view-content').first();
    await welcome.getByText('Get Started').waitFor({ timeout: 30_000 });
    await picture('start-welcome');
    await welcome.getByText('Get Started').click();
    await step('Connect, or open').waitFor({ timeout: 30_000 });
  });

  it('shows a picture at each step, in the colours of the theme', async () => {
    const { page, picture } = kubeSre;
    // Where the editor is narrow VS Code leaves the pictures out.
    await runCommand(page, 'View: Hide Secondary Side Bar');
    for (const [name, title] of [
      ['ask', 'Ask in chat'],
      ['look', 'Look at the evidence'],
      ['changes', 'Changes: off until you say so'],
      ['connect', 'Connect, or open'],
    ] as const) {
      await step(title).click();
      await webviewFrame(page, name === 'changes' ? 'h2' : `svg.${name}`);
      await picture(`start-${name}`);
    }
  });

  it('opens the demo cluster without a kubeconfig, and calls the step done', async () => {
    const { page } = kubeSre;
    await step('Connect, or open').getByText('Open the Demo Cluster').click();
    await statusBarItem(page, /demo/).waitFor({ timeout: 30_000 });
    await treeRow(page, 'demo').waitFor({ timeout: 30_000 });
    await step('Connect, or open').locator('.codicon-getting-started-step-checked').waitFor({ timeout: 10_000 });
    assert.deepEqual(
      [await isDone('Ask in chat'), await isDone('Look at the evidence'), await isDone('Changes:')],
      [false, false, false],
    );
  });

  it('puts a first question into the box of chat, for the person to send', async () => {
    const { page, picture } = kubeSre;
    await step('Ask in chat').click();
    await step('Ask in chat').getByText('Ask a First Question').click();
    const input = page.locator('.interactive-input-part .view-lines').first();
    await input.getByText('does not answer', { exact: false }).waitFor({ timeout: 30_000 });
    await picture('start-asked');
    assert.deepEqual(kubeSre.requests, []);
    await step('Ask in chat').locator('.codicon-getting-started-step-checked').waitFor({ timeout: 10_000 });
  });

  it('says where nothing was changed', async () => {
    const { page, picture } = kubeSre;
    await step('Changes:').click();
    await step('Changes:').getByText('Show Changes').click();
    await page.getByText('Nothing was changed', { exact: false }).first().waitFor({ timeout: 15_000 });
    await step('Changes:').locator('.codicon-getting-started-step-checked').waitFor({ timeout: 10_000 });
    await picture('start-done');
  });

  it('is there again by its command', async () => {
    const { page } = kubeSre;
    await runCommand(page, 'View: Close All Editors');
    await runCommand(page, commandTitle('kubeSre.openWalkthrough'));
    await step('Look at the evidence').waitFor({ timeout: 15_000 });
  });
});

describe('Getting started, opened late', () => {
  let kubeSre: KubeSre;

  before(async () => {
    kubeSre = await openKubeSre();
  });
  afterEach(async function () {
    await pictureOfFailure(this, kubeSre);
  });
  after(async () => kubeSre.stop());

  it('ticks off what was done before the editor knew of its steps', async () => {
    const { page, picture } = kubeSre;
    await openDemo(page);
    await runCommand(page, commandTitle('kubeSre.tool.list_kubernetes_pods'));
    await quickPickRow(page, 'Run').click();
    await webviewFrame(page, 'main table');
    await runCommand(page, commandTitle('kubeSre.openWalkthrough'));
    for (const title of ['Connect, or open', 'Ask in chat'])
      await page
        .locator('.getting-started-step')
        .filter({ hasText: title })
        .first()
        .locator('.codicon-getting-started-step-checked')
        .waitFor({ timeout: 15_000 });
    await picture('start-late');
  });
});
