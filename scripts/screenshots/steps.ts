import type { Locator, Page } from 'playwright-core';
import { chatAnswer, chatReady, sendChat } from '../../test/support/workbench/chat.ts';
import { commandTitle } from '../../test/support/commandTitle.ts';
import { chooseFromMenu } from '../../test/support/workbench/menu.ts';
import { clearToasts, statusBarItem } from '../../test/support/workbench/notices.ts';
import { runCommand } from '../../test/support/workbench/palette.ts';
import { openContainer } from '../../test/support/workbench/ready.ts';
import { expandRow, treeRow } from '../../test/support/workbench/tree.ts';
import { webviewFrame } from '../../test/support/workbench/webviewFrame.ts';
import type { Step } from './shot.ts';

const patience = 30_000;

/** The sidebar with the demo cluster in it. */
export const demo: Step = {
  says: 'open the demo cluster',
  async run({ page, locale }) {
    await openContainer(page, 'Kube SRE');
    await runCommand(page, commandTitle('kubeSre.openDemo', locale));
    await treeRow(page, 'demo').waitFor({ timeout: patience });
    await statusBarItem(page, /demo/).waitFor({ timeout: patience });
  },
};

/** Opens rows of the sidebar, each below the one before. */
export function expand(...labels: readonly (string | RegExp)[]): Step {
  return {
    says: `expand ${labels.join(' › ')}`,
    async run({ page }) {
      for (const label of labels) await expandRow(treeRow(page, label));
    },
  };
}

/** Folds the views below the first, so that the tree of clusters has the whole sidebar. */
export const onlyClusters: Step = {
  says: 'fold the views below Clusters',
  async run({ page }) {
    const below = page.locator('.part.sidebar .pane-header.expanded').nth(1);
    await below.waitFor({ timeout: patience });
    while ((await below.count()) > 0) await below.click({ position: { x: 60, y: 10 } });
  },
};

/** Clicks evidence in the sidebar, and waits until its YAML stands there in colours, the deciding field selected. */
export function openEvidence(label: string | RegExp): Step {
  return {
    says: `click ${String(label)} in the sidebar and see its YAML`,
    async run({ page }) {
      await treeRow(page, label).click({ timeout: patience });
      await statusBarItem(page, /selected/).waitFor({ timeout: patience });
      await shown(page.locator('.editor-instance .view-line [class^="mtk"]:not(.mtk1)'));
    },
  };
}

/** Chooses a command of ours from the context menu of a row. */
export function choose(label: string | RegExp, id: string): Step {
  return {
    says: `choose ${id} on ${String(label)}`,
    async run({ page, locale }) {
      await treeRow(page, label).click({ button: 'right', timeout: patience });
      await chooseFromMenu(page, commandTitle(id, locale).replace(/^Kube SRE: /, ''));
    },
  };
}

/** Runs a command of ours by the palette. */
export function command(id: string): Step {
  return {
    says: `run ${id}`,
    run: ({ page, locale }) => runCommand(page, commandTitle(id, locale)),
  };
}

/** Waits for words in the sidebar. */
export function seeInSidebar(words: string | RegExp): Step {
  return {
    says: `see ${String(words)} in the sidebar`,
    run: ({ page }) => shown(page.locator('.part.sidebar').getByText(words)),
  };
}

/** Waits for words in a view of ours (report, timeline, chain). */
export function seeInView(words: string | RegExp): Step {
  return {
    says: `see ${String(words)} in the view`,
    run: async ({ page }) => shown((await view(page)).getByText(words)),
  };
}

/** Clicks words in a view of ours. */
export function clickInView(words: string | RegExp): Step {
  return {
    says: `click ${String(words)} in the view`,
    run: async ({ page }) => {
      await (await view(page)).getByText(words).first().click({ timeout: patience });
    },
  };
}

/** Asks in chat, and waits until the whole answer with these words stands there. */
export function ask(question: string, answer: string | RegExp): Step {
  return {
    says: `ask "${question}" and be answered ${String(answer)}`,
    async run({ page }) {
      await chatReady(page);
      await sendChat(page, question);
      await chatAnswer(page, answer);
    },
  };
}

/** Draws the edge of the sidebar until it is so many pixels wide. */
export function sidebarWidth(pixels: number): Step {
  return {
    says: `make the sidebar ${pixels} pixels wide`,
    run: async ({ page }) => {
      const { x, width } = await boxOf(page, '.part.sidebar');
      await drag(page, x + width + 2, x + pixels);
    },
  };
}

/** The same for the chat at the right. */
export function chatWidth(pixels: number): Step {
  return {
    says: `make the chat ${pixels} pixels wide`,
    run: async ({ page }) => {
      const { x, width } = await boxOf(page, '.part.auxiliarybar');
      await drag(page, x - 2, x + width - pixels);
    },
  };
}

/** Notifications come at any time, from any extension. */
export const withoutNotices: Step = { says: 'clear notifications', run: ({ page }) => clearToasts(page) };

async function shown(words: Locator): Promise<void> {
  await words.first().waitFor({ timeout: patience });
}

async function view(page: Page) {
  return webviewFrame(page, 'main', patience);
}

async function boxOf(page: Page, part: string) {
  const box = await page.locator(part).boundingBox();
  if (box === null) throw new Error(`${part} is not shown`);
  return box;
}

/** Drags an upright edge, at half the height of the window. */
async function drag(page: Page, from: number, to: number): Promise<void> {
  await page.mouse.move(from, 450);
  await page.mouse.down();
  await page.mouse.move(to, 450, { steps: 8 });
  await page.mouse.up();
}
