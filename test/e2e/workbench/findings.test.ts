import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { commandTitle } from '../../support/commandTitle.ts';
import { eventually } from '../../support/workbench/eventually.ts';
import { chooseFromMenu } from '../../support/workbench/menu.ts';
import { clearToasts } from '../../support/workbench/notices.ts';
import { pick, runCommand } from '../../support/workbench/palette.ts';
import { openContainer } from '../../support/workbench/ready.ts';
import { expandRow, treeRow } from '../../support/workbench/tree.ts';
import { openDemo, openKubeSre, type KubeSre } from './openKubeSre.ts';
import { pictureOfFailure } from './pictureOfFailure.ts';

describe('The Findings view', () => {
  let kubeSre: KubeSre;

  before(async () => {
    kubeSre = await openKubeSre();
  });
  afterEach(async function () {
    await pictureOfFailure(this, kubeSre);
  });
  after(async () => kubeSre.stop());

  const pane = (page: Page): Locator =>
    page.locator('.part.sidebar .pane').filter({ has: page.locator('.pane-header', { hasText: 'Findings' }) });

  /** The view has room for the last button of its welcome. */
  const shows = async (view: string, last: string): Promise<void> => {
    const { page } = kubeSre;
    const whole = page.locator('.part.sidebar .pane').filter({ has: page.locator('.pane-header', { hasText: view }) });
    const place = async (of: Locator) => (await of.boundingBox()) ?? assert.fail('it has no place');
    const button = await place(whole.getByRole('button', { name: last }));
    const { y, height } = await place(whole);
    assert.ok(button.y + button.height <= y + height, `${last}: ${JSON.stringify({ button, y, height })}`);
  };

  it('offers a scan before the first one, and says in words why there is none without a cluster', async () => {
    const { page, picture } = kubeSre;
    await openContainer(page, 'Kube SRE');
    await pane(page)
      .getByText('Nothing was scanned since this window opened', { exact: false })
      .waitFor({ timeout: 30_000 });
    await picture('findings-welcome');
    await shows('Findings', 'Scan a Namespace…');
    await shows('Clusters', 'Get Started');
    await runCommand(page, commandTitle('kubeSre.scan'));
    await treeRow(page, /[Kk]ubeconfig/).waitFor({ timeout: 15_000 });
    await treeRow(page, /^set KUBECONFIG/).waitFor();
    await treeRow(page, 'Retry').waitFor();
    await picture('findings-failed');
  });

  it('shows what a scan of the demo found, counted in the badge, with its place and time', async () => {
    const { page, picture } = kubeSre;
    await openDemo(page);
    // Room for the lines: what is out of sight is not drawn.
    for (const other of ['Capabilities', 'Changes'])
      await page.locator('.part.sidebar .pane-header', { hasText: other }).click();
    await runCommand(page, commandTitle('kubeSre.scan'));
    await treeRow(page, /^Critical \(\d+\)$/).waitFor({ timeout: 30_000 });
    const header = await pane(page).locator('.pane-header').innerText();
    assert.match(header, /all namespaces · demo · \d\d:\d\d:\d\d, \d+ requests/);
    const counts = await Promise.all(
      [/^Critical \((\d+)\)$/, /^Warning \((\d+)\)$/].map(async (title) => {
        const row = treeRow(page, title);
        return Number(/\d+/.exec(await row.innerText())?.[0]);
      }),
    );
    const badge = page.locator('.activitybar .action-item', { has: page.locator('[aria-label^="Kube SRE"]') });
    const sum = counts.reduce((all, one) => all + one, 0);
    await badge.locator('.badge-content').getByText(String(sum), { exact: true }).waitFor();
    await picture('findings');
  });

  it('opens a finding’s evidence, its remedy, and the YAML at the deciding field', async () => {
    const { page, picture } = kubeSre;
    const finding = treeRow(page, /^api: The selector/);
    await expandRow(finding);
    const row = treeRow(page, /^spec\.selector = /);
    await row.waitFor();
    await picture('findings-evidence');
    await row.click();
    await page.locator('.tab.active', { hasText: 'api.yaml' }).waitFor({ timeout: 15_000 });
    await page.locator('.editor-instance .view-lines').getByText('selector:', { exact: false }).first().waitFor();
    await picture('findings-yaml');
  });

  it('has a menu with what applies, each of which works', async () => {
    const { page, picture } = kubeSre;
    const finding = treeRow(page, /^api: The selector/);
    const choose = async (label: string): Promise<void> => {
      await finding.click({ button: 'right' });
      await chooseFromMenu(page, label);
    };
    await finding.click({ button: 'right' });
    await page.locator('.context-view .monaco-menu').getByText('Reveal in Clusters').waitFor();
    await picture('findings-menu');
    await page.keyboard.press('Escape');
    await choose('Open YAML at the Deciding Field');
    await page.locator('.tab.active', { hasText: 'api.yaml' }).waitFor({ timeout: 15_000 });
    await choose('Trace');
    await page.locator('.tab.active', { hasText: 'Trace a Request' }).waitFor({ timeout: 20_000 });
    await choose('Events Timeline');
    await page.locator('.tab.active', { hasText: 'Events Timeline' }).waitFor({ timeout: 20_000 });
    await choose('Reveal in Clusters');
    const clusters = page.locator('.pane', { has: page.locator('.pane-header', { hasText: 'Clusters' }) });
    await clusters.locator('.monaco-list-row.selected', { hasText: 'api' }).waitFor({ timeout: 20_000 });
    await picture('findings-revealed');
    await choose('Ask Copilot');
    await page.locator('.chat-editor-container').getByText('Kube SRE found', { exact: false }).waitFor();
    await picture('findings-ask');
  });

  it('has beside a finding the change that mends it, in the place of its one inline action', async () => {
    const { page, picture } = kubeSre;
    const finding = treeRow(page, /^web: The failure began with revision 2/);
    await expandRow(treeRow(page, /^Info \(\d+\)$/));
    await finding.hover();
    const actions = finding.locator('.actions .action-label');
    await finding.locator('.actions .action-label[aria-label="Roll Back…"]').waitFor();
    assert.equal(await actions.count(), 1);
    await picture('findings-fix');
    await finding.locator('.actions .action-label[aria-label="Roll Back…"]').click();
    const toast = page.locator('.notifications-toasts .notification-list-item');
    await toast.getByText('Enable Changes…', { exact: true }).waitFor({ timeout: 20_000 });
    await picture('findings-fix-off');
    await clearToasts(page);
    await treeRow(page, /^Info \(\d+\)$/).click();
  });

  it('copies the lines that are selected', async () => {
    const { page } = kubeSre;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await treeRow(page, /^stock: Secret/).click();
    await treeRow(page, /^spec\.tls\[\d+\]\.secretName = /).waitFor();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Control+c');
    const clipboard = () => page.evaluate<string>('navigator.clipboard.readText()');
    const copied = await eventually(clipboard, (text) => text.startsWith('critical: Ingress warehouse/stock'));
    assert.match(
      copied,
      /^critical: Ingress warehouse\/stock: Secret .*\n[\s\S]*\nIngress warehouse\/stock: spec\.tls/,
    );
  });

  it('groups by object, and keeps what is expanded over a new scan', async () => {
    const { page, picture } = kubeSre;
    await runCommand(page, commandTitle('kubeSre.groupFindingsByObject'));
    await expandRow(treeRow(page, 'stock'));
    await expandRow(treeRow(page, /^Secret warehouse\/stock-tls/));
    await picture('findings-by-object');
    await runCommand(page, commandTitle('kubeSre.scan'));
    await page.waitForTimeout(2500);
    assert.equal(await treeRow(page, /^Secret warehouse\/stock-tls/).getAttribute('aria-expanded'), 'true');
    await runCommand(page, commandTitle('kubeSre.groupFindingsBySeverity'));
    await treeRow(page, /^Critical/).waitFor();
  });

  it('finds nothing in a healthy namespace, and says when and what was looked at', async () => {
    const { page, picture } = kubeSre;
    await runCommand(page, commandTitle('kubeSre.scanNamespace'));
    await pick(page, 'Scan a Namespace of demo', 'kube-system');
    await treeRow(page, 'Nothing found').waitFor({ timeout: 20_000 });
    await expandRow(treeRow(page, 'Looked at'));
    await treeRow(page, 'pods').waitFor();
    assert.match(await pane(page).locator('.pane-header').innerText(), /kube-system · demo/);
    await picture('findings-nothing');
  });

  it('names the cause of each pod in trouble, and opens its diagnosis', async () => {
    const { page, picture } = kubeSre;
    await runCommand(page, commandTitle('kubeSre.scanNamespace'));
    await pick(page, 'Scan a Namespace of demo', 'warehouse');
    const ledger = treeRow(page, /^ledger-1: A claim/);
    await ledger.waitFor({ timeout: 20_000 });
    await treeRow(page, /^stock-count-\d+-\w+: Container count ended/).waitFor();
    assert.equal(await treeRow(page, /^Unexplained/).count(), 0);
    await picture('findings-causes');
    await ledger.click({ button: 'right' });
    await chooseFromMenu(page, 'Diagnose');
    await page.locator('.tab.active', { hasText: 'Diagnose a Pod' }).waitFor({ timeout: 20_000 });
    await picture('findings-diagnosis');
  });

  it('scans by the button of its title what the status bar says, whichever line has the focus', async () => {
    const { page } = kubeSre;
    await treeRow(page, /^ledger-1: A claim/).click();
    const header = pane(page).locator('.pane-header');
    await header.hover();
    await header.locator('a.action-label[aria-label="Scan"]').click();
    await header.getByText('all namespaces', { exact: false }).waitFor({ timeout: 20_000 });
  });

  it('stays readable in the dark and in a narrow sidebar', async () => {
    const { page, picture } = kubeSre;
    await treeRow(page, /^Critical/).waitFor();
    await runCommand(page, 'Preferences: Toggle between Light/Dark Themes');
    await page.locator('.monaco-workbench.vs-dark').waitFor({ timeout: 10_000 });
    await picture('findings-dark');
    const sash = await page.locator('.part.sidebar').boundingBox();
    if (sash === null) throw new Error('the sidebar has no place');
    await page.mouse.move(sash.x + sash.width + 2, 300);
    await page.mouse.down();
    await page.mouse.move(sash.x + 190, 300, { steps: 5 });
    await page.mouse.up();
    await treeRow(page, /^Critical/).waitFor();
    await picture('findings-narrow');
  });
});
