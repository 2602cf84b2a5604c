import assert from 'node:assert/strict';
import { allTools } from '../../../src/tools/allTools.ts';
import { conversation } from '../../support/chat/conversation.ts';
import { followSkill } from '../../support/chat/followSkill.ts';
import { chatAnswer, chatReady, sendChat } from '../../support/workbench/chat.ts';
import { chooseAgent, newChat } from '../../support/workbench/chatAgent.ts';
import { changeSwitch } from '../../support/workbench/settingsEditor.ts';
import { openDemo, openKubeSre, type KubeSre } from './openKubeSre.ts';
import { pictureOfFailure } from './pictureOfFailure.ts';

const skill = 'unreachable-application';

describe('Copilot Chat with groups of tools switched off', () => {
  let kubeSre: KubeSre;

  /** What the model knew when it gave the answer. */
  const ask = async (question: string, answer: string) => {
    await sendChat(kubeSre.page, question);
    const shown = await (await chatAnswer(kubeSre.page, answer)).innerText();
    const request = kubeSre.requests.findLast(({ tools }) => (tools ?? []).length > 0);
    assert.ok(request);
    return { shown, ...conversation(request) };
  };

  before(async () => {
    kubeSre = await openKubeSre({ script: followSkill, settings: { 'kubeSre.tools.resources': false } });
    await openDemo(kubeSre.page);
    await chatReady(kubeSre.page);
    await chooseAgent(kubeSre.page, 'Kube SRE');
  });
  afterEach(async function () {
    await pictureOfFailure(this, kubeSre);
  });
  after(async () => kubeSre.stop());

  it('still finds the cause by the skill, and says what could not be looked at', async () => {
    const { shown, tools } = await ask('我的应用 api 无法访问了，帮我排查一下', '原因找到了');
    assert.match(shown, /spec\.selector[\s\S]*未查看（工具组已关闭）：get_kubernetes_resource_yaml/);
    assert.ok(tools.has('trace_service_chain'));
    assert.ok(!tools.has('list_kubernetes_services'));
  });

  it('takes the skill and its prompt away with the tools that they are about, in the window that is open', async () => {
    const { page } = kubeSre;
    await changeSwitch(page, 'kubeSre.tools.tracing');
    await newChat(page);
    const { skills, tools } = await ask('我的应用 api 无法访问了，帮我排查一下', 'No skill fits.');
    assert.ok(skills.length > 0);
    assert.ok(!skills.some(({ name }) => name === skill));
    assert.ok(skills.some(({ name }) => name === 'restarting-pods'));
    const off = allTools.filter(({ group }) => group === 'resources' || group === 'tracing').map(({ name }) => name);
    assert.deepEqual(
      off.filter((name) => tools.has(name)),
      [],
    );
    assert.ok(tools.has('get_kubernetes_contexts') && tools.has('diagnose_kubernetes_pod_issues'));
  });
});
