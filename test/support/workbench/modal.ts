import type { Locator, Page } from 'playwright-core';

export interface Modal {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** The dialog that lies over the window. */
export function modalBox(page: Page): Locator {
  return page.locator('.monaco-dialog-box');
}

export async function readModal(page: Page, timeout = 30_000): Promise<Modal> {
  const box = modalBox(page);
  await box.waitFor({ timeout });
  const texts = (selector: string): Promise<string[]> => box.locator(selector).allInnerTexts();
  return {
    message: (await texts('.dialog-message-text')).join('').trim(),
    detail: (await texts('.dialog-message-detail')).join('').trim(),
    buttons: (await texts('.dialog-buttons .monaco-button')).map((label) => label.trim()),
  };
}

/** Answers it by a button's exact label, and waits until it is gone. */
export async function answerModal(page: Page, label: string): Promise<void> {
  const box = modalBox(page);
  await box.locator('.dialog-buttons .monaco-button').getByText(label, { exact: true }).click();
  await box.waitFor({ state: 'hidden' });
}
