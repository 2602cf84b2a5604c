import type { Locator, Page } from 'playwright-core';
import { runCommand } from './palette.ts';

/** A modal dialog's message, detail and buttons. */
export interface Dialog {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

export async function readDialog(page: Page): Promise<Dialog> {
  const box = page.locator('.monaco-dialog-box');
  await box.waitFor();
  return {
    message: (await box.locator('.dialog-message-text').innerText()).trim(),
    detail: (await box.locator('.dialog-message-detail').allInnerTexts()).join('').trim(),
    buttons: (await box.locator('.dialog-buttons .monaco-button').allInnerTexts()).map((text) => text.trim()),
  };
}

/** A notification that has this text. None is shown in automation mode. */
export function toast(page: Page, text: string | RegExp): Locator {
  return page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text }).first();
}

/** Notifications lie over the chat's input; they come at any time, from any extension. */
export async function clearToasts(page: Page): Promise<void> {
  if ((await page.locator('.notifications-toasts.visible .notification-list-item').count()) > 0)
    await runCommand(page, 'Notifications: Clear All Notifications');
}

export function statusBarItem(page: Page, text: string | RegExp): Locator {
  return page.locator('.part.statusbar .statusbar-item').filter({ hasText: text }).first();
}
