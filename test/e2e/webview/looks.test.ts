import assert from 'node:assert/strict';
import type { ReportMessage } from '../../../src/core/reportMessages.ts';
import { chainReport } from './fixtures/chainReport.ts';
import { errorReport, logsReport, podsReport } from './fixtures/plainReports.ts';
import { timelineReport } from './fixtures/timelineReport.ts';
import { reportBrowser } from './harness/reportBrowser.ts';

const reports: Readonly<Record<string, () => ReportMessage>> = {
  chain: chainReport,
  timeline: timelineReport,
  pods: podsReport,
  logs: logsReport,
  error: errorReport,
};

describe('A report', () => {
  const opened = reportBrowser();

  for (const theme of ['dark', 'light', 'high-contrast'] as const) {
    for (const [name, report] of Object.entries(reports)) {
      it(`of ${name} is readable for everyone in the ${theme} theme, under the strict policy`, async function () {
        this.timeout(30_000);
        const open = await opened(report(), { theme });
        if (name === 'chain' || name === 'timeline') await open.page.locator('svg.chain, svg.timeline').waitFor();
        await open.page.waitForTimeout(250);
        await open.picture(`${name}-${theme}`);
        assert.deepEqual(await open.axe(), []);
        assert.deepEqual(await open.troubles(), []);
        await open.page.context().close();
      });
    }
  }
});
