import type { Page } from 'playwright-core';
import { runCommand } from './palette.ts';

/** Changes a setting that is a check box from its default, as a person does it: in the Settings editor, which is closed again. */
export async function changeSwitch(page: Page, id: string): Promise<void> {
  await runCommand(page, 'Preferences: Open Settings (UI)');
  await page.locator('.settings-editor .suggest-input-container .monaco-editor').first().click();
  await page.keyboard.insertText(`@id:${id}`);
  const setting = `.settings-editor [data-key="${id}"]`;
  await page.locator(`${setting} .setting-value-checkbox`).first().click();
  // The box changes at once; this mark comes when the value is written, and an editor that is closed before forgets the change.
  await page.locator(`${setting}.is-configured`).first().waitFor();
  // The editor lies over the window; the first Escape may only leave its search.
  const editor = page.locator('.monaco-modal-editor-block');
  for (let attempt = 0; attempt < 5 && (await editor.isVisible()); attempt += 1) {
    await page.keyboard.press('Escape');
    await editor.waitFor({ state: 'hidden', timeout: 500 }).catch(() => undefined);
  }
}
