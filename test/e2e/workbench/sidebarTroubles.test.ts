import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { dump, load } from 'js-yaml';
import { isRecord } from '../../../src/core/json.ts';
import { freePort } from '../../support/process/freePort.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/process/temporaryFolder.ts';
import { eventually } from '../../support/workbench/eventually.ts';
import { chooseFromMenu, menuEntries } from '../../support/workbench/menu.ts';
import { openContainer, ready } from '../../support/workbench/ready.ts';
import { pick, runCommand } from '../../support/workbench/palette.ts';
import { commandTitle } from '../../support/commandTitle.ts';
import { statusBarItem } from '../../support/workbench/notices.ts';
import { expandRow, treeRow } from '../../support/workbench/tree.ts';
import { openKubeSre, type KubeSre } from './openKubeSre.ts';
import { pictureOfFailure } from './pictureOfFailure.ts';
import { fewestRows, foldOtherViews, resizeSidebar, rows } from './clusterRows.ts';
import { ServedWorld } from './servedWorld.ts';

const long = `arn:aws:eks:eu-central-1:000000000000:cluster/${'very-long-'.repeat(26)}`;
const odd = ['$(error) not an icon', 'עברית-نص', '🚀 rocket', long.slice(0, 300)];

describe('The Clusters view in trouble', () => {
  let kubeSre: KubeSre;
  let world: ServedWorld;
  let folder: TemporaryFolder;
  let file: string;
  let deadPort: number;

  /** The world's kubeconfig with more contexts of the same cluster, and one whose cluster is not there. */
  const write = (more: readonly string[] = []): void => {
    const config = load(world.kubeconfig);
    assert(isRecord(config));
    const context = { cluster: 'demo', user: 'demo', namespace: 'shop' };
    const clusters = [{ name: 'dead', cluster: { server: `https://127.0.0.1:${deadPort}` } }];
    writeFileSync(
      file,
      dump({
        ...config,
        clusters: [...listOf(config.clusters), ...clusters],
        contexts: [
          ...listOf(config.contexts),
          { name: 'dead', context: { ...context, cluster: 'dead' } },
          ...more.map((name) => ({ name, context })),
        ],
      }),
    );
  };

  before(async () => {
    world = await ServedWorld.start();
    folder = temporaryFolder('kube-sre-kubeconfig');
    file = path.join(folder.path, 'config');
    deadPort = await freePort();
    write(odd);
    kubeSre = await openKubeSre({ kubeconfig: file });
    // Rows that are out of sight are not drawn
    await kubeSre.page.setViewportSize({ width: 1400, height: 1300 });
    await openContainer(kubeSre.page, 'Kube SRE');
    await treeRow(kubeSre.page, 'demo').waitFor({ timeout: 30_000 });
    await foldOtherViews(kubeSre.page);
  });
  afterEach(async function () {
    await pictureOfFailure(this, kubeSre);
  });
  after(async () => {
    await kubeSre.stop();
    await world.goAway();
    folder.remove();
  });

  it('draws contexts side by side, whatever they are called', async () => {
    const { page, picture } = kubeSre;
    await treeRow(page, 'demo').waitFor({ timeout: 30_000 });
    for (const name of odd) await treeRow(page, name).waitFor();
    assert.equal(await treeRow(page, '$(error) not an icon').locator('.codicon-error').count(), 0);
    await picture('clusters-names');
  });

  it('says why it cannot connect, and what to do', async () => {
    const { page, picture } = kubeSre;
    await expandRow(treeRow(page, 'dead'));
    await treeRow(page, new RegExp(`nothing listens at .*127.0.0.1:${deadPort}`)).waitFor({ timeout: 20_000 });
    await treeRow(page, 'Retry').waitFor();
    await treeRow(page, 'Show Log').waitFor();
    await treeRow(page, 'dead').getByText('cannot connect', { exact: false }).waitFor();
    await picture('clusters-cannot-connect');
    await treeRow(page, 'dead').locator('.monaco-tl-twistie').click();
  });

  it('keeps what is expanded, and shows it all the time, over a refresh and over events', async () => {
    const { page, picture } = kubeSre;
    write();
    await treeRow(page, '🚀 rocket').waitFor({ state: 'detached', timeout: 15_000 });
    await expandRow(treeRow(page, 'demo'));
    await treeRow(page, 'demo').getByText('3 nodes', { exact: false }).waitFor({ timeout: 20_000 });
    await expandRow(treeRow(page, 'shop'));
    await expandRow(treeRow(page, 'Services'));
    await treeRow(page, 'api').getByText('selects no pod', { exact: false }).waitFor({ timeout: 20_000 });
    await expandRow(treeRow(page, 'Deployments'));
    await treeRow(page, 'catalog').waitFor({ timeout: 20_000 });
    for (const theme of ['light', 'dark']) {
      for (const width of [300, 500]) {
        await resizeSidebar(page, width);
        await picture(`clusters-${width}-${theme}`);
      }
      await runCommand(page, 'Preferences: Toggle between Light/Dark Themes');
    }
    const before = await rows(page);
    const fewest = await fewestRows(page, async () => {
      await runCommand(page, commandTitle('kubeSre.refresh'));
      await page.waitForTimeout(4000);
    });
    assert.deepEqual(await rows(page), before);
    assert.equal(fewest, before.length);
    world.change('deployments.apps', 'shop', 'catalog', (object) => ({ ...object, spec: { replicas: 0 }, status: {} }));
    const during = await fewestRows(page, async () => {
      await treeRow(page, 'catalog').getByText('scaled to 0').first().waitFor({ timeout: 10_000 });
    });
    assert.ok(during >= before.length, `${during} of ${before.length} rows`);
  });

  it('offers what applies to a line, and no more', async () => {
    const { page } = kubeSre;
    const offered = async (row: string): Promise<readonly string[]> => {
      await treeRow(page, row).click({ button: 'right' });
      return menuEntries(page);
    };
    assert.deepEqual(await offered('shop'), ['Use as Default', 'Scan', 'Open YAML', 'Copy Name']);
    assert.deepEqual(await offered('demo'), ['Scan', 'Enable Changes…', 'Copy Name']);
    assert.deepEqual(await offered('dead'), ['Connect', 'Use', 'Enable Changes…', 'Copy Name']);
    assert.deepEqual(await offered('api'), [
      'Diagnose',
      'Trace',
      'Events Timeline',
      'Revisions…',
      'Open YAML',
      'Copy Name',
      'Restart…',
      'Scale…',
      'Roll Back…',
    ]);
  });

  it('says in the pick why the namespaces cannot be listed', async () => {
    const { page, picture } = kubeSre;
    await runCommand(page, commandTitle('kubeSre.switchContext'));
    await pick(page, 'Switch Context', 'dead');
    const reason = page.locator('.quick-input-widget').getByText(/nothing listens/);
    await reason.first().waitFor({ timeout: 20_000 });
    await picture('clusters-pick');
    await page.keyboard.press('Escape');
    await runCommand(page, commandTitle('kubeSre.switchContext'));
    await pick(page, 'Switch Context', 'demo');
    await pick(page, 'Switch Namespace', 'shop');
    await statusBarItem(page, /demo \/ shop/).waitFor({ timeout: 10_000 });
  });

  it('shows the same in a second window', async () => {
    const { page } = kubeSre;
    const second = await page.context().newPage();
    await second.goto(page.url());
    await ready(second);
    await openContainer(second, 'Kube SRE');
    await expandRow(treeRow(second, 'demo'));
    await expandRow(treeRow(second, 'shop'));
    await expandRow(treeRow(second, 'Deployments'));
    world.change('deployments.apps', 'shop', 'reports', (object) => ({ ...object, spec: { replicas: 0 }, status: {} }));
    for (const window of [page, second])
      await treeRow(window, 'reports').getByText('scaled to 0').first().waitFor({ timeout: 15_000 });
    await second.close();
  });

  it('says that a cluster is gone, keeps its lines, and finds it again by itself', async () => {
    const { page, picture } = kubeSre;
    const before = await rows(page);
    await world.goAway();
    await treeRow(page, 'demo')
      .getByText(/lost since .* nothing listens/)
      .waitFor({ timeout: 20_000 });
    await picture('clusters-lost');
    assert.deepEqual((await rows(page)).slice(1), before.slice(1));
    await runCommand(page, commandTitle('kubeSre.refresh'));
    await page.waitForTimeout(1500);
    assert.deepEqual((await rows(page)).slice(1), before.slice(1));
    // With another token and certificate, as after a login
    await world.comeBack();
    write();
    await treeRow(page, 'demo').getByText('3 nodes', { exact: false }).waitFor({ timeout: 30_000 });
    assert.deepEqual(await rows(page), before);
    world.change('deployments.apps', 'shop', 'catalog', (object) => ({ ...object, spec: { replicas: 3 }, status: {} }));
    await treeRow(page, 'catalog').getByText('0/3 ready', { exact: false }).waitFor({ timeout: 20_000 });
  });

  it('copies the names of all that are selected, and opens their YAML', async () => {
    const { page } = kubeSre;
    const tab = (name: RegExp) => page.locator('.tab', { hasText: name }).first();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await treeRow(page, 'Deployments').locator('.monaco-tl-twistie').click();
    await treeRow(page, 'api').click();
    await tab(/^api\.yaml/).waitFor({ timeout: 15_000 });
    await treeRow(page, 'cart').click({ modifiers: ['ControlOrMeta'] });
    await treeRow(page, 'cart').click({ button: 'right' });
    await chooseFromMenu(page, 'Copy Name');
    const copied = () => page.evaluate<string>('navigator.clipboard.readText()');
    assert.equal(await eventually(copied, (text) => text !== ''), 'api\ncart');
    await treeRow(page, 'cart').click({ button: 'right' });
    await chooseFromMenu(page, 'Open YAML');
    await tab(/^cart\.yaml/).waitFor({ timeout: 15_000 });
    assert.ok(await tab(/^api\.yaml/).isVisible());
  });

  it('takes a namespace away that is deleted while it is open', async () => {
    const { page } = kubeSre;
    await expandRow(treeRow(page, 'blog'));
    world.removeNamespace('blog', ['pods', 'deployments.apps', 'services', 'ingresses.networking.k8s.io']);
    await treeRow(page, 'blog').waitFor({ state: 'detached', timeout: 15_000 });
    await treeRow(page, 'Services').waitFor();
  });

  it('says what is wrong with a kubeconfig that somebody edits, and shows what it held before', async () => {
    const { page, picture } = kubeSre;
    const before = await rows(page);
    writeFileSync(file, 'clusters: [');
    await page.getByText('The kubeconfig cannot be read', { exact: false }).first().waitFor({ timeout: 20_000 });
    await picture('clusters-unreadable');
    assert.deepEqual(await rows(page), before);
    write(['added']);
    await treeRow(page, 'added').waitFor({ timeout: 15_000 });
    await page
      .getByText('The kubeconfig cannot be read', { exact: false })
      .first()
      .waitFor({ state: 'detached', timeout: 15_000 });
    write();
    await treeRow(page, 'added').waitFor({ state: 'detached', timeout: 15_000 });
    await treeRow(page, 'Services').waitFor();
  });

  it('forgets an expanded context that is deleted, and welcomes a person whose kubeconfig is', async () => {
    const { page, picture } = kubeSre;
    writeFileSync(file, 'apiVersion: v1\nkind: Config\n');
    await page
      .locator('.part.sidebar .welcome-view-content')
      .getByText('names no context', { exact: false })
      .waitFor({ timeout: 20_000 });
    await picture('clusters-nothing-found');
    rmSync(file);
    await page
      .locator('.part.sidebar .welcome-view-content')
      .getByText('No kubeconfig was found', { exact: false })
      .waitFor({ timeout: 20_000 });
    assert.deepEqual(await rows(page), []);
    write();
    await treeRow(page, 'demo').waitFor({ timeout: 15_000 });
  });
});

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
