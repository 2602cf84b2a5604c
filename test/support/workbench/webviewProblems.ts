import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What axe-core finds wrong in the webview that is shown, one line for each rule. Wants a single webview open. */
export async function webviewProblems(page: Page): Promise<readonly string[]> {
  const { violations, passes } = await new AxeBuilder({ page })
    .include(['iframe.webview.ready', '#active-frame', 'body'])
    .analyze();
  if (passes.length === 0) return ['axe-core looked at nothing'];
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`,
  );
}
