import type { Page } from 'playwright-core';

/** Rows of the list beside the timeline. */
export function shownMoments(page: Page): Promise<number> {
  return page.locator('.moment-row').count();
}
