import assert from 'node:assert/strict';
import { chainReport } from './fixtures/chainReport.ts';
import { namesReport } from './fixtures/hardReports.ts';
import { errorReport, logsReport, podsReport } from './fixtures/plainReports.ts';
import { timelineReport } from './fixtures/timelineReport.ts';
import { pictureOf } from './harness/openReport.ts';
import { reportBrowser } from './harness/reportBrowser.ts';
import { shownMoments } from './harness/shownMoments.ts';

describe('A report in use', () => {
  const opened = reportBrowser();

  it('goes to what changed before the first failure, and filters by severity and text', async () => {
    const open = await opened(timelineReport());
    const { page } = open;
    await page.getByRole('button', { name: 'What changed before the first failure' }).click();
    await page.locator('.moment-details').getByText('memory limit 512Mi → 256Mi').waitFor();
    const zoomed = await shownMoments(page, (moments) => moments > 0 && moments < 12);
    assert.deepEqual(await open.axe(), []);
    assert.match(await page.locator('.moment-list h3').innerText(), new RegExp(`^${zoomed} of 62 moments$`));
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await page.getByRole('checkbox', { name: 'Warning' }).click();
    await page.getByRole('checkbox', { name: 'Info' }).click();
    await shownMoments(page, (moments) => moments === 14);
    assert.equal(await page.locator('.moment-row').count(), 14);
    await page.getByRole('textbox', { name: 'Filter by text' }).fill('no such text');
    await shownMoments(page, (moments) => moments === 0);
  });

  it('zooms where the wheel turns, shows the text under the pointer, and opens evidence by a double click', async () => {
    const open = await opened(timelineReport());
    const { page } = open;
    await shownMoments(page, (moments) => moments === 62);
    const box = await page.locator('svg.timeline').boundingBox();
    assert.ok(box !== null);
    const ring = await page.locator('.moment-ring').boundingBox();
    assert.ok(ring !== null);
    const [x, y] = [ring.x + ring.width / 2, ring.y + ring.height / 2];
    await page.mouse.move(x, y);
    assert.match(await page.locator('.moment-tip').innerText(), /OOMKilled/);
    await page.mouse.dblclick(x, y);
    assert.equal((await open.sent('openYaml'))[0]?.object.name, 'cart-7d9f-x2k');
    for (let turn = 0; turn < 6; turn++) await page.mouse.wheel(0, -120);
    await shownMoments(page, (moments) => moments > 0 && moments < 40);
    await open.picture('timeline-zoomed');
  });

  it('exports the chain as a drawing that stands alone, dark on white whatever the theme', async () => {
    const open = await opened(namesReport(), { theme: 'dark' });
    const { page } = open;
    await page.locator('svg.chain .hop').first().waitFor();
    await page.getByRole('group', { name: 'Drawing' }).getByRole('button', { name: 'Zoom in' }).click();
    await page.getByRole('button', { name: 'Export SVG' }).click();
    const [sent] = await open.sent('exportSvg');
    assert.ok(sent !== undefined);
    assert.match(sent.svg, /^<\?xml/);
    assert.doesNotMatch(sent.svg, /var\(|class=|style=|<script|<style|href|url\((?!#arrow-head)/);
    const broken = await page.evaluate(
      `new DOMParser().parseFromString(${JSON.stringify(sent.svg)}, 'image/svg+xml').querySelector('parsererror')?.textContent ?? ''`,
    );
    assert.equal(broken, '');
    const alone = await page.context().newPage();
    await alone.setContent(`<body>${sent.svg.replace(/^<\?xml.*\?>/, '')}</body>`);
    await alone.screenshot({ path: pictureOf('webview-exported-chain'), fullPage: true });
    assert.equal(await alone.locator('text', { hasText: 'first broken hop' }).count(), 1);
    assert.equal(await alone.locator('svg > rect').first().getAttribute('fill'), '#ffffff');
    const inks = new Set([...sent.svg.matchAll(/<text[^>]* fill="([^"]*)"/g)].map(([, ink]) => ink));
    assert.deepEqual([...inks].sort(), ['#1f1f1f', '#5f5f5f']);
    const { width, height } = (await alone.locator('svg').boundingBox()) ?? { width: 0, height: 0 };
    assert.ok(width > 300 && height > 100, `${width} × ${height}`);
  });

  it('shows text of the cluster as text, and says that some of it reads like an order', async () => {
    const open = await opened(logsReport());
    const { page } = open;
    await page.getByText('<img src=x onerror=', { exact: false }).waitFor();
    assert.equal(await page.locator('img').count(), 0);
    assert.equal(await page.title(), 'Pod logs');
    await page.getByText('reads like an instruction', { exact: false }).waitFor();
    assert.deepEqual(await open.troubles(), []);
  });

  it('says that it runs, and puts the new answer in the place of the old', async () => {
    const open = await opened(podsReport());
    const { page } = open;
    await open.post({ type: 'busy', text: 'Listing pods in shop' });
    await page.locator('.busy').getByText('Listing pods in shop').waitFor();
    await open.post({ type: 'show', report: errorReport() });
    await page.getByText('the namespace does not exist', { exact: false }).waitFor();
    assert.equal(await page.locator('.busy').isVisible(), false);
    assert.equal(await page.locator('table').count(), 0);
  });

  it('speaks the language of its translations', async () => {
    const report = {
      ...chainReport(),
      translations: { Findings: '发现', 'Run again': '重新运行', Broken: '已损坏' },
      locale: 'zh-CN',
    };
    const open = await opened(report);
    const { page } = open;
    await page.getByRole('heading', { name: '发现' }).waitFor();
    await page.getByRole('button', { name: '重新运行' }).waitFor();
    await open.picture('chain-chinese');
  });
});
