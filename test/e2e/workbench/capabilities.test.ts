import assert from 'node:assert/strict';
import { commandTitle } from '../../support/commandTitle.ts';
import { eventually } from '../../support/workbench/eventually.ts';
import { chatReady } from '../../support/workbench/chat.ts';
import { quickInput, quickTitle, runCommand } from '../../support/workbench/palette.ts';
import { chooseFromMenu } from '../../support/workbench/menu.ts';
import { openContainer } from '../../support/workbench/ready.ts';
import { treeRow } from '../../support/workbench/tree.ts';
import { openDemo, openKubeSre, type KubeSre } from './openKubeSre.ts';
import { pictureOfFailure } from './pictureOfFailure.ts';

describe('The Capabilities and Changes views', () => {
  let kubeSre: KubeSre;
  const pane = (title: string) =>
    kubeSre.page.locator('.part.sidebar .pane').filter({ has: kubeSre.page.locator(`h3:text-is("${title}")`) });
  const rows = async (title: string): Promise<readonly string[]> =>
    pane(title).locator('.monaco-list-row').allInnerTexts();
  const press = async (title: string, button: string): Promise<void> => {
    await pane(title).locator('.pane-header').hover();
    await pane(title).locator(`.pane-header a.action-label[aria-label^="${button}"]`).click();
  };

  /** There are more lines than fit the pane, and what does not fit is not drawn. */
  const scrollTo = async (key: 'Home' | 'End'): Promise<void> => {
    await pane('Capabilities').locator('.monaco-list').first().focus();
    await kubeSre.page.keyboard.press(key);
  };

  before(async () => {
    kubeSre = await openKubeSre({
      script: () => ({ say: 'I looked.' }),
      settings: { 'workbench.colorTheme': 'Default Dark Modern' },
    });
    await chatReady(kubeSre.page);
    await openContainer(kubeSre.page, 'Kube SRE');
    await openDemo(kubeSre.page);
    // The other views give their room.
    for (const title of ['Clusters', 'Findings', 'Changes']) await pane(title).locator('.pane-header').click();
  });
  afterEach(async function () {
    await pictureOfFailure(this, kubeSre);
  });
  after(async () => kubeSre.stop());

  it('name the tools by the trouble that they help with', async () => {
    await treeRow(kubeSre.page, 'Trace a Request').waitFor({ timeout: 15_000 });
    const [heading = '', first = ''] = await rows('Capabilities');
    assert.match(heading, /An application does not answer/);
    assert.match(first, /Trace a Request\s*trace_service_chain/);
  });

  it('filter while words are typed, and say what is filtered', async () => {
    const { page, picture } = kubeSre;
    await press('Capabilities', 'Filter Capabilities');
    await quickInput(page).fill('contexts');
    await treeRow(page, 'List Contexts').waitFor();
    await treeRow(page, 'Trace a Request').waitFor({ state: 'hidden' });
    await page.keyboard.press('Enter');
    await pane('Capabilities').getByText('Filter: contexts').waitFor();
    await picture('capabilities-filter');
    await press('Capabilities', 'Filter Capabilities');
    await quickInput(page).fill('nothing like it');
    await pane('Capabilities').getByText('Nothing found', { exact: false }).waitFor();
    await page.keyboard.press('Enter');
    await picture('capabilities-nothing');
    await pane('Capabilities').getByText('Clear Filter').click();
    await treeRow(page, 'Trace a Request').waitFor();
  });

  it('hand a tool to chat by its reference', async () => {
    const { page } = kubeSre;
    const row = treeRow(page, 'Trace a Request');
    await row.hover();
    await row.locator('a.action-label[aria-label^="Ask in Chat"]').click();
    await page
      .locator('.interactive-input-part .view-lines')
      .getByText('#traceServiceChain')
      .waitFor({ timeout: 15_000 });
    assert.deepEqual(kubeSre.requests, []);
  });

  it('run a tool as the palette does', async () => {
    const { page } = kubeSre;
    await scrollTo('End');
    await treeRow(page, 'List Contexts').click();
    await page.locator('.tab', { hasText: 'List Contexts' }).waitFor({ timeout: 20_000 });
    await treeRow(page, 'List Services').click();
    await quickTitle(page).filter({ hasText: 'List Services' }).waitFor({ timeout: 15_000 });
    await page.keyboard.press('Escape');
  });

  it('say that nothing was changed, and list every call with how it ended', async () => {
    const { picture } = kubeSre;
    for (const title of ['Capabilities', 'Changes']) await pane(title).locator('.pane-header').click();
    await pane('Changes').getByText('Nothing was changed', { exact: false }).waitFor();
    await pane('Changes').locator('.monaco-list-row').getByText('Reads', { exact: true }).click();
    const read = pane('Changes')
      .locator('.monaco-list-row')
      .filter({ hasText: /\d\d:\d\d List Contexts/ });
    await read.first().waitFor({ timeout: 15_000 });
    assert.match(await read.first().innerText(), /answered · \d+ ms/);
    await picture('changes-reads');
  });

  it('make a call again, which is a line of its own at once', async () => {
    const read = pane('Changes').locator('.monaco-list-row').filter({ hasText: 'List Contexts' });
    const before = await read.count();
    await read.first().hover();
    await read.first().locator('a.action-label[aria-label^="Run Again"]').click();
    await read.nth(before).waitFor({ timeout: 15_000 });
  });

  it('copy a call for a terminal', async () => {
    const { page, picture } = kubeSre;
    await runCommand(page, commandTitle('kubeSre.tool.list_kubernetes_nodes'));
    await page.locator('.tab', { hasText: 'List Nodes' }).or(quickTitle(page)).first().waitFor({ timeout: 15_000 });
    await page.keyboard.press('Enter');
    const read = pane('Changes').locator('.monaco-list-row').filter({ hasText: 'List Nodes' }).first();
    await read.waitFor({ timeout: 15_000 });
    await read.click({ button: 'right' });
    await chooseFromMenu(page, 'Copy as Command Line');
    await page.getByText('Copied: list_kubernetes_nodes').first().waitFor({ timeout: 10_000 });
    await picture('changes-copied');
  });

  it('export the log as JSON lines', async () => {
    const { page } = kubeSre;
    await runCommand(page, 'Kube SRE: Export Log');
    const name = quickInput(page);
    await name.waitFor();
    // The box shows the folder first, and the name a moment later.
    const offered = /kube-sre-reads-\d{4}-\d\d-\d\d\.jsonl$/;
    assert.match(
      await eventually(
        () => name.inputValue(),
        (value) => offered.test(value),
      ),
      offered,
    );
    await page.keyboard.press('Enter');
    await page
      .getByText(/Saved kube-sre-reads/)
      .first()
      .waitFor({ timeout: 15_000 });
    await page.locator('.notification-list-item').getByText('Open', { exact: true }).first().click();
    const text = page.locator('.editor-instance .view-lines').first();
    await text.getByText('list_kubernetes_nodes', { exact: false }).first().waitFor({ timeout: 15_000 });
  });

  it('hide a group when it is switched off, say so, and lead to its switch', async () => {
    const { page, picture } = kubeSre;
    for (const title of ['Changes', 'Capabilities']) await pane(title).locator('.pane-header').click();
    await runCommand(page, 'Preferences: Open Settings (UI)');
    const settings = page.locator('.settings-editor');
    await settings.locator('.settings-header .monaco-editor').first().click();
    await page.keyboard.insertText('kubeSre.tools.tracing');
    const box = settings.locator('.setting-item-bool .setting-value-checkbox').first();
    await settings.locator('.setting-item-label', { hasText: 'Tracing' }).first().waitFor({ timeout: 15_000 });
    await box.click();
    await scrollTo('End');
    await treeRow(page, '1 group of tools is switched off').waitFor({ timeout: 15_000 });
    await scrollTo('Home');
    await treeRow(page, 'Trace a Request').waitFor({ state: 'hidden' });
    await picture('capabilities-off');
    await box.click();
    await treeRow(page, 'Trace a Request').waitFor({ timeout: 15_000 });
  });
});
