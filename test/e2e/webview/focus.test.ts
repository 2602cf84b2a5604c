import assert from 'node:assert/strict';
import type { ReportMessage } from '../../../src/core/reportMessages.ts';
import { chainReport } from './fixtures/chainReport.ts';
import { fiftyPodsReport } from './fixtures/hardReports.ts';
import { logsReport, podsReport } from './fixtures/plainReports.ts';
import { timelineReport } from './fixtures/timelineReport.ts';
import { reportBrowser } from './harness/reportBrowser.ts';
import type { ThemeName } from './harness/themes.ts';

interface Stop {
  readonly name: string;
  /** Whether it comes after the stop before it in the document. */
  readonly inOrder: boolean;
  readonly seen: boolean;
}

const reports: readonly (readonly [name: string, report: () => ReportMessage, theme: ThemeName])[] = [
  ['a chain', chainReport, 'light'],
  ['a chain to fifty pods', fiftyPodsReport, 'high-contrast'],
  ['a timeline', timelineReport, 'dark'],
  ['pods', podsReport, 'high-contrast-light'],
  ['logs', logsReport, 'dark'],
];

describe('Tab through a report', () => {
  const opened = reportBrowser();

  for (const [name, report, theme] of reports)
    it(`of ${name} stops at every control in the order of the page, shows where it is, and comes out at the end`, async () => {
      const { page } = await opened(report(), { theme });
      await page.waitForTimeout(500);
      await page.evaluate(watchStops);
      let left = false;
      for (let press = 0; press < 150 && !left; press++) {
        await page.keyboard.press('Tab');
        left = await page.evaluate<boolean>('window.recordStop()');
      }
      assert.ok(left, 'Tab never came out of the page');
      const { stops, missed } = await page.evaluate<{
        readonly stops: readonly Stop[];
        readonly missed: readonly string[];
      }>('window.stopsAndMissed()');
      assert.ok(stops.length >= 5, `${stops.length} stops`);
      assert.deepEqual(missed, []);
      assert.deepEqual(
        stops.filter(({ inOrder }) => !inOrder).map((stop) => stop.name),
        [],
        'out of order',
      );
      assert.deepEqual(
        stops.filter(({ seen }) => !seen).map((stop) => stop.name),
        [],
        'the focus is not to be seen',
      );
    });
});

/** Runs in the page: remembers each stop of Tab with the look that the focus gives it, to be compared with its look without. */
const watchStops = `(() => {
  const stops = [];
  const deepest = () => {
    let one = document.activeElement;
    while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
    return one;
  };
  const look = (one) => {
    const host = one.getRootNode().host;
    const parts = [one, ...one.querySelectorAll('*'), ...(host ? [host, ...host.shadowRoot.querySelectorAll('*')] : [])];
    return parts.map((part) => {
      const style = getComputedStyle(part);
      return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.borderColor, style.boxShadow, style.stroke, style.strokeWidth].join();
    }).join('|');
  };
  const nameOf = (one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim().slice(0, 60) || one.tagName;
  window.recordStop = () => {
    if (document.activeElement === document.body || document.activeElement === null) return true;
    const one = deepest();
    stops.push({ outer: document.activeElement, one, look: look(one) });
    return false;
  };
  window.stopsAndMissed = () => {
    document.activeElement?.blur?.();
    const outers = stops.map(({ outer }) => outer);
    const controls = [...document.querySelectorAll('button, vscode-button, vscode-checkbox, vscode-dropdown, vscode-text-field, [role=button], [tabindex="0"]')];
    const missed = controls.filter((one) =>
      one.getClientRects().length > 0 && !outers.includes(one) && one.getAttribute('tabindex') !== '-1');
    return {
      missed: missed.map(nameOf),
      stops: stops.map(({ outer, one, look: focused }, index) => ({
        name: nameOf(outer),
        inOrder: index === 0 || (outers[index - 1].compareDocumentPosition(outer) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
        seen: look(one) !== focused,
      })),
    };
  };
})()`;
