import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createEngine } from '../../../src/compose.ts';
import type { Engine } from '../../../src/core/engine.ts';
import type { Envelope } from '../../../src/core/envelope.ts';
import { startDemo } from '../../../src/demo/startDemo.ts';
import { allTools } from '../../../src/tools/allTools.ts';
import { chatFile } from '../../support/chat/chatFile.ts';
import { followSkill } from '../../support/chat/followSkill.ts';
import { talk } from '../../support/chat/talk.ts';
import { checkEnvelope } from '../../support/checkEnvelope.ts';
import { root } from '../../support/sourceImports.ts';

const seed = '我的Pod一直在重启，帮我找出原因';
const folders = ['unreachable-application', 'restarting-pods'];
const fileOf = (folder: string): string => `/skills/${folder}/SKILL.md`;
const files = Object.fromEntries(
  folders.map((folder) => [fileOf(folder), readFileSync(path.join(root, 'media/chat', fileOf(folder)), 'utf8')]),
);
/** Both skills are listed: the question alone tells which one fits. */
const system = `<skills>
${Object.entries(files)
  .map(([file, text]) => {
    const { name, description } = chatFile(text).header;
    return `<skill><name>${String(name)}</name><description>${String(description)}</description><file>${file}</file></skill>`;
  })
  .join('\n')}
</skills>`;
const tools = allTools.map((tool) => tool.name);

describe('the skill for pods that restart, followed to the letter on the demo cluster', () => {
  let folder: string;
  let engine: Engine;
  let close: () => Promise<void>;

  before(async () => {
    const mediaDirectory = path.join(root, 'media');
    folder = await mkdtemp(path.join(tmpdir(), 'kube-sre-skill-'));
    const demo = await startDemo({ mediaDirectory });
    const kubeconfig = path.join(folder, 'kubeconfig');
    await writeFile(kubeconfig, demo.kubeconfig, { mode: 0o600 });
    engine = createEngine({ env: {}, homeDirectory: folder, kubeconfig, version: 'test', mediaDirectory });
    close = () => demo.close();
  });
  after(async () => {
    await engine.dispose();
    await close();
    await rm(folder, { recursive: true });
  });

  const ask = async (tool: string, input: unknown): Promise<Envelope> =>
    checkEnvelope((await engine.call(tool, input, { surface: 'test' })).envelope);
  const converse = (question: string, offered: readonly string[] = tools) =>
    talk(followSkill, { question, tools: offered, files, system, ask });
  const toolsOf = (calls: readonly string[]): readonly string[] => calls.map((call) => call.split(' ')[0] ?? '');

  it('finds the pods that fail by itself, and names the cause of each with what changed before it', async () => {
    const { calls, said } = await converse(seed);
    assert.deepEqual(toolsOf(calls).slice(0, 3), [
      'verify_kubernetes_connection',
      'get_failed_kubernetes_pods',
      'diagnose_kubernetes_pod_issues',
    ]);
    assert.ok(toolsOf(calls).includes('get_pod_crash_report'));
    const answer = said.at(-1) ?? '';
    assert.match(answer, /over its memory limit of 128Mi/);
    assert.match(answer, /status\.containerStatuses\[0\]\.lastState\.terminated\.reason = "OOMKilled"/);
    assert.match(answer, /可疑变更：spec\.containers\[cart\]\.env\[CACHE_ENTRIES\]\.value 50000 → 500000/);
    assert.ok(calls.length <= 12);
  });

  it('writes a plan first when it is asked for one, and a new one when an answer contradicts it', async () => {
    const { said } = await converse(`${seed}，请先给出计划`);
    assert.match(
      said[0] ?? '',
      /^计划：\n1\. Connection — .*\n2\. Start — .*one workload\n3\. Diagnosis — .*\n4\. Deciding/,
    );
    assert.ok(said.filter((one) => one.includes('新计划')).length >= 1);
    assert.match(said.at(-1) ?? '', /OOMKilled[\s\S]*步骤：[\s\S]*get_pod_crash_report/);
  });

  for (const [name, cause, look] of [
    ['cart', /memory limit of 128Mi/, 'get_pod_crash_report'],
    ['search', /Too little memory is free/, 'get_pending_kubernetes_pods'],
    ['ledger', /names class fast, which does not exist/, 'get_pending_kubernetes_pods'],
  ] as const)
    it(`goes straight to what is named: ${name}`, async () => {
      const { calls, said } = await converse(`我的 Pod ${name} 一直在重启，帮我找出原因`);
      assert.ok(!toolsOf(calls).includes('get_failed_kubernetes_pods'));
      assert.ok(toolsOf(calls).includes(look), toolsOf(calls).join(', '));
      assert.match(said.at(-1) ?? '', cause);
    });

  it('diagnoses the name in each namespace that has it', async () => {
    const { calls } = await converse('我的 Pod web 一直在重启，帮我找出原因');
    for (const namespace of ['shop', 'staging'])
      assert.ok(
        calls.some((call) => call.startsWith('diagnose_kubernetes_pod_issues') && call.includes(`"${namespace}"`)),
        calls.join('\n'),
      );
  });

  it('finds no fault where there is none', async () => {
    const { said } = await converse('我的 Pod catalog 一直在重启，帮我找出原因');
    assert.match(said.at(-1) ?? '', /^没有找到原因。/);
  });

  it('says what was not looked at where a group of tools is switched off', async () => {
    const offered = allTools.filter(({ group }) => group !== 'restarts').map(({ name }) => name);
    const { said } = await converse('我的 Pod cart 一直在重启，帮我找出原因', offered);
    assert.match(
      said.at(-1) ?? '',
      /128Mi[\s\S]*未查看（工具组已关闭）：analyze_pod_restart_pattern, get_pod_crash_report/,
    );
  });
});
