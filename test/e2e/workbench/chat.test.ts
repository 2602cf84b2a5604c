import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isRecord } from '../../../src/core/json.ts';
import { conversation, type Conversation } from '../../support/chat/conversation.ts';
import { followSkill } from '../../support/chat/followSkill.ts';
import { textOf, type ModelRequest } from '../../support/vscodeHost/scriptedModel.ts';
import { chatAnswer, chatReady, sendChat } from '../../support/workbench/chat.ts';
import { agentChosen, chooseAgent, newChat } from '../../support/workbench/chatAgent.ts';
import { openDemo, openKubeSre, type KubeSre } from './openKubeSre.ts';
import { pictureOfFailure } from './pictureOfFailure.ts';

const seed = '我的应用无法访问了，帮我排查一下';
const skill = 'unreachable-application';
const restarting = { seed: '我的Pod一直在重启，帮我找出原因', skill: 'restarting-pods' };
const lookedAt = [
  'verify_kubernetes_connection',
  'list_kubernetes_services',
  'trace_service_chain',
  'get_kubernetes_resource_yaml',
  'trace_service_chain',
  'get_kubernetes_pod_logs',
  'get_resource_events_timeline',
];
const lookedAtRestarts = [
  'verify_kubernetes_connection',
  'get_failed_kubernetes_pods',
  'diagnose_kubernetes_pod_issues',
  'analyze_pod_restart_pattern',
  'get_pod_crash_report',
  'diagnose_kubernetes_pod_issues',
  'get_resource_events_timeline',
];

/** One window, one chat after the other: the model follows the skill that chat shows it, and knows nothing else. */
describe('Copilot Chat with Kube SRE', () => {
  let kubeSre: KubeSre;
  /** The requests since the last question. */
  let asked: readonly ModelRequest[] = [];

  const ask = async (question: string, answer: string | RegExp): Promise<string> => {
    const before = kubeSre.requests.length;
    await sendChat(kubeSre.page, question);
    const shown = await (await chatAnswer(kubeSre.page, answer)).innerText();
    asked = kubeSre.requests.slice(before).filter(({ tools }) => (tools ?? []).length > 0);
    return shown;
  };
  const last = (): Conversation => {
    const request = asked.at(-1);
    assert.ok(request);
    return conversation(request);
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

  it('answers the question of an unreachable application step by step, with each cause', async () => {
    const shown = await ask(seed, '原因找到了');
    assert.match(shown, /Service\/api: spec\.selector = \{"app":"api","tier":"backend"\}/);
    assert.match(shown, /cart:2\.8\.3 → registry\.example\/shop\/cart:2\.9\.0[\s\S]*OOMKilled/);
    await kubeSre.picture('chat');
  });

  it('was sent the question as it was asked, and every tool that reads as the manifest describes it', () => {
    const [request] = asked;
    assert.ok(request);
    assert.equal(conversation(request).question, seed);
    const offered = new Map((request.tools ?? []).map((tool) => [tool.function.name, tool.function]));
    for (const { name, modelDescription, inputSchema, when } of manifestTools()) {
      if (String(when).includes('kubeSre.changesEnabled')) {
        assert.ok(!offered.has(String(name)), `${String(name)} is offered while changes are off`);
        continue;
      }
      const tool = offered.get(String(name));
      assert.ok(tool, `${String(name)} is not offered`);
      assert.equal(tool.description, modelDescription);
      assert.deepEqual(tool.parameters, inputSchema);
    }
  });

  it('showed the model the skill as a file, whose text it read and whose looks it made', () => {
    const { skills, files, steps } = last();
    const listed = skills.find(({ name }) => name === skill);
    assert.match(listed?.description ?? '', new RegExp(seed));
    assert.equal(files.get(listed?.file ?? '')?.trim(), readMedia(`skills/${skill}/SKILL.md`).trim());
    assert.deepEqual(
      steps.map(({ tool }) => tool),
      lookedAt,
    );
  });

  it('gave the model envelopes, within their budget', () => {
    const { steps } = last();
    const trace = steps.find(({ tool }) => tool === 'trace_service_chain')?.answer;
    assert.equal(trace?.verdict, 'broken');
    assert.equal(trace.findings[0]?.rule, 'service/selector-matches-nothing');
    const answers = asked.at(-1)?.messages.filter(({ role }) => role === 'tool') ?? [];
    // The first is the skill's text.
    assert.equal(answers.length, lookedAt.length + 1);
    for (const answer of answers.slice(1)) assert.ok(Buffer.byteLength(textOf(answer)) <= 6000);
  });

  it('answers why pods restart by the skill for that, with the cause of each and what changed before it', async () => {
    await newChat(kubeSre.page);
    const shown = await ask(restarting.seed, '原因找到了');
    assert.match(shown, /over its memory limit of 128Mi[\s\S]*lastState\.terminated\.reason = "OOMKilled"/);
    assert.match(shown, /CACHE_ENTRIES\]\.value 50000 → 500000/);
    assert.match(shown, /shop\/web:1\.15\.0-rc does not exist[\s\S]*shop\/web:1\.14\.2 →/);
    await kubeSre.picture('chat-restarts');
    const { question, skills, files, steps } = last();
    assert.equal(question, restarting.seed);
    const listed = skills.find(({ name }) => name === restarting.skill);
    assert.match(listed?.description ?? '', new RegExp(restarting.seed));
    assert.deepEqual([...files.keys()], [listed?.file]);
    assert.equal(files.get(listed?.file ?? '')?.trim(), readMedia(`skills/${restarting.skill}/SKILL.md`).trim());
    assert.deepEqual(
      steps.map(({ tool }) => tool),
      lookedAtRestarts,
    );
  });

  it('has the agent in its picker, which plans first when it is asked for a plan', async () => {
    const { page, picture } = kubeSre;
    await newChat(page);
    assert.ok((await chooseAgent(page, 'Kube SRE')).includes('Kube SRE'));
    const shown = await ask(`${seed}，请先给出计划`, '步骤：');
    assert.match(shown, /OOMKilled/);
    await picture('agent');
    const said = (asked.at(-1)?.messages ?? []).filter(({ role }) => role === 'assistant').map(textOf);
    assert.match(said.find((one) => one !== '') ?? '', /^计划：/);
    assert.equal(said.filter((one) => one.includes('新计划：')).length, 1);
    assert.deepEqual(
      last().steps.map(({ tool }) => tool),
      lookedAt,
    );
  });

  it('gave the agent its instructions and our tools, with no other hand but reading', () => {
    const [request] = asked;
    const [, body = ''] = readMedia('agents/kubeSre.agent.md')
      .split(/^---\n/m)
      .slice(1);
    assert.ok(textOf(request?.messages[0]).includes(body.trim()));
    const reading = manifestTools().filter(({ when }) => !String(when).includes('kubeSre.changesEnabled'));
    const own = reading.map(({ name }) => String(name));
    const others = [...last().tools].filter((name) => !own.includes(name));
    // Copilot adds its own store of past sessions to every agent.
    assert.deepEqual(others.toSorted(), ['read_file', 'session_store_sql']);
    assert.equal(last().tools.size, own.length + 2);
  });

  it('runs /reachable with the agent, about what stands behind it', async () => {
    const { page } = kubeSre;
    await newChat(page);
    const shown = await ask('/reachable https://shop.example/api', '原因找到了');
    assert.match(shown, /spec\.selector/);
    await agentChosen(page, 'Kube SRE');
    const { prompt, question, steps } = last();
    assert.match(prompt, /Follow the skill `unreachable-application`/);
    assert.equal(question, 'https://shop.example/api');
    assert.deepEqual(
      steps.map(({ tool, input }) => [tool, input]),
      [
        ['verify_kubernetes_connection', {}],
        ['trace_service_chain', { url: 'shop.example/api' }],
        ['get_kubernetes_resource_yaml', { kind: 'Service', name: 'api', namespace: 'shop' }],
      ],
    );
  });

  it('plans first with the agent why pods restart, and plans again when more than one workload fails', async () => {
    const { page } = kubeSre;
    await newChat(page);
    await agentChosen(page, 'Kube SRE');
    const shown = await ask(`${restarting.seed}，请先给出计划`, '步骤：');
    assert.match(shown, /OOMKilled[\s\S]*步骤：[\s\S]*get_pod_crash_report/);
    const said = (asked.at(-1)?.messages ?? []).filter(({ role }) => role === 'assistant').map(textOf);
    assert.match(said.find((one) => one !== '') ?? '', /^计划：/);
    assert.ok(said.some((one) => one.includes('新计划：')));
    assert.deepEqual(
      last().steps.map(({ tool }) => tool),
      lookedAtRestarts,
    );
  });

  it('runs /restarts with the agent, about the workload that it names', async () => {
    await newChat(kubeSre.page);
    const shown = await ask('/restarts cart', '原因找到了');
    assert.match(shown, /OOMKilled/);
    const { prompt, question, steps } = last();
    assert.match(prompt, /`restarting-pods`/);
    assert.equal(question, 'cart');
    assert.deepEqual(
      steps.map(({ tool }) => tool),
      ['verify_kubernetes_connection', ...lookedAtRestarts.slice(2, 5)],
    );
    assert.deepEqual(steps[1]?.input, { name: 'cart' });
  });

  it('points the model to a tool by its reference', async () => {
    await newChat(kubeSre.page);
    await ask('#traceServiceChain 我的应用 web 无法访问了', '原因找到了');
    const user = textOf(asked[0]?.messages.findLast(({ role }) => role === 'user'));
    assert.match(user, /<toolReferences>[\s\S]*trace_service_chain/);
  });
});

function readMedia(file: string): string {
  return readFileSync(new URL(`../../../media/chat/${file}`, import.meta.url), 'utf8');
}

function manifestTools(): readonly Readonly<Record<string, unknown>>[] {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  const contributes = isRecord(manifest) && isRecord(manifest.contributes) ? manifest.contributes : {};
  const tools = Array.isArray(contributes.languageModelTools) ? contributes.languageModelTools.filter(isRecord) : [];
  assert.ok(tools.length >= 12);
  return tools;
}
