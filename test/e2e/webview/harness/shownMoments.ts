import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';

/** How many moments the list beside the timeline says it holds, once that is as expected and the movement has ended. */
export async function shownMoments(page: Page, expected: (moments: number) => boolean): Promise<number> {
  const deadline = Date.now() + 10_000;
  let shown = -1;
  while (Date.now() < deadline) {
    shown = Number.parseInt(await page.locator('.moment-list h3').innerText());
    if (expected(shown)) return shown;
    await sleep(50);
  }
  assert.fail(`the list holds ${shown} moments`);
}
