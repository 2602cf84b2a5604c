import assert from 'node:assert/strict';
import { fixReport } from './fixtures/fixReport.ts';
import { reportBrowser } from './harness/reportBrowser.ts';

describe('The card of a finding that a change mends', () => {
  const opened = reportBrowser();

  it('has its action, which asks for the plan of its own object', async () => {
    const open = await opened(fixReport());
    const { page } = open;
    const card = page.locator('.card', { hasText: 'The rollout made no progress' });
    const action = card.getByRole('button', { name: 'Roll Back…' });
    await action.waitFor();
    assert.deepEqual(await open.axe(), []);
    await open.picture('finding-fix');
    await action.focus();
    await page.keyboard.press('Enter');
    const [call] = await open.sent('call');
    assert.deepEqual(
      [call?.tool, call?.input],
      ['rollback_deployment', { namespace: 'shop', kind: 'Deployment', name: 'web' }],
    );
    const other = page.locator('.card', { hasText: 'evicted the pod' });
    await other.getByRole('button', { name: 'Delete…' }).waitFor();
    assert.equal(await page.locator('.fix').count(), 2);
  });

  it('has none where the tools that write are switched off', async () => {
    const { page } = await opened(fixReport(false));
    await page.locator('.card').first().waitFor();
    assert.equal(await page.locator('.fix').count(), 0);
  });
});
