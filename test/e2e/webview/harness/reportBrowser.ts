import type { Browser } from 'playwright-core';
import type { ReportMessage } from '../../../../src/core/reportMessages.ts';
import { launchBrowser, openReport, type OpenReport } from './openReport.ts';
import { startReportServer, type ReportServer } from './reportServer.ts';

type Options = Parameters<typeof openReport>[3];

/** A browser and a server for the suite that calls this, each report in a page of its own that ends with its test. */
export function reportBrowser(): (report: ReportMessage, options?: Options) => Promise<OpenReport> {
  let browser: Browser;
  let server: ReportServer;

  before(async function () {
    this.timeout(60_000);
    server = await startReportServer();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
  });

  return (report, options) => openReport(browser, server.url, report, options);
}
