import assert from 'node:assert/strict';
import { capacityReport } from './fixtures/capacityReport.ts';
import { reportBrowser } from './harness/reportBrowser.ts';

describe('Bars', () => {
  const opened = reportBrowser();

  it('say in words what they draw, for who does not see them, and are as long as that', async function () {
    this.timeout(30_000);
    const { page } = await opened(capacityReport(5));
    const list = page.getByRole('list', { name: 'Where the new pods would go' });
    const heard = await list.ariaSnapshot();
    assert.match(heard, /3 new pods; 14 of 110 pods then; takes no more: Insufficient cpu/);
    assert.match(heard, /term: CPU\s+- definition: .*2200m now \+ 1500m new, 220m of 3920m free/);
    const [now, added] = await list.locator('.bar').first().locator('span').all();
    const whole = (await list.locator('.bar').first().boundingBox())?.width ?? 0;
    for (const [part, share] of [
      [now, 2200 / 3920],
      [added, 1500 / 3920],
    ] as const) {
      const width = (await part?.boundingBox())?.width ?? 0;
      assert.ok(Math.abs(width / whole - share) < 0.01, `${width} of ${whole}`);
    }
    const over = list.getByRole('listitem').filter({ hasText: 'overcommitted' }).locator('.bar').first();
    assert.ok(((await over.locator('span').boundingBox())?.width ?? 0) <= ((await over.boundingBox())?.width ?? 0));
  });

  it('lead by the keyboard to the YAML of what they stand for', async function () {
    this.timeout(30_000);
    const open = await opened(capacityReport(300));
    const { page } = open;
    await page.getByRole('button', { name: 'node-1', exact: true }).focus();
    await page.keyboard.press('Enter');
    assert.deepEqual(
      (await open.sent('openYaml')).map(({ object }) => object),
      [{ apiVersion: 'v1', kind: 'Node', name: 'node-1' }],
    );
    assert.equal(await page.locator('.bars > li').count(), 12);
    assert.equal(await page.getByText('289 more nodes together').locator('button').count(), 0);
  });
});
