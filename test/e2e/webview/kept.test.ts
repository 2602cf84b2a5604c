import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chainReport } from './fixtures/chainReport.ts';
import { logsReport, podsReport } from './fixtures/plainReports.ts';
import { timelineReport } from './fixtures/timelineReport.ts';
import { reportBrowser } from './harness/reportBrowser.ts';
import { shownMoments } from './harness/shownMoments.ts';
import { untilSaved } from './harness/untilSaved.ts';

describe('What a person has set in a report', () => {
  const opened = reportBrowser();

  it('is kept over a reload: range and filters of a timeline', async () => {
    const { page } = await opened(timelineReport());
    await page.getByRole('button', { name: '15m' }).click();
    await page.getByRole('checkbox', { name: 'Warning' }).click();
    const shown = await shownMoments(page, (moments) => moments > 0 && moments < 20);
    await untilSaved(page, '"range":"15m"');
    await page.reload();
    await page.locator('.moment-row').first().waitFor();
    await shownMoments(page, (moments) => moments === shown);
    await page.getByRole('button', { name: '15m', pressed: true }).waitFor();
    assert.equal(await page.getByRole('checkbox', { name: 'Warning' }).getAttribute('aria-checked'), 'false');
  });

  it('is kept over a reload and a run again: the chosen moment, found by what it says where its time has moved on', async () => {
    const open = await opened(timelineReport());
    const { page } = open;
    await page.locator('.moment-row').filter({ hasText: 'BackOff ×3' }).click();
    const shown = (): Promise<string> => page.locator('.moment-details strong').innerText();
    assert.equal(await shown(), 'BackOff ×3');
    await untilSaved(page, '"chosen":{"on":"Pod cart-7d9f-x2k"');
    await page.reload();
    await page.locator('.moment-details strong').waitFor();
    assert.equal(await shown(), 'BackOff ×3');
    await page.locator('.moment-row.chosen').filter({ hasText: 'BackOff ×3' }).waitFor();
    const again = timelineReport();
    const blocks = again.blocks.map((block) =>
      block.type !== 'timeline'
        ? block
        : { ...block, moments: block.moments.map((one) => ({ ...one, id: `again-${one.id}`, at: one.at + 5000 })) },
    );
    await open.post({ type: 'show', report: { ...again, blocks } });
    await page.locator('.moment-details strong').waitFor();
    assert.equal(await shown(), 'BackOff ×3');
  });

  it('is kept over a reload: zoom and open hop of a chain; Fit shows all of it again', async () => {
    const { page } = await opened(chainReport());
    await page.locator('.hop-row').filter({ hasText: 'Ingress' }).click();
    const fitting = await transform(page);
    for (let press = 0; press < 3; press++) await page.getByRole('button', { name: 'Zoom in' }).click();
    const zoomed = await transform(page);
    assert.notEqual(zoomed, fitting);
    await untilSaved(page, '"zoom"');
    await page.reload();
    await page.locator('svg.chain .hop.chosen').waitFor();
    assert.equal(await transform(page), zoomed);
    assert.match((await page.locator('.hop.chosen').getAttribute('aria-label')) ?? '', /^Ingress/);
    await page.getByRole('button', { name: 'Fit' }).click();
    assert.equal(await transform(page), fitting);
  });

  it('is kept over a reload: how far the page and a log were scrolled', async () => {
    for (const report of [chainReport(), podsReport(), logsReport()]) {
      const { page } = await opened(report, { height: 180 });
      await page.waitForTimeout(300);
      await page.evaluate(`window.scrollTo(0, 120); document.querySelector('.log-box')?.scrollTo(0, 15)`);
      await untilSaved(page, '"scroll":120');
      if (report.call.tool === 'get_kubernetes_pod_logs') await untilSaved(page, '"scroll Log":15');
      await page.reload();
      await page.locator('.page > header').waitFor();
      await page.waitForTimeout(300);
      assert.equal(await page.evaluate('Math.round(window.scrollY)'), 120, report.title);
      if (report.call.tool === 'get_kubernetes_pod_logs')
        assert.equal(await page.evaluate('document.querySelector(".log-box").scrollTop'), 15);
      await page.context().close();
    }
  });

  it('is kept by a run again: the place of the keyboard, and the new headline is spoken', async () => {
    const open = await opened(podsReport());
    const { page } = open;
    await page.getByRole('button', { name: 'Run again' }).press('Enter');
    await open.post({ type: 'busy', text: 'Listing pods in shop' });
    const report = podsReport();
    await open.post({
      type: 'show',
      report: { ...report, envelope: { ...report.envelope, headline: 'All pods in shop are well.' } },
    });
    await page.getByRole('status').filter({ hasText: 'All pods in shop are well.' }).waitFor({ state: 'attached' });
    assert.equal(await page.evaluate('document.activeElement.textContent.trim()'), 'Run again');
  });

  for (const [name, report] of [
    ['a list', podsReport],
    ['a timeline', timelineReport],
    ['a chain', chainReport],
  ] as const)
    it(`stays with the answer of ${name} where a run again fails, and the next good one takes the failure away`, async () => {
      const open = await opened(report());
      const { page } = open;
      const { headline } = report().envelope;
      const error = { code: 'not_found', message: 'No context admin.', hint: 'nearest: admin@new' } as const;
      const failed = { at: new Date().toISOString(), error };
      await open.post({ type: 'show', report: { ...report(), failed, lacksContext: true } });
      const card = page.locator('.failed-run');
      await card.getByText(/^The run at \d\d:\d\d:\d\d had no answer/).waitFor();
      await card.getByText('No context admin.').waitFor();
      await card.getByText('nearest: admin@new').waitFor();
      await card.getByText(/^What stands below is the answer of \d\d:\d\d:\d\d\.$/).waitFor();
      await page.locator('.headline').getByText(headline).waitFor();
      await page.getByRole('status').filter({ hasText: 'No context admin.' }).waitFor({ state: 'attached' });
      assert.ok(await page.evaluate('document.querySelector(".page").firstElementChild.matches(".failed-run")'));
      assert.deepEqual(await open.axe(), []);
      await open.picture(`failed-run-${report().call.view}`);
      await card.getByRole('button', { name: 'Switch Context' }).click();
      assert.equal((await open.sent('switchContext')).length, 1);
      await open.post({ type: 'show', report: report() });
      await card.waitFor({ state: 'detached' });
    });

  it('is not taken for that of another call', async () => {
    const open = await opened(podsReport());
    const { page } = open;
    await page.getByRole('columnheader', { name: 'Restarts' }).getByRole('button').click();
    await untilSaved(page, '"column":3');
    const saved = await page.evaluate<string>(`sessionStorage.getItem('state')`);
    await page.evaluate(
      `sessionStorage.setItem('state', ${JSON.stringify(saved.replace('"namespace":"shop"', '"namespace":"blog"'))})`,
    );
    await page.evaluate(
      'window.addEventListener("pagehide", (event) => event.stopImmediatePropagation(), { capture: true })',
    );
    await page.reload();
    await page.locator('tbody tr').first().waitFor();
    assert.equal(await page.getByRole('columnheader', { name: 'Restarts' }).getAttribute('aria-sort'), 'none');
  });
});

function transform(page: Page): Promise<string> {
  return page.evaluate(`document.querySelector('svg.chain > g').getAttribute('transform')`);
}
