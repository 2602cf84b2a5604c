import type { Locator, Page } from 'playwright-core';

/** The row of the sidebar whose label is exactly this, or matches. */
export function treeRow(page: Page, label: string | RegExp): Locator {
  const name = page.locator('.monaco-icon-label').getByText(label, { exact: true });
  return page.locator('.part.sidebar .monaco-list-row').filter({ has: name }).first();
}

/** Opens a row if it is closed; a click on an open one would close it. */
export async function expandRow(row: Locator): Promise<void> {
  await row.waitFor({ timeout: 30_000 });
  if ((await row.getAttribute('aria-expanded')) !== 'true') await row.locator('.monaco-tl-twistie').click();
}
