import type { Page } from 'playwright-core';

const entry = '.context-view .monaco-menu .action-item:not(.disabled)';
const entries = `${entry} .action-label:not(.separator)`;

/** Chooses from the open menu. A menu ignores clicks of its first moments, hence pointing, Enter, and again until it is gone. */
export async function chooseFromMenu(page: Page, label: string): Promise<void> {
  const items = page.locator(entries);
  await items.first().waitFor();
  const item = page.locator(entry).getByText(label, { exact: true }).first();
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await item.hover({ timeout: 2000 });
    await page.keyboard.press('Enter');
    try {
      await item.waitFor({ state: 'hidden', timeout: 1500 });
      return;
    } catch {
      // It did not react yet.
    }
  }
  throw new Error(`The menu's "${label}" did not react; entries: ${(await items.allInnerTexts()).join(', ')}`);
}

/** What the open menu offers, from top to bottom; it is closed then. */
export async function menuEntries(page: Page): Promise<readonly string[]> {
  const items = page.locator(entries);
  await items.first().waitFor();
  const labels = await items.allInnerTexts();
  await page.keyboard.press('Escape');
  await items.first().waitFor({ state: 'hidden' });
  return labels.map((label) => label.trim()).filter((label) => label !== '');
}
