import assert from 'node:assert/strict';
import { allTools } from '../../../src/tools/allTools.ts';
import { demoReports, type DemoReports } from './fixtures/demoReports.ts';
import { reportBrowser } from './harness/reportBrowser.ts';

describe('The answer on the demo cluster', () => {
  const opened = reportBrowser();
  let demo: DemoReports;

  before(async function () {
    this.timeout(30_000);
    demo = await demoReports();
  });
  after(async () => demo.close());

  for (const { name, example } of allTools)
    it(`of ${name} is readable for everyone and fits its panel`, async function () {
      this.timeout(30_000);
      const report = await demo.report(name, example.input);
      assert.equal(report.envelope.error, undefined);
      const open = await opened(report, { theme: 'light', width: 1100 });
      const { page } = open;
      await page.waitForTimeout(400);
      await open.picture(`demo-${name}`);
      const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      assert.equal(wider, 0);
      assert.deepEqual(await open.axe(), []);
      assert.deepEqual(await open.troubles(), []);
      await page.setViewportSize({ width: 300, height: 800 });
      await page.waitForTimeout(100);
      await open.picture(`demo-${name}-300`);
      assert.deepEqual(await page.evaluate<readonly string[]>(spilling), []);
      await page.context().close();
    });
});

/** Texts that stick out of the column, tables and what else scrolls by itself aside. */
const spilling = `(() => {
  const page = document.querySelector('.page');
  const edge = page.getBoundingClientRect().right - parseFloat(getComputedStyle(page).paddingRight) + 1;
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  const spilling = [];
  for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
    if (text.parentElement.closest('.scroller, pre, svg, .unseen, .timeline-row, [hidden]') !== null) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    if ([...range.getClientRects()].some(({ right }) => right > edge)) spilling.push(text.textContent.slice(0, 80));
  }
  return spilling;
})()`;
