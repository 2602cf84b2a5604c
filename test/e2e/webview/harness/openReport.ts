import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium as engine, type Browser, type Page } from 'playwright-core';
import type { HostToReport, ReportMessage, ReportToHost } from '../../../../src/core/reportMessages.ts';
import { chromium } from '../../../support/chromium.ts';
import { root } from '../../../support/sourceImports.ts';
import { hostScript } from './hostScript.ts';
import type { ThemeName } from './themes.ts';

export interface OpenReport {
  readonly page: Page;
  /** Plays the host. */
  post(message: HostToReport): Promise<void>;
  /** What the view has sent, of one type. */
  sent<Type extends ReportToHost['type']>(type: Type): Promise<readonly Extract<ReportToHost, { type: Type }>[]>;
  /** Console errors, exceptions and violations of the content security policy so far. */
  troubles(): Promise<readonly string[]>;
  /** What axe-core finds, one line for each rule. */
  axe(): Promise<readonly string[]>;
  /** A screenshot of the whole page, as out/screens/webview-NAME.png. */
  picture(name: string): Promise<void>;
}

interface Options {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** Device pixels for one of CSS: a window at 200 % has half the width and twice the scale. */
  readonly scale?: number;
  readonly reducedMotion?: boolean;
}

/** Where a picture of that name goes: out/screens/NAME.png. */
export function pictureOf(name: string): string {
  const folder = path.join(root, 'out', 'screens');
  mkdirSync(folder, { recursive: true });
  return path.join(folder, `${name}.png`);
}

export async function launchBrowser(): Promise<Browser> {
  const executablePath = chromium();
  if (executablePath === undefined) throw new Error('no Chromium: set CHROMIUM to one');
  return engine.launch({ executablePath });
}

/** The view in a page of its own, with a stand-in for VS Code's side that shows `report` as soon as the view is ready. */
export async function openReport(
  browser: Browser,
  url: string,
  report: ReportMessage,
  { theme = 'dark', width = 1280, height = 860, scale = 1, reducedMotion = false }: Options = {},
): Promise<OpenReport> {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  await page.addInitScript(hostScript(theme, report));
  await page.goto(url);
  await page.locator('.page > header').waitFor();
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  return {
    page,
    post: async (message) => {
      await page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
    },
    sent: async (type) => page.evaluate(`window.sentToHost.filter((one) => one.type === ${JSON.stringify(type)})`),
    async troubles() {
      const violations = await page.evaluate<readonly string[]>('window.policyViolations');
      return [...errors, ...violations];
    },
    async axe() {
      const { violations, passes } = await new AxeBuilder({ page }).analyze();
      if (passes.length === 0) return ['axe-core looked at nothing'];
      return violations.map(
        ({ id, help, nodes }) =>
          `${id}: ${help}: ${nodes.map((node) => `${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`).join(' | ')}`,
      );
    },
    async picture(name) {
      await page.screenshot({ path: pictureOf(`webview-${name}`), fullPage: true });
    },
  };
}
