import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame, Page } from 'playwright-core';

/** The frame of an extension's own page that has such an element. A webview nests: page, frame of the workbench, frame of ours. */
export async function webviewFrame(page: Page, selector: string, milliseconds = 20_000): Promise<Frame> {
  const deadline = Date.now() + milliseconds;
  while (Date.now() < deadline) {
    for (const frame of page.frames()) {
      if (frame.url().includes('/fake.html') && (await has(frame, selector))) return frame;
    }
    await sleep(150);
  }
  throw new Error(
    `No webview has ${selector}; frames: ${page
      .frames()
      .map((frame) => frame.url().slice(0, 120))
      .join(' | ')}`,
  );
}

async function has(frame: Frame, selector: string): Promise<boolean> {
  try {
    return (await frame.locator(selector).count()) > 0;
  } catch {
    // The frame went away while it was asked.
    return false;
  }
}
