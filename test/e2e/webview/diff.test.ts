import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { diffReport } from './fixtures/diffReport.ts';
import { reportBrowser } from './harness/reportBrowser.ts';
import { untilSaved } from './harness/untilSaved.ts';

describe('The diff of two revisions', () => {
  const opened = reportBrowser();

  it('has two columns of revisions on top, the sections below them, and the YAML last', async () => {
    const { page } = await opened(diffReport());
    assert.deepEqual(await page.locator('.diff h3').allInnerTexts(), [
      'Revision 3 last known good',
      'Revision 4 current',
      'Images',
      'Resources',
      'Probes',
      'References',
      'YAML',
    ]);
    const [left, right] = await Promise.all(
      ['Revision 3', 'Revision 4'].map((name) => page.locator('.diff-side', { hasText: name }).boundingBox()),
    );
    assert.deepEqual([left?.y, (left?.x ?? 0) < (right?.x ?? 0)], [right?.y, true]);
    const images = page.getByRole('list', { name: 'Images' });
    assert.equal(
      await images.innerText(),
      'spec.containers[cart].image: registry.example/shop/cart:1.8 → registry.example/shop/cart:1.9',
    );
    assert.match(await page.getByRole('list', { name: 'Probes' }).innerText(), /readinessProbe: not there → \{/);
    assert.equal(await page.locator('.diff b').count(), 0);
  });

  it('sets the lines beside each other, with a sign, a word and the marks of the words that differ', async () => {
    const { page } = await opened(diffReport());
    const row = page.locator('.diff-text tr.changed', { hasText: 'cart:1.8' });
    assert.deepEqual(await row.locator('mark').allInnerTexts(), ['8', '9']);
    const [before = '', after = ''] = await row.locator('td.text').allTextContents();
    assert.match(before, /^−removed {4}image: registry\.example\/shop\/cart:1\.8$/);
    assert.match(after, /^\+added {4}image: registry\.example\/shop\/cart:1\.9$/);
    const alone = page.locator('.diff-text tr.changed', { hasText: 'readinessProbe' });
    assert.equal(await alone.locator('td.absent').count(), 2);
  });

  it('folds what is unchanged, unfolds it by keyboard, goes on from there, and keeps it over a reload', async () => {
    const { page } = await opened(diffReport());
    const folded = page.getByRole('button', { name: /unchanged lines/ });
    assert.match(await folded.innerText(), /^48 unchanged lines$/);
    const rows = page.locator('.diff-text tbody tr');
    const before = await rows.count();
    await tabTo(page, 'unchanged lines');
    await page.keyboard.press('Enter');
    await page.getByText('SETTING_7', { exact: false }).first().waitFor();
    assert.equal(await rows.count(), before - 1 + 48);
    assert.equal(await page.evaluate('document.activeElement.tagName'), 'TR');
    assert.equal(await page.getByRole('status').innerText(), '48 lines are shown');
    await untilSaved(page, '"block0":[');
    await page.reload();
    await page.locator('.diff-text').waitFor();
    assert.equal(await folded.count(), 0);
  });

  it('offers to roll back only where there is a tool for it, and sends the call as it stands', async () => {
    const open = await opened(diffReport());
    await open.page.getByRole('button', { name: 'Roll back to 3…' }).click();
    assert.deepEqual(await open.sent('call'), [
      {
        type: 'call',
        tool: 'rollback_deployment',
        input: { kind: 'Deployment', namespace: 'shop', name: 'cart', revision: 3 },
      },
    ]);
    const without = await opened(diffReport(false));
    await without.page.getByRole('button', { name: 'Open in Diff Editor' }).waitFor();
    assert.equal(await without.page.getByRole('button', { name: /Roll back/ }).count(), 0);
  });

  it('opens the diff editor and the object of a reference, and copies the texts as one', async () => {
    const open = await opened(diffReport());
    const { page } = open;
    await page.evaluate(
      'Object.defineProperty(navigator, "clipboard", { value: { writeText: (text) => { window.copied = text; return Promise.resolve(); } } })',
    );
    await page.getByRole('button', { name: 'Copy' }).click();
    assert.match(await page.evaluate<string>('window.copied'), /^-.*cart:1\.8\n\+.*cart:1\.9$/m);
    await page.getByRole('button', { name: 'Open in Diff Editor' }).click();
    assert.deepEqual(await open.sent('openDiff'), [{ type: 'openDiff' }]);
    await page.getByRole('button', { name: 'ConfigMap settings' }).click();
    assert.equal((await open.sent('openYaml'))[0]?.object.name, 'settings');
    assert.deepEqual(await open.troubles(), []);
  });

  async function tabTo(page: Page, name: string): Promise<void> {
    for (let press = 0; press < 40; press++) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate<string>(
        '["BUTTON", "VSCODE-BUTTON"].includes(document.activeElement.tagName) ? document.activeElement.textContent : ""',
      );
      if (focused.includes(name)) return;
    }
    assert.fail(`${name} is not reached by the Tab key`);
  }
});
