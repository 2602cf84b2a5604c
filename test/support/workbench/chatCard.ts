import type { Locator, Page } from 'playwright-core';

/** The confirmation of a tool is drawn twice: hidden in the list, and above the chat's input. */
export function chatCard(page: Page): Locator {
  return page.locator('.chat-tool-confirmation-carousel-container .chat-confirmation-widget-container').first();
}

export async function readCard(page: Page): Promise<{ readonly text: string; readonly buttons: readonly string[] }> {
  const buttons = chatCard(page).locator('.chat-confirmation-widget-buttons .monaco-text-button');
  await buttons.first().waitFor({ timeout: 40_000 });
  const around = page.locator('.chat-tool-confirmation-carousel-container').first();
  return {
    text: (await around.innerText()).replaceAll('\u00a0', ' '),
    buttons: (await buttons.allInnerTexts()).map((label) => label.trim()),
  };
}

export async function answerCard(page: Page, label: RegExp): Promise<void> {
  await chatCard(page).locator('.chat-confirmation-widget-buttons .monaco-text-button', { hasText: label }).click();
}

/** Sets the permission of the chat, `Allow all`, and agrees to what the editor asks about it. */
export async function chatPermission(page: Page, name: RegExp): Promise<string> {
  const picker = page.locator('.interactive-input-part a.action-label[aria-label^="Permission picker"]').first();
  await picker.click();
  await page.locator('.action-widget .monaco-list-row').filter({ hasText: name }).first().click();
  const agree = page.locator('.monaco-dialog-box .dialog-buttons .monaco-button').filter({
    hasText: /Enable|Allow|Continue|OK|Yes/,
  });
  await agree
    .first()
    .click({ timeout: 3000 })
    .catch(() => undefined);
  await page.locator('.monaco-dialog-box').waitFor({ state: 'hidden' });
  return (await picker.getAttribute('aria-label')) ?? '';
}
