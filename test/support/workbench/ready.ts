import type { Page } from 'playwright-core';

/** Waits until the workbench is drawn and idle. Views of extensions follow some seconds later: wait for them by themselves. */
export async function ready(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
  await page
    .locator('.monaco-workbench .monaco-progress-container.active')
    .waitFor({ state: 'hidden', timeout: 60_000 });
  await page.locator('.part.activitybar .action-item').nth(4).waitFor({ timeout: 60_000 });
}

/** Opens a container of the activity bar by the beginning of its title. */
export async function openContainer(page: Page, title: string): Promise<void> {
  const item = page.locator(
    `.part.activitybar .action-item a.action-label[aria-label^="${title}"], .part.activitybar .action-item[aria-label^="${title}"] a`,
  );
  await item.first().click({ timeout: 30_000 });
}
