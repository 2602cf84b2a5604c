import type { Page } from 'playwright-core';

const row = '.part.sidebar .pane:has([aria-label^="Clusters"]) .monaco-list-row';

/** The names of the rows of the Clusters view, from top to bottom. */
export async function rows(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(`[...document.querySelectorAll(${JSON.stringify(row)})]
    .sort((a, b) => Number(a.dataset.index) - Number(b.dataset.index))
    .map((element) => element.querySelector('.label-name')?.textContent ?? '')`);
}

/** The least rows that any frame shows while something is done. */
export async function fewestRows(page: Page, during: () => Promise<void>): Promise<number> {
  await page.evaluate(`(() => {
    window.fewest = Infinity;
    const look = () => {
      window.fewest = Math.min(window.fewest, document.querySelectorAll(${JSON.stringify(row)}).length);
      window.looking = requestAnimationFrame(look);
    };
    look();
  })()`);
  await during();
  return page.evaluate<number>('cancelAnimationFrame(window.looking), window.fewest');
}

/** Drags the sidebar's edge until it is this wide, in pixels. */
export async function resizeSidebar(page: Page, width: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (box === null) throw new Error('there is no sidebar');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width, y);
  await page.waitForTimeout(400);
  await page.mouse.down();
  await page.mouse.move(box.x + width, y, { steps: 5 });
  await page.mouse.up();
}

/** Folds the container's other views, so that the Clusters view has the room. */
export async function foldOtherViews(page: Page): Promise<void> {
  const open = page.locator('.part.sidebar .pane-header[aria-expanded="true"]:not([aria-label^="Clusters"])');
  for (let left = await open.count(); left > 0; left -= 1) await open.first().click();
}
