import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { ReportMessage } from '../../../src/core/reportMessages.ts';
import { capacityReport } from './fixtures/capacityReport.ts';
import { chainReport } from './fixtures/chainReport.ts';
import { diffReport } from './fixtures/diffReport.ts';
import { emptyReport, fiftyPodsReport, forbiddenReport, namesReport } from './fixtures/hardReports.ts';
import { errorReport, logsReport, podsReport } from './fixtures/plainReports.ts';
import { manyMoments, timelineReport } from './fixtures/timelineReport.ts';
import { reportBrowser } from './harness/reportBrowser.ts';
import type { ThemeName } from './harness/themes.ts';

const themes = ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const;

/** What is drawn in every theme, and what is hard to draw in one of them. */
const looks: readonly (readonly [name: string, report: () => ReportMessage, themes: readonly ThemeName[]])[] = [
  ['a chain', chainReport, themes],
  ['a timeline', timelineReport, themes],
  ['a diff of revisions', diffReport, themes],
  ['pods', podsReport, themes],
  ['room on five nodes', () => capacityReport(5), themes],
  ['room on 300 nodes', () => capacityReport(300), ['dark']],
  ['logs', logsReport, ['dark', 'high-contrast-light']],
  ['an error', errorReport, ['light']],
  ['names of 300 characters, from right to left and of emoji', namesReport, ['dark']],
  ['a chain to fifty pods in eight states', fiftyPodsReport, ['light']],
  ['nothing at all', emptyReport, ['high-contrast']],
  ['what may not be read', forbiddenReport, ['high-contrast-light']],
  ['2,000 moments', () => manyMoments(2000), ['dark']],
];

describe('A report', () => {
  const opened = reportBrowser();

  for (const [name, report, inThemes] of looks) {
    for (const theme of inThemes) {
      it(`of ${name} is readable for everyone in the ${theme} theme, under the strict policy`, async function () {
        this.timeout(30_000);
        const open = await opened(report(), { theme });
        await drawn(open.page.locator('.chain-panel, .timeline-panel'));
        await open.picture(`${name.replace(/\W+/g, '-')}-${theme}`);
        assert.deepEqual(await open.axe(), []);
        assert.deepEqual(await open.troubles(), []);
        await open.page.context().close();
      });
    }
  }

  for (const [width, what] of [
    [300, 'a panel of 300 pixels'],
    [640, 'a window of 1280 pixels at 200 %'],
  ] as const)
    it(`fits ${what}: nothing but tables and texts scrolls sideways`, async function () {
      this.timeout(60_000);
      for (const report of [
        chainReport(),
        timelineReport(),
        diffReport(),
        podsReport(),
        capacityReport(300),
        logsReport(),
        namesReport(),
        fiftyPodsReport(),
      ]) {
        const open = await opened(report, { width, scale: width === 640 ? 2 : 1 });
        const { page } = open;
        await drawn(page.locator('.chain-panel, .timeline-panel'));
        await open.picture(`${width}-${report.envelope.headline.slice(0, 30).replace(/\W+/g, '-')}`);
        const wider = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        assert.equal(wider, 0, report.envelope.headline);
        await page.context().close();
      }
    });

  it('keeps still for whoever has asked for less motion', async () => {
    const open = await opened(podsReport(), { reducedMotion: true });
    await open.post({ type: 'busy', text: 'Listing pods in shop' });
    await open.page.locator('.busy').getByText('Listing pods in shop').waitFor();
    const moving = await open.page.evaluate<number>('document.getAnimations().length');
    assert.equal(moving, 0);
  });

  /** The drawings lay out their titles a moment after they know their size. */
  async function drawn(panels: Locator): Promise<void> {
    if ((await panels.count()) > 0) await panels.page().waitForTimeout(400);
  }
});
