import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';

/** Waits until the view has saved a state with this text in it. (The policy forbids what Playwright's own waiting evaluates.) */
export async function untilSaved(page: Page, text: string): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    const saved = await page.evaluate<string>(`sessionStorage.getItem('state') ?? ''`);
    if (saved.includes(text)) return;
    await sleep(50);
  }
  assert.fail(`nothing with ${text} was saved`);
}
