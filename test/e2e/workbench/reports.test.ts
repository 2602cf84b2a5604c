import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { commandTitle } from '../../support/commandTitle.ts';
import { answerModal, readModal } from '../../support/workbench/modal.ts';
import { statusBarItem } from '../../support/workbench/notices.ts';
import { pick, pressBack, quickPickRow, runCommand } from '../../support/workbench/palette.ts';
import { ready } from '../../support/workbench/ready.ts';
import { webviewFrame } from '../../support/workbench/webviewFrame.ts';
import { webviewProblems } from '../../support/workbench/webviewProblems.ts';
import { openDemo, openKubeSre, type KubeSre } from './openKubeSre.ts';
import { pictureOfFailure } from './pictureOfFailure.ts';

describe('A tool run from the palette', () => {
  let kubeSre: KubeSre;

  /** What the policies of our pages refused, by the browser's own words. */
  const refused: string[] = [];

  before(async () => {
    kubeSre = await openKubeSre();
    kubeSre.page.on('console', (message) => {
      const ours = /fake\.html|webview\/report\./.test(message.location().url);
      if (ours && message.text().includes('Content Security Policy')) refused.push(message.text());
    });
    await openDemo(kubeSre.page);
  });
  afterEach(async function () {
    await pictureOfFailure(this, kubeSre);
    assert.deepEqual(refused, []);
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
    await openTimeline('cart');
    const timeline = await webviewFrame(page, 'svg');
    await timeline.getByText('OOMKilled', { exact: false }).first().waitFor({ state: 'attached' });
    await picture('timeline');
    assert.deepEqual(await webviewProblems(page), []);
  });

  it('keeps the timeline over a hidden tab and a reload of the window: filter, range, chosen moment', async () => {
    const { page, picture } = kubeSre;
    await openTimeline('cart');
    const timeline = await webviewFrame(page, 'svg.timeline');
    await timeline.getByRole('checkbox', { name: 'Info' }).click();
    await timeline.getByRole('button', { name: '15m', exact: true }).click();
    await timeline.getByRole('button', { name: '15m', exact: true, pressed: true }).waitFor();
    await timeline.locator('.moment-row').first().click();
    const chosen = await timeline.locator('.moment-details strong').innerText();

    const assertKept = async (name: string): Promise<void> => {
      const kept = await webviewFrame(page, 'svg.timeline', 60_000);
      await kept.locator('.moment-details').waitFor();
      assert.equal(await kept.locator('.moment-details strong').innerText(), chosen);
      assert.equal(await kept.getByRole('checkbox', { name: 'Info' }).getAttribute('aria-checked'), 'false');
      await kept.getByRole('button', { name: '15m', exact: true, pressed: true }).waitFor();
      await picture(name);
    };
    await runCommand(page, commandTitle('kubeSre.tool.list_kubernetes_nodes'));
    await quickPickRow(page, 'Run').click();
    await webviewFrame(page, 'main table');
    await page.locator('.tab').filter({ hasText: 'cart' }).click();
    await assertKept('timeline-shown-again');
    await reloadWindow();
    await assertKept('timeline-reloaded');
  });

  it('keeps the chain over a reload of the window: the open hop, the zoom, how far it was scrolled', async () => {
    const { page, picture } = kubeSre;
    await traceApi();
    const chain = await webviewFrame(page, 'svg.chain');
    await chain.locator('.hop-row').filter({ hasText: 'Ingress' }).click();
    await chain.getByRole('button', { name: 'Zoom in' }).click();
    await chain.getByRole('button', { name: 'Zoom in' }).click();
    await chain.evaluate('window.scrollTo(0, 150)');
    const zoomed = (one: Frame): Promise<string> =>
      one.evaluate('document.querySelector("svg.chain > g").getAttribute("transform")');
    const before = await zoomed(chain);
    await untilSaved();
    await reloadWindow();
    const kept = await webviewFrame(page, 'svg.chain .hop.chosen', 60_000);
    assert.match((await kept.locator('.hop.chosen').getAttribute('aria-label')) ?? '', /^Ingress/);
    assert.equal(await zoomed(kept), before);
    await picture('chain-reloaded');
    assert.equal(await kept.evaluate('Math.round(window.scrollY)'), 150);
  });

  it('leads from a finding to the plan of what mends it, by way of enabling changes, and does nothing itself', async () => {
    const { page, picture } = kubeSre;
    await runCommand(page, commandTitle('kubeSre.tool.monitor_scaling_progress'));
    await pick(page, 'Namespace', 'shop');
    await pick(page, 'Name', 'web');
    await quickPickRow(page, 'Run').click();
    const report = await webviewFrame(page, '.card .fix', 60_000);
    const rollBack = report.locator('.card', { hasText: 'The rollout made no progress' }).getByRole('button', {
      name: 'Roll Back…',
    });
    await rollBack.scrollIntoViewIfNeeded();
    await picture('finding-fix');
    await rollBack.click();
    const toast = page.locator('.notifications-toasts .notification-list-item');
    await toast.getByText('Enable Changes…', { exact: true }).click({ timeout: 20_000 });
    await pick(page, 'Enable Changes for demo', '15 minutes');
    await readModal(page);
    await answerModal(page, 'Enable Changes');
    const plan = await readModal(page);
    assert.equal(plan.message, 'Roll back shop/web to revision 1?');
    await picture('finding-fix-plan');
    await answerModal(page, 'Cancel');
    await statusBarItem(page, 'changes on').click();
  });

  it('shows the object of a finding in the tree', async () => {
    const { page, picture } = kubeSre;
    await traceApi();
    const chain = await webviewFrame(page, 'svg.chain');
    await chain.locator('.card').getByRole('button', { name: 'Service shop/api' }).click();
    await page.locator('.monaco-list-row.selected').filter({ hasText: /^api/ }).waitFor();
    await picture('revealed');
  });

  it('opens the YAML at the field that decides', async () => {
    const { page, picture } = kubeSre;
    await traceApi();
    const chain = await webviewFrame(page, 'svg.chain');
    await chain.locator('.card').getByRole('button', { name: 'spec.selector' }).click();
    await page.locator('.monaco-editor .view-lines').getByText('tier', { exact: false }).first().waitFor();
    const selected = 'selector:';
    await page.getByText(new RegExp(`^Ln \\d+, Col \\d+ \\(${selected.length} selected\\)$`)).waitFor();
    await picture('yaml-at-field');
    assert.match(
      await page
        .locator('.monaco-editor .view-line')
        .allInnerTexts()
        .then((lines) => lines.join('\n')),
      /selector:/,
    );
  });

  it('hands headline, findings and the deciding field over to chat, for the person to send', async () => {
    const { page, picture } = kubeSre;
    await traceApi();
    const chain = await webviewFrame(page, 'svg.chain');
    await chain.getByRole('button', { name: 'Ask Copilot' }).click();
    // The input draws only the lines that are in view.
    const asked = page.locator('.interactive-input-part .view-lines');
    await asked.getByText('critical, Service/shop/api', { exact: false }).waitFor();
    await picture('asked');
    const text = (await asked.innerText()).replace(/\s+/g, ' ');
    for (const part of ['#traceServiceChain', 'context demo', 'selects no pod'])
      assert.ok(text.includes(part), `${part} is not in: ${text}`);
  });

  it('exports a report as a file that the person names', async () => {
    const { page, picture } = kubeSre;
    await traceApi();
    const chain = await webviewFrame(page, 'svg.chain');
    await chain.getByRole('button', { name: 'Export', exact: true }).click();
    await chain.getByRole('menuitem', { name: 'HTML' }).click();
    await page.locator('.quick-input-widget').getByText('OK', { exact: true }).click();
    await page.getByText(/^Saved trace_service_chain-.*\.html$/).waitFor();
    await picture('exported');
  });

  it('puts a next call into a tab of its own, so that the answer it came from stays', async () => {
    const { page } = kubeSre;
    await traceApi();
    const chain = await webviewFrame(page, 'svg.chain');
    await chain.locator('.next').getByRole('button').first().click();
    await page.locator('.tab.active').filter({ hasNotText: 'Trace' }).waitFor();
    assert.equal(await page.locator('.tab').filter({ hasText: 'Trace' }).count(), 1);
  });

  async function openTimeline(name: string): Promise<void> {
    const { page } = kubeSre;
    await runCommand(page, commandTitle('kubeSre.tool.get_resource_events_timeline'));
    await pick(page, 'Kind', 'Deployment');
    await pick(page, 'Namespace', 'shop');
    await pick(page, 'Name', name);
    await quickPickRow(page, 'Run').click();
  }

  async function reloadWindow(): Promise<void> {
    const { page } = kubeSre;
    const loaded = page.waitForEvent('load');
    await runCommand(page, 'Developer: Reload Window');
    await loaded;
    await ready(page);
  }

  /** The view saves a moment after the last change. */
  function untilSaved(): Promise<void> {
    return kubeSre.page.waitForTimeout(800);
  }

  async function traceApi(): Promise<void> {
    const { page } = kubeSre;
    await runCommand(page, commandTitle('kubeSre.tool.trace_service_chain'));
    await pick(page, 'Namespace', 'shop');
    await pick(page, 'Name', 'api');
    await quickPickRow(page, 'Run').click();
  }
});
