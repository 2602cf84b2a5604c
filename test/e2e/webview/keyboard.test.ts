import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chainReport } from './fixtures/chainReport.ts';
import { errorReport, podsReport } from './fixtures/plainReports.ts';
import { timelineReport } from './fixtures/timelineReport.ts';
import { reportBrowser } from './harness/reportBrowser.ts';
import { shownMoments } from './harness/shownMoments.ts';
import { untilSaved } from './harness/untilSaved.ts';

describe('By keyboard alone', () => {
  const opened = reportBrowser();

  it('the actions of a report are reached and sent, and the export menu opens, moves and closes', async () => {
    const open = await opened(errorReport());
    const { page } = open;
    await tabTo(page, 'Ask Copilot');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Open as JSON');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Export');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('button', { name: 'Export', expanded: true }).waitFor();
    assert.deepEqual(await open.axe(), []);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Export', expanded: false }).waitFor();
    assert.equal(await page.getByRole('menu').count(), 0);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    assert.equal(await focusedName(page), 'HTML');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Run again');
    await page.keyboard.press('Enter');
    await tabTo(page, 'List pods');
    await page.keyboard.press('Enter');
    assert.equal((await open.sent('askCopilot')).length, 1);
    assert.equal((await open.sent('openJson')).length, 1);
    assert.deepEqual(await open.sent('export'), [{ type: 'export', format: 'html' }]);
    assert.equal((await open.sent('runAgain')).length, 1);
    assert.deepEqual(await open.sent('call'), [
      { type: 'call', tool: 'list_kubernetes_pods', input: { namespace: 'prod' } },
    ]);
  });

  it('a table sorts up, down and back, says so, and keeps it over a reload', async () => {
    const { page } = await opened(podsReport());
    const names = (): Promise<readonly string[]> => page.locator('tbody tr td:first-child').allInnerTexts();
    const asAnswered = await names();
    await tabTo(page, 'Restarts');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    assert.equal((await names())[0], 'cart-7d9f-x2k');
    assert.equal((await names())[1], 'api-5c8f6-2xk9p');
    assert.equal(await page.getByRole('columnheader', { name: 'Restarts' }).getAttribute('aria-sort'), 'descending');
    await untilSaved(page, 'descending":true');
    await page.reload();
    await page.locator('tbody tr').first().waitFor();
    assert.equal((await names())[1], 'api-5c8f6-2xk9p');
    await tabTo(page, 'Restarts');
    await page.keyboard.press('Enter');
    assert.deepEqual(await names(), asAnswered);
  });

  it('the chain is walked by arrow keys, and Enter opens the evidence of a hop', async () => {
    const open = await opened(chainReport());
    const { page } = open;
    await page.locator('svg.chain .hop').first().waitFor();
    await tabTo(page, 'first broken hop');
    await page.keyboard.press('ArrowLeft');
    assert.match(await focusedName(page), /^Ingress shop: OK/);
    await page.keyboard.press('Enter');
    const row = page.getByRole('button', { name: /Ingress\s*shop/ }).and(page.locator('.hop-row'));
    assert.equal(await row.getAttribute('aria-expanded'), 'true');
    const path = 'spec.rules[0].http.paths[0].backend.service.name';
    await page.locator('.hop-details').getByRole('button', { name: path }).press('Enter');
    const [sent] = await open.sent('openYaml');
    assert.equal(sent?.path, path);
    assert.equal(sent.object.kind, 'Ingress');
    await page.keyboard.press('Escape');
    assert.equal(await row.getAttribute('aria-expanded'), 'false');
    assert.match(await page.evaluate<string>('document.activeElement.className'), /hop-row/);
  });

  it('a zoomed chain brings the hop into view that gets the focus, and moves with Shift', async () => {
    const { page } = await opened(chainReport());
    await page.locator('svg.chain .hop').first().waitFor();
    await tabTo(page, 'first broken hop');
    for (let press = 0; press < 6; press++) await page.keyboard.press('+');
    await page.keyboard.press('Home');
    assert.match(await focusedName(page), /^Client/);
    const inside = async (): Promise<boolean> => {
      const [hop, panel] = [
        await page.locator('.hop:focus .hop-box').boundingBox(),
        await page.locator('.chain-panel').boundingBox(),
      ];
      assert.ok(hop !== null && panel !== null);
      return hop.x >= panel.x && hop.x + hop.width <= panel.x + panel.width;
    };
    assert.ok(await inside());
    for (let press = 0; press < 20; press++) await page.keyboard.press('Shift+ArrowRight');
    assert.ok(!(await inside()));
  });

  it('the timeline is walked by arrow keys, the text of the focused mark is shown, and Enter opens its evidence', async () => {
    const open = await opened(timelineReport());
    const { page } = open;
    await page.locator('.moment-ring').waitFor({ state: 'attached' });
    await tabTo(page, 'OOMKilled');
    assert.match(await page.locator('.moment-tip').innerText(), /memory limit of 256Mi/);
    await page.keyboard.press('Enter');
    assert.equal((await open.sent('openYaml'))[0]?.path, 'status.containerStatuses[0].lastState.terminated.reason');
    await page.keyboard.press('ArrowUp');
    assert.match(await focusedName(page), /ReplicaSet cart-7d9f, Event: SuccessfulCreate ×3/);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.moment-tip').isVisible(), false);
    assert.equal(await page.locator('.moment-details').isVisible(), true);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.moment-details').isVisible(), false);
    await page.keyboard.press('Home');
    assert.match(await focusedName(page), /State: Running/);
    const all = (moments: number): boolean => moments === 62;
    await shownMoments(page, all);
    for (let press = 0; press < 4; press++) await page.keyboard.press('+');
    await shownMoments(page, (moments) => moments < 30);
    await page.keyboard.press('0');
    await shownMoments(page, all);
  });

  /** Presses Tab until the focused element's name has `name` in it. */
  async function tabTo(page: Page, name: string): Promise<void> {
    for (let press = 0; press < 80; press++) {
      await page.keyboard.press('Tab');
      if ((await focusedName(page)).includes(name)) return;
    }
    assert.fail(`Tab never reached ${name}`);
  }
});

function focusedName(page: Page): Promise<string> {
  return page.evaluate<string>(
    `(() => { const one = document.activeElement; return one?.getAttribute('aria-label') ?? one?.textContent ?? ''; })()`,
  );
}
