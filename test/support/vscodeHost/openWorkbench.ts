import path from 'node:path';
import { chromium as playwright, type Browser, type Page } from 'playwright-core';
import { chromium } from '../chromium.ts';
import type { VsCodeServer } from './startServer.ts';

export interface WorkbenchOptions {
  /** The folder that is open. */
  readonly folder: string;
  /** An unpacked extension to load, as F5 does. */
  readonly extension?: string;
  /** The module with `run()` to load in the extension host. Needs a server in automation mode. */
  readonly suite?: string;
  /** Copilot Chat switched on without signing in. */
  readonly copilot?: boolean;
  /** The display language as VS Code writes it: `zh-cn`. Extensions speak it; the workbench itself has no language pack here and stays English. */
  readonly locale?: string;
  /** Automation mode: each line that the extension host logs, as format and arguments. */
  readonly onLog?: (args: readonly unknown[]) => void;
  /** Automation mode: the suite's promise settled: 0 resolved, else rejected. A killed extension host also gives 0. */
  readonly onExit?: (code: number) => void;
}

export interface Workbench {
  readonly browser: Browser;
  readonly page: Page;
}

/** Opens the server's workbench in a browser; the page is not settled yet when this returns (see ready.ts). */
export async function openWorkbench(server: VsCodeServer, options: WorkbenchOptions): Promise<Workbench> {
  const executablePath = chromium();
  if (executablePath === undefined) throw new Error('No Chromium found; set CHROMIUM to its path.');
  const browser = await playwright.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const { onLog, onExit, locale } = options;
    const context = await browser.newContext({
      viewport: { width: 1400, height: 900 },
      ...(locale === undefined ? {} : { locale: browserLocale(locale) }),
    });
    const page = await context.newPage();
    if (locale !== undefined) await page.addInitScript({ content: languageScript(locale) });
    if (onLog) await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => onLog(args));
    if (onExit) await page.exposeFunction('codeAutomationExit', (code: number) => onExit(code));
    if (!server.automation && options.extension !== undefined) {
      await page.addInitScript({ content: developmentScript(server, options.extension) });
    }
    if (options.copilot === true) await enableCopilot(page, server);
    await page.goto(pageUrl(server, options));
    return { browser, page };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/**
 * A language pack sets this name with its messages; the page hands its value to the server, which chooses `package.nls.zh-cn.json` and
 * `bundle.l10n.zh-cn.json` by it and tells extensions as `vscode.env.language`. The packs themselves are not to be had from npm.
 */
function languageScript(locale: string): string {
  return `globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(locale)};`;
}

/** `zh-CN` for `zh-cn`: what dates and numbers in views follow. */
function browserLocale(locale: string): string {
  return new Intl.Locale(locale).toString();
}

/** The payload is honoured in automation mode only. Its authority must be the page's own host. */
function pageUrl(server: VsCodeServer, { folder, extension, suite }: WorkbenchOptions): string {
  const remote = (file: string): string => `vscode-remote://${server.address}${path.resolve(file)}`;
  const payload: [string, string][] = [['skipWelcome', 'true']];
  if (server.automation && extension !== undefined) payload.push(['extensionDevelopmentPath', remote(extension)]);
  if (server.automation && suite !== undefined) payload.push(['extensionTestsPath', remote(suite)]);
  const url = new URL(`http://${server.address}/`);
  url.searchParams.set('folder', path.resolve(folder));
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/**
 * Outside automation mode: puts the extension into the page's configuration before the workbench reads it. (Changing the page by
 * request interception makes Chromium refuse the WebSocket to loopback.)
 */
function developmentScript(server: VsCodeServer, extension: string): string {
  const location = { scheme: 'vscode-remote', authority: server.address, path: path.resolve(extension) };
  return `document.addEventListener('readystatechange', () => {
    const meta = document.getElementById('vscode-workbench-web-configuration');
    if (document.readyState !== 'interactive' || !meta) return;
    const settings = JSON.parse(meta.getAttribute('data-settings'));
    settings.developmentOptions = { ...settings.developmentOptions, extensions: [${JSON.stringify(location)}] };
    meta.setAttribute('data-settings', JSON.stringify(settings));
  });`;
}

/**
 * In a fresh profile the workbench disables its built-in Copilot Chat until somebody has signed in. A stored flag says that this
 * step was taken; the store has to exist on the page's origin before the workbench starts.
 */
async function enableCopilot(page: Page, server: VsCodeServer): Promise<void> {
  await page.goto(`http://${server.address}/version`);
  await page.evaluate(`new Promise((resolve, reject) => {
    const opening = indexedDB.open('vscode-web-state-db-global', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('ItemTable');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const writing = opening.result.transaction('ItemTable', 'readwrite');
      writing.objectStore('ItemTable').put('true', 'builtinChatExtensionEnablementMigration');
      writing.oncomplete = () => { opening.result.close(); resolve(); };
    };
  })`);
}
