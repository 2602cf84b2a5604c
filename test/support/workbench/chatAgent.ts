import type { Page } from 'playwright-core';

const picker = '.interactive-input-part .chat-mode-picker-item';
const entries = '.action-widget .monaco-list-row.action .title';

/** Chooses from the picker, and gives the names that stood in it. The list may close by itself while a new chat settles. */
export async function chooseAgent(page: Page, name: string): Promise<readonly string[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await page.locator(`${picker} a.action-label`).first().click({ timeout: 5000 });
      await page.locator(entries).first().waitFor({ timeout: 2000 });
      const names = await page.locator(entries).allInnerTexts();
      await page.locator(entries).getByText(name, { exact: true }).click({ timeout: 2000 });
      await agentChosen(page, name);
      return names;
    } catch (error) {
      await page.keyboard.press('Escape');
      if (attempt === 5) throw new Error(`The picker does not let ${name} be chosen.`, { cause: error });
    }
  }
}

export async function agentChosen(page: Page, name: string): Promise<void> {
  await page.locator(picker).getByText(name, { exact: true }).first().waitFor({ timeout: 5000 });
}

export async function newChat(page: Page): Promise<void> {
  await page.locator('.part.auxiliarybar .title a.action-label[aria-label^="New Chat"]').first().click();
  await page.locator('.interactive-response').first().waitFor({ state: 'detached' });
}
