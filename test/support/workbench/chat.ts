import type { Locator, Page } from 'playwright-core';
import { clearToasts } from './notices.ts';

/** Settings that make chat use the scripted model for everything, titles too. */
export const chatSettings = {
  'chat.defaultModel': 'scripted',
  'chat.byokUtilityModelDefault': 'mainAgent',
  'chat.tips.enabled': false,
} as const;

/** Copilot Chat is active and the scripted model is chosen: 8 to 12 s after the start. */
export async function chatReady(page: Page): Promise<void> {
  await page
    .locator('.interactive-input-part .chat-input-toolbars', { hasText: 'Scripted' })
    .first()
    .waitFor({ timeout: 60_000 });
}

export async function sendChat(page: Page, text: string): Promise<void> {
  await clearToasts(page);
  await page.locator('.interactive-input-part .monaco-editor').first().click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(text);
  await page.locator('.interactive-input-part a.action-label[aria-label^="Send"]:not(.disabled)').first().click();
}

/** The last answer that has this text, once it stands there whole. */
export async function chatAnswer(page: Page, text: string | RegExp): Promise<Locator> {
  const answer = page.locator('.interactive-response').filter({ hasText: text }).last();
  await answer.waitFor({ timeout: 60_000 });
  await page
    .locator('.interactive-session .chat-response-loading')
    .first()
    .waitFor({ state: 'detached', timeout: 60_000 });
  return answer;
}
