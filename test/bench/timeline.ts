import type { Browser, CDPSession, Page } from 'playwright-core';
import { manyMoments } from '../e2e/webview/fixtures/timelineReport.ts';
import { launchBrowser, openReport } from '../e2e/webview/harness/openReport.ts';
import { startReportServer } from '../e2e/webview/harness/reportServer.ts';
import type { BenchRow } from './benchRow.ts';

const moments = 2000;
const steps = 120;
const warmUp = 20;
const rounds = 3;

/**
 * The timeline with 2,000 moments in Chromium: script, style and layout of each wheel step (p95 of 120 steps in and out, the median of
 * three pages), beside an empty page that gets the same wheel; and the time from its data to the frame that shows it, the median of five pages.
 */
export async function timeline(): Promise<readonly BenchRow[]> {
  const server = await startReportServer();
  const browser = await launchBrowser();
  try {
    const ours: number[] = [];
    const empty: number[] = [];
    for (let round = 0; round < rounds; round++) {
      ours.push(quantile(await wheelSteps(await shownTimeline(browser, server.url)), 0.95));
      empty.push(quantile(await wheelSteps(await emptyPage(browser, `${server.url}/empty`)), 0.95));
    }
    const drawings: number[] = [];
    for (let round = 0; round < 5; round++) drawings.push(await firstDrawing(browser, server.url));
    const step = quantile(ours, 0.5);
    const baseline = quantile(empty, 0.5);
    const drawing = quantile(drawings, 0.5);
    return [
      {
        bench: 'timeline',
        metric: `wheel step with ${moments} moments, p95 ms`,
        ours: round2(step),
        baseline: round2(baseline),
        ratio: round2(step / baseline),
        bar: '≤ 8 ms',
        met: step <= 8,
      },
      {
        bench: 'timeline',
        metric: `first drawing of ${moments} moments, ms after the data`,
        ours: round2(drawing),
        bar: '≤ 200 ms',
        met: drawing <= 200,
      },
    ];
  } finally {
    await browser.close();
    await server.close();
  }
}

async function shownTimeline(browser: Browser, url: string): Promise<Page> {
  const { page } = await openReport(browser, url, manyMoments(moments));
  await page.locator('svg.timeline').waitFor();
  await page.locator('svg.timeline').hover({ position: { x: 300, y: 200 } });
  await page.waitForTimeout(500);
  return page;
}

async function emptyPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.mouse.move(300, 300);
  return page;
}

/** Milliseconds of CPU for script, style and layout at each step of the wheel, from the browser's own counters. */
async function wheelSteps(page: Page): Promise<readonly number[]> {
  const session = await page.context().newCDPSession(page);
  // The thread's own time: what other programs take of the machine does not count.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const took: number[] = [];
  for (let step = 0; step < warmUp + steps; step++) {
    const before = await workSoFar(session);
    await page.mouse.wheel(0, step % 40 < 20 ? -60 : 60);
    await nextFrames(page);
    if (step >= warmUp) took.push((await workSoFar(session)) - before);
  }
  await page.context().close();
  return took;
}

async function workSoFar(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  const counted = new Set(['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration']);
  return metrics.filter(({ name }) => counted.has(name)).reduce((sum, { value }) => sum + value, 0) * 1000;
}

async function nextFrames(page: Page): Promise<void> {
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
}

/** From the message with the data to the first frame after the drawing has its marks. */
async function firstDrawing(browser: Browser, url: string): Promise<number> {
  const open = await openReport(browser, url, manyMoments(1));
  const { page } = open;
  await page.waitForTimeout(300);
  await page.evaluate(`void (window.drawn = new Promise((done) => {
    window.addEventListener('message', () => {
      const started = performance.now();
      const look = () => {
        const path = document.querySelector('svg.timeline path.mark.critical')?.getAttribute('d') ?? '';
        if (path.length > 2000) requestAnimationFrame(() => done(performance.now() - started));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }, { once: true, capture: true });
  }))`);
  await open.post({ type: 'show', report: manyMoments(moments) });
  const took = await page.evaluate<number>('window.drawn');
  await page.context().close();
  return took;
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
