import type { Locator, Page } from 'playwright-core';
import { runCommand } from './palette.ts';

/** Notifications lie over the chat's input; they come at any time, from any extension. */
export async function clearToasts(page: Page): Promise<void> {
  if ((await page.locator('.notifications-toasts.visible .notification-list-item').count()) > 0)
    await runCommand(page, 'Notifications: Clear All Notifications');
}

export function statusBarItem(page: Page, text: string | RegExp): Locator {
  return page.locator('.part.statusbar .statusbar-item').filter({ hasText: text }).first();
}
