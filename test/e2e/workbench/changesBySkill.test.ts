import assert from 'node:assert/strict';
import { commandTitle } from '../../support/commandTitle.ts';
import { conversation, type Conversation } from '../../support/chat/conversation.ts';
import { followSkill } from '../../support/chat/followSkill.ts';
import { chatAnswer, chatReady, sendChat } from '../../support/workbench/chat.ts';
import { chooseAgent, newChat } from '../../support/workbench/chatAgent.ts';
import { answerCard, readCard } from '../../support/workbench/chatCard.ts';
import { answerModal, readModal } from '../../support/workbench/modal.ts';
import { statusBarItem } from '../../support/workbench/notices.ts';
import { pick, runCommand } from '../../support/workbench/palette.ts';
import { openDemo, openKubeSre, type KubeSre } from './openKubeSre.ts';
import { pictureOfFailure } from './pictureOfFailure.ts';

/** The model follows the skill that chat shows it, and knows nothing else; a person answers the cards and the modals. */
describe('Copilot Chat with Kube SRE, asked for a change', () => {
  let kubeSre: KubeSre;

  const answered = async (answer: RegExp): Promise<string> => (await chatAnswer(kubeSre.page, answer)).innerText();
  const last = (): Conversation => {
    const request = kubeSre.requests.findLast(({ tools }) => (tools ?? []).length > 0);
    assert.ok(request);
    return conversation(request);
  };
  const toolsCalled = (): readonly string[] => last().steps.map(({ tool }) => tool);
  /** Through the card to the modal, and its button. */
  const decide = async (button: string): Promise<string> => {
    await readCard(kubeSre.page);
    await answerCard(kubeSre.page, /^\s*Allow/);
    const { message } = await readModal(kubeSre.page);
    await answerModal(kubeSre.page, button);
    return message;
  };

  before(async () => {
    kubeSre = await openKubeSre({ script: followSkill });
    await openDemo(kubeSre.page);
    await chatReady(kubeSre.page);
  });
  afterEach(async function () {
    await pictureOfFailure(this, kubeSre);
  });
  after(async () => kubeSre.stop());

  it('says, while changes are off, what it would do and how a person enables them', async () => {
    await sendChat(kubeSre.page, 'shop/web 新版本有问题，回滚到上一个版本');
    await answered(/更改未启用：没有 rollback_deployment/);
    assert.deepEqual(toolsCalled(), [
      'verify_kubernetes_connection',
      'get_deployment_revision_history',
      'compare_deployment_revisions',
    ]);
  });

  for (const [seed, skill, list] of [
    ['这个Pod失败了，帮我重启一下', 'restart-failed-pod', 'get_failed_kubernetes_pods'],
    ['流量突然增大，帮我扩容到10个副本', 'scale-workload', 'list_kubernetes_deployments'],
    ['新版本有问题，回滚到上一个版本', 'roll-back-release', 'list_kubernetes_deployments'],
  ] as const)
    it(`asks which one is meant: ${seed}`, async () => {
      await newChat(kubeSre.page);
      await sendChat(kubeSre.page, seed);
      await answered(/请问是哪一个？/);
      const { skills, files } = last();
      assert.deepEqual([...files.keys()], [skills.find(({ name }) => name === skill)?.file]);
      assert.deepEqual(toolsCalled(), ['verify_kubernetes_connection', list]);
    });

  it('rolls back by /rollback, once the person has said so twice, and says how it is taken back', async () => {
    const { page } = kubeSre;
    await runCommand(page, commandTitle('kubeSre.enableChanges'));
    await pick(page, 'Enable Changes for demo', '1 hour');
    await readModal(page);
    await answerModal(page, 'Enable Changes');
    await statusBarItem(page, /changes on until/).waitFor({ timeout: 10_000 });
    await newChat(page);
    await chooseAgent(page, 'Kube SRE');
    await sendChat(page, '/rollback shop/web');
    assert.match(await decide('Roll Back'), /^Roll back shop\/web to revision 1\?$/);
    assert.match(await answered(/撤销：kube-sre undo/), /web/);
    assert.match(last().prompt, /Follow the skill `roll-back-release`/);
    assert.equal(toolsCalled().at(-1), 'rollback_deployment');
    await kubeSre.picture('chat-rollback');
  });

  it('scales by /scale, after a look whether the new pods fit', async () => {
    const { page } = kubeSre;
    await newChat(page);
    await chooseAgent(page, 'Kube SRE');
    await sendChat(page, '/scale shop/catalog 4');
    assert.match(await decide('Scale'), /^Scale shop\/catalog from 2 to 4\?$/);
    await answered(/撤销：kube-sre undo/);
    assert.deepEqual(toolsCalled(), ['verify_kubernetes_connection', 'check_scaling_capacity', 'scale_deployment']);
    await kubeSre.picture('chat-scale');
  });

  it('restarts nothing by /restart where the person cancels, and tries nothing else', async () => {
    const { page } = kubeSre;
    await newChat(page);
    await chooseAgent(page, 'Kube SRE');
    await sendChat(page, '/restart shop/catalog');
    assert.match(await decide('Cancel'), /^Restart pod shop\/catalog-/);
    await answered(/nothing was changed/);
    assert.equal(toolsCalled().filter((tool) => tool === 'restart_pod').length, 1);
    assert.equal(last().steps.at(-1)?.answer.verdict, 'declined');
  });
});
