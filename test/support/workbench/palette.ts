import type { Locator, Page } from 'playwright-core';

/** The palette's or a quick pick's input box. */
export function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget input[type=text]').first();
}

export function quickPickRows(page: Page): Locator {
  return page.locator('.quick-input-list .monaco-list-row');
}

/**
 * Runs a command by the palette. The row is waited for and clicked, since typing and pressing Enter races with the extension's
 * registration and would run whatever row is first.
 */
export async function runCommand(page: Page, title: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    await page.keyboard.press('F1');
    try {
      // Whatever takes the focus meanwhile closes the palette again.
      await quickInput(page).fill(`>${title}`, { timeout: 4000 });
      const row = quickPickRows(page).filter({ hasText: title }).first();
      await row.waitFor({ timeout: 2500 });
      await row.click({ timeout: 2500 });
      return;
    } catch (error) {
      await page.keyboard.press('Escape');
      if (attempt === 8) throw new Error(`The palette has no command "${title}".`, { cause: error });
    }
  }
}

/** The row of a quick pick whose label is exactly this. */
export function quickPickRow(page: Page, label: string): Locator {
  return quickPickRows(page)
    .filter({ has: page.locator('.monaco-icon-label').getByText(label, { exact: true }) })
    .first();
}

/** Answers a quick pick by its label; the question is awaited by its title, since the one before may still be shown. */
export async function pick(page: Page, question: string, label: string): Promise<void> {
  await quickTitle(page).filter({ hasText: question }).waitFor({ timeout: 15_000 });
  await quickPickRow(page, label).click({ timeout: 15_000 });
}

export async function pressBack(page: Page): Promise<void> {
  await page.locator('.quick-input-titlebar a.action-label[aria-label^="Back"]').click();
}

export function quickTitle(page: Page): Locator {
  return page.locator('.quick-input-titlebar .quick-input-title');
}
