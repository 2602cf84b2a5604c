import assert from 'node:assert/strict';
import { chooseFromMenu } from '../../support/workbench/menu.ts';
import { statusBarItem } from '../../support/workbench/notices.ts';
import { openContainer } from '../../support/workbench/ready.ts';
import { expandRow, treeRow } from '../../support/workbench/tree.ts';
import { openKubeSre, type KubeSre } from './openKubeSre.ts';
import { pictureOfFailure } from './pictureOfFailure.ts';

describe('The Clusters view', () => {
  let kubeSre: KubeSre;

  before(async () => {
    kubeSre = await openKubeSre();
  });
  afterEach(async function () {
    await pictureOfFailure(this, kubeSre);
  });
  after(async () => kubeSre.stop());

  it('says that there is no kubeconfig, and offers the demo', async () => {
    const { page, picture } = kubeSre;
    await openContainer(page, 'Kube SRE');
    const welcome = page.locator('.part.sidebar .welcome-view-content');
    await welcome.getByText('No kubeconfig was found', { exact: false }).waitFor({ timeout: 30_000 });
    await picture('welcome');
    await welcome.getByText('Open the Demo Cluster').click();
    await treeRow(page, 'demo').waitFor({ timeout: 30_000 });
  });

  it('shows namespaces with trouble first, and their pods with the words of kubectl', async () => {
    const { page, picture } = kubeSre;
    await expandRow(treeRow(page, 'demo'));
    // Once it is connected its line tells so, and what is below it is drawn anew.
    await treeRow(page, 'demo').getByText('3 nodes', { exact: false }).waitFor();
    await expandRow(treeRow(page, 'shop'));
    await expandRow(treeRow(page, /^Deployments/));
    await expandRow(treeRow(page, 'cart'));
    const pod = treeRow(page, /^cart-/);
    await pod.waitFor({ timeout: 20_000 });
    assert.match(await pod.innerText(), /CrashLoopBackOff|OOMKilled/);
    await picture('clusters');
  });

  it('opens an object as read-only YAML', async () => {
    const { page, picture } = kubeSre;
    await treeRow(page, /^cart-/).click({ button: 'right' });
    await chooseFromMenu(page, 'Open YAML');
    const tab = page.locator('.tab.active', { hasText: /cart-.*\.yaml/ });
    await tab.waitFor({ timeout: 15_000 });
    const editor = page.locator('.editor-instance .view-lines');
    await editor.getByText('kind:', { exact: false }).first().waitFor();
    assert.match(await editor.innerText(), /kind:\s+Pod/);
    await page.locator('.editor-instance .monaco-editor').first().click();
    await page.keyboard.type('x');
    await page
      .getByText(/Cannot edit in read-only/)
      .first()
      .waitFor({ timeout: 5000 });
    await picture('yaml');
  });

  it('puts the context and the namespace into the status bar', async () => {
    const { page } = kubeSre;
    await statusBarItem(page, /demo/).waitFor();
    await treeRow(page, 'shop').click({ button: 'right' });
    await chooseFromMenu(page, 'Use as Default');
    await statusBarItem(page, /demo \/ shop/).waitFor({ timeout: 10_000 });
  });
});
