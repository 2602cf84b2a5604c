import assert from 'node:assert/strict';
import { callAsAsked } from '../../support/chat/callAsAsked.ts';
import { commandTitle } from '../../support/commandTitle.ts';
import { textOf } from '../../support/vscodeHost/scriptedModel.ts';
import { chatReady, sendChat } from '../../support/workbench/chat.ts';
import { newChat } from '../../support/workbench/chatAgent.ts';
import { answerCard, chatCard, chatPermission, readCard } from '../../support/workbench/chatCard.ts';
import { eventually } from '../../support/workbench/eventually.ts';
import { chooseFromMenu, menuEntries } from '../../support/workbench/menu.ts';
import { answerModal, modalBox, readModal } from '../../support/workbench/modal.ts';
import { clearToasts, statusBarItem } from '../../support/workbench/notices.ts';
import { pick, quickInput, quickTitle, runCommand } from '../../support/workbench/palette.ts';
import { expandRow, treeRow } from '../../support/workbench/tree.ts';
import { openDemo, openKubeSre, type KubeSre } from './openKubeSre.ts';
import { pictureOfFailure } from './pictureOfFailure.ts';

const web = { namespace: 'shop', name: 'web' };
const changeTools = ['scale_deployment', 'restart_pod', 'delete_kubernetes_resource', 'rollback_deployment'];

/** One window on one demo cluster, from changes that are off to one that is taken back. */
describe('Changes', () => {
  let kubeSre: KubeSre;

  /** What the model was answered since this was called. */
  const answers = (): (() => Promise<string>) => {
    const before = kubeSre.requests.length;
    const last = (): string => {
      const message = kubeSre.requests
        .slice(before)
        .flatMap(({ messages }) => messages.slice(messages.findLastIndex(({ role }) => role === 'user')))
        .findLast(({ role }) => role === 'tool');
      return message === undefined ? '' : textOf(message);
    };
    return () =>
      eventually(
        () => Promise.resolve(last()),
        (text) => text !== '',
        60_000,
      );
  };
  const call = async (tool: string, input: object): Promise<() => Promise<string>> => {
    const answered = answers();
    await sendChat(kubeSre.page, `call ${tool} ${JSON.stringify(input)}`);
    return answered;
  };
  const offered = async (): Promise<readonly string[]> => {
    const before = kubeSre.requests.length;
    await sendChat(kubeSre.page, 'What can you do?');
    const request = await eventually(
      () => Promise.resolve(kubeSre.requests.slice(before).find(({ tools = [] }) => tools.length > 0)),
      (one) => one !== undefined,
      30_000,
    );
    return (request?.tools ?? []).map((tool) => tool.function.name);
  };
  const enable = async (time: string): Promise<void> => {
    const { page } = kubeSre;
    await runCommand(page, commandTitle('kubeSre.enableChanges'));
    await pick(page, 'Enable Changes for demo', time);
    assert.match((await readModal(page)).message, /Enable changes for demo/);
    await answerModal(page, 'Enable Changes');
  };

  before(async () => {
    kubeSre = await openKubeSre({ script: callAsAsked });
    await openDemo(kubeSre.page);
    await chatReady(kubeSre.page);
  });
  afterEach(async function () {
    await pictureOfFailure(this, kubeSre);
  });
  after(async () => kubeSre.stop());

  it('are off: the model is offered none of the four, and one that calls is refused', async () => {
    const names = await offered();
    assert.ok(names.includes('list_kubernetes_pods'));
    assert.deepEqual(
      changeTools.filter((name) => names.includes(name)),
      [],
    );
    const answered = await call('scale_deployment', { ...web, replicas: 3 });
    assert.match(await answered(), /disabled/);
    assert.equal(await modalBox(kubeSre.page).count(), 0);
  });

  it('stay off for who takes back the pick, or the modal', async () => {
    const { page } = kubeSre;
    await runCommand(page, commandTitle('kubeSre.enableChanges'));
    await pick(page, 'Enable Changes for demo', '1 hour');
    const { message, detail, buttons } = await readModal(page);
    assert.match(message, /^Enable changes for demo, for 1 hour\?$/);
    assert.match(detail, /https:\/\/127\.0\.0\.1:\d+[\s\S]*waits for your answer/);
    assert.deepEqual(buttons.toSorted(), ['Cancel', 'Enable Changes']);
    await kubeSre.picture('changes-enable');
    await page.keyboard.press('Escape');
    await modalBox(page).waitFor({ state: 'hidden' });
    assert.equal(await statusBarItem(page, 'changes on').count(), 0);
  });

  it('are on for a time by a person, which the status bar and the tree say, and the model is offered the four', async () => {
    const { page } = kubeSre;
    await enable('1 hour');
    await statusBarItem(page, /changes on until (\w+ \d+, )?\d\d:\d\d/).waitFor({ timeout: 10_000 });
    await expandRow(treeRow(page, 'demo'));
    await treeRow(page, 'demo')
      .getByText(/changes on until/)
      .waitFor({ timeout: 20_000 });
    await treeRow(page, 'demo').click({ button: 'right' });
    const entries = await menuEntries(page);
    assert.ok(entries.includes('Switch Changes Off') && !entries.includes('Enable Changes…'));
    await kubeSre.picture('changes-on');
    const names = await offered();
    assert.deepEqual(
      changeTools.filter((name) => !names.includes(name)),
      [],
    );
  });

  it('show the plan on the card of chat, and once more in a modal; Cancel is told to the model, and nothing is done', async () => {
    const { page } = kubeSre;
    const answered = await call('scale_deployment', { ...web, replicas: 3 });
    const { text, buttons } = await readCard(page);
    assert.match(text, /Scale shop\/web from 2 to 3\?/);
    assert.match(text, /Blast radius: pods: \+1, −0[\s\S]*Undo: exact\./);
    assert.ok(!buttons.some((label) => /Session|Workspace|Always/.test(label)), buttons.join());
    await kubeSre.picture('changes-card');
    await answerCard(page, /^\s*Allow/);
    const modal = await readModal(page);
    assert.equal(modal.message, 'Scale shop/web from 2 to 3?');
    assert.match(modal.detail, /^In demo \(https:[^)]*\)\n.*Deployment shop\/web: spec\.replicas 2 → 3\./);
    assert.match(modal.detail, /Checked: you may patch deployments\/scale here\. Dry run accepted by the server\./);
    assert.deepEqual(modal.buttons.toSorted(), ['Cancel', 'Scale', 'Show Diff']);
    await kubeSre.picture('changes-modal');
    await answerModal(page, 'Cancel');
    assert.match(await answered(), /"verdict":"declined"[\s\S]*Do not try again or another way/);
  });

  it('are done by the button, after a look at the diff; the notification and the Changes view have the way back', async () => {
    const { page } = kubeSre;
    await newChat(page);
    const answered = await call('rollback_deployment', { namespace: 'shop', name: 'cart' });
    await readCard(page);
    await answerCard(page, /^\s*Allow/);
    const modal = await readModal(page);
    assert.match(modal.message, /^Roll back shop\/cart to revision 1\?$/);
    assert.match(modal.detail, /cart:2\.9\.0 → registry\.example\/shop\/cart:2\.8\.3/);
    assert.ok(modal.buttons.includes('Roll Back'));
    await kubeSre.picture('changes-rollback');
    await answerModal(page, 'Show Diff');
    const toast = page.locator('.notifications-toasts .notification-list-item');
    await toast.filter({ hasText: 'nothing is done before you go back' }).getByText('Back to the Plan…').click();
    await readModal(page);
    await answerModal(page, 'Roll Back');
    const answer = await answered();
    assert.match(answer, /"verdict":"applied"/);
    assert.match(answer, /"undo":"kube-sre undo 01/);
    await page.locator('.tab', { hasText: 'Roll back shop/cart' }).first().waitFor();
    await treeRow(page, /^\d\d:\d\d Roll back shop\/cart to revision 1$/).waitFor({ timeout: 20_000 });
    await toast.filter({ hasText: 'Roll back shop/cart' }).getByText('Undo', { exact: true }).waitFor();
    await kubeSre.picture('changes-done');
  });

  it('are taken back from the tree, by a plan and a modal as any other', async () => {
    const { page } = kubeSre;
    await clearToasts(page);
    const row = treeRow(page, /^\d\d:\d\d Roll back shop\/cart to revision 1$/);
    await row.hover();
    await row.locator('.actions .action-label[aria-label="Undo"]').click();
    const modal = await readModal(page);
    assert.match(modal.message, /^Undo: Roll back shop\/cart/);
    assert.ok(modal.buttons.includes('Undo'));
    await answerModal(page, 'Undo');
    await treeRow(page, /^\d\d:\d\d Undo: Roll back shop\/cart/).waitFor({ timeout: 150_000 });
    await row.getByText('undone', { exact: false }).waitFor({ timeout: 20_000 });
    // The version that is back does not start: the person need not watch it to the end
    const toast = page.locator('.notifications-toasts .notification-list-item');
    await toast.filter({ hasText: 'Undo: Roll back' }).getByText('Cancel', { exact: true }).click({ timeout: 20_000 });
    await toast.filter({ hasText: 'not settled' }).waitFor({ timeout: 20_000 });
    await treeRow(page, /^\d\d:\d\d Undo: Roll back/)
      .getByText('done, not settled')
      .waitFor({ timeout: 20_000 });
    await kubeSre.picture('changes-undone');
  });

  it('are asked about by the modal also where chat is set to allow everything', async () => {
    const { page } = kubeSre;
    await clearToasts(page);
    await newChat(page);
    const permission = await chatPermission(page, /Bypass|Allow all|Autopilot/i);
    const answered = await call('scale_deployment', { ...web, replicas: 4 });
    const modal = await readModal(page);
    assert.equal(await chatCard(page).count(), 0, permission);
    assert.match(modal.message, /Scale shop\/web from 2 to 4/);
    await kubeSre.picture('changes-allow-all');
    await page.keyboard.press('Escape');
    assert.match(await answered(), /"verdict":"declined"/);
  });

  it('of a protected namespace want its name typed, and take no other', async () => {
    const { page } = kubeSre;
    const input = { namespace: 'kube-system', name: 'coredns', kind: 'Deployment', timeoutSeconds: 5 };
    const type = async (name: string): Promise<() => Promise<string>> => {
      const answered = await call('restart_pod', input);
      const modal = await readModal(page);
      assert.match(modal.detail, /Namespace kube-system is protected: its name has to be typed\./);
      assert.deepEqual(modal.buttons.toSorted(), ['Cancel', 'Show Diff', 'Type the Name…']);
      await answerModal(page, 'Type the Name…');
      await quickInput(page).waitFor();
      await quickInput(page).fill(name);
      await page.keyboard.press('Enter');
      return answered;
    };
    assert.match(await (await type('kube'))(), /"blockedBy":"protected"/);
    const other = await type('shop');
    await page.getByText('This is another name.').first().waitFor();
    await page.keyboard.press('Escape');
    assert.match(await other(), /"verdict":"declined"/);
    assert.match(await (await type('kube-system'))(), /"verdict":"applied"/);
  });

  it('are offered in the menu of what they apply to, and from there in the same way', async () => {
    const { page } = kubeSre;
    await clearToasts(page);
    await expandRow(treeRow(page, 'shop'));
    await expandRow(treeRow(page, 'Deployments'));
    await treeRow(page, 'web').click({ button: 'right' });
    const entries = await menuEntries(page);
    for (const entry of ['Restart…', 'Scale…', 'Roll Back…']) assert.ok(entries.includes(entry), entries.join());
    await treeRow(page, 'web').click({ button: 'right' });
    await chooseFromMenu(page, 'Scale…');
    await quickTitle(page).filter({ hasText: 'Scale: Replicas' }).waitFor();
    await quickInput(page).fill('5');
    await page.keyboard.press('Enter');
    await pick(page, 'Scale: Run', 'Run');
    assert.match((await readModal(page)).message, /Scale shop\/web from 2 to 5/);
    await answerModal(page, 'Cancel');
  });

  it('are told by the modal to be others than the card showed, where the cluster has moved since', async () => {
    const { page } = kubeSre;
    await newChat(page);
    await chatPermission(page, /Default/i);
    const answered = await call('scale_deployment', { ...web, replicas: 3 });
    assert.match((await readCard(page)).text, /Scale shop\/web from 2 to 3\?/);
    await treeRow(page, 'web').click({ button: 'right' });
    await chooseFromMenu(page, 'Scale…');
    await quickTitle(page).filter({ hasText: 'Scale: Replicas' }).waitFor();
    await quickInput(page).fill('1');
    await page.keyboard.press('Enter');
    await pick(page, 'Scale: Run', 'Run');
    await readModal(page);
    await answerModal(page, 'Scale');
    await treeRow(page, /^\d\d:\d\d Scale shop\/web from 2 to 1$/).waitFor({ timeout: 30_000 });
    await answerCard(page, /^\s*Allow/);
    const { message, detail } = await readModal(page);
    assert.equal(message, 'Scale shop/web from 1 to 3?');
    assert.match(detail, /^Changed since shown: the cluster has moved/);
    await kubeSre.picture('changes-since-shown');
    await page.keyboard.press('Escape');
    assert.match(await answered(), /"verdict":"declined"/);
  });

  it('are switched off by a click in the status bar, at once', async () => {
    const { page } = kubeSre;
    await statusBarItem(page, 'changes on').click();
    await statusBarItem(page, 'changes on').waitFor({ state: 'hidden' });
    await newChat(page);
    const names = await offered();
    assert.deepEqual(
      changeTools.filter((name) => names.includes(name)),
      [],
    );
  });
});
