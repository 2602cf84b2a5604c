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
import { memoryCluster, type MemoryWorld } from '../../support/memoryCluster.ts';
import { root } from '../../support/sourceImports.ts';
import { testRunner } from '../../support/testRunner.ts';
import { pod, service } from '../rules/objects.ts';
import { changed, healthy } from '../tools/tracing/chainWorld.ts';

const seed = '我的应用无法访问了，帮我排查一下';
const file = '/skills/unreachable-application/SKILL.md';
const skill = readFileSync(path.join(root, 'media/chat', file), 'utf8');
const { name, description } = chatFile(skill).header;
const system = `<skills>
<skill><name>pod-restarts</name><description>我的Pod一直在重启，帮我找出原因</description><file>/skills/other.md</file></skill>
<skill><name>${String(name)}</name><description>${String(description)}</description><file>${file}</file></skill>
</skills>`;
const tools = allTools.map((tool) => tool.name);

type Ask = (tool: string, input: unknown) => Promise<Envelope>;

describe('the skill for an application that does not answer, followed to the letter', () => {
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

  const demo: Ask = async (tool, input) =>
    checkEnvelope((await engine.call(tool, input, { surface: 'test' })).envelope);
  const converse = (question: string, ask: Ask = demo, offered: readonly string[] = tools) =>
    talk(followSkill, { question, tools: offered, files: { [file]: skill }, system, ask });
  const toolsOf = (calls: readonly string[]): readonly string[] => calls.map((call) => call.split(' ')[0] ?? '');

  describe('on the demo cluster', () => {
    it('finds, step by step, both applications that are broken, each with its cause', async () => {
      const { calls, said } = await converse(seed);
      assert.deepEqual(toolsOf(calls), [
        'verify_kubernetes_connection',
        'list_kubernetes_services',
        'trace_service_chain',
        'get_kubernetes_resource_yaml',
        'trace_service_chain',
        'get_kubernetes_pod_logs',
        'get_resource_events_timeline',
      ]);
      const answer = said.at(-1) ?? '';
      assert.match(answer, /Service\/api: spec\.selector = \{"app":"api","tier":"backend"\}/);
      assert.match(answer, /建议：Set spec\.selector\.tier of Service api to api/);
      assert.match(answer, /可疑变更：revision 2 .*cart:2\.8\.3 → registry\.example\/shop\/cart:2\.9\.0/);
      assert.match(answer, /容器结束：.*OOMKilled/);
    });

    it('writes a plan before its first look when it is asked for one, and a new one when an answer contradicts it', async () => {
      const { calls, said } = await converse(`${seed}，请先给出计划`);
      assert.match(
        said[0] ?? '',
        /^计划：\n1\. Connection — .*\n2\. Start — .*one application\n3\. Trace — .*\n4\. Deciding/,
      );
      const again = said.filter((one) => one.includes('新计划'));
      assert.equal(again.length, 1);
      assert.match(
        again[0] ?? '',
        /^✗ Start: one application：.* Services .* in trouble.*\n新计划：\n1\. trace_service_chain.*\n2\. trace/,
      );
      assert.equal(calls.length, 7);
      assert.match(said.at(-1) ?? '', /OOMKilled[\s\S]*步骤：[\s\S]*verify_kubernetes_connection/);
    });

    for (const [question, cause] of [
      ['我的应用 cart 无法访问了，帮我排查一下', /OOMKilled/],
      ['https://shop.example/api 无法访问了，帮我排查一下', /spec\.selector/],
      ['我的应用 search 无法访问了，帮我排查一下', /Unschedulable/],
    ] as const)
      it(`goes straight to what is named: ${question}`, async () => {
        const { calls, said } = await converse(question);
        assert.ok(!toolsOf(calls).includes('list_kubernetes_services'));
        assert.match(said.at(-1) ?? '', cause);
      });

    it('takes the nearest name and looks at that', async () => {
      const { calls, said } = await converse('http://shp.example/api 无法访问了，帮我排查一下');
      assert.deepEqual(toolsOf(calls).slice(1, 3), ['trace_service_chain', 'trace_service_chain']);
      assert.match(said.at(-1) ?? '', /Service\/web|shop\/web/);
    });

    it('finds no fault where there is none', async () => {
      const { calls, said } = await converse('我的应用 catalog 无法访问了，帮我排查一下');
      assert.deepEqual(toolsOf(calls), ['verify_kubernetes_connection', 'trace_service_chain']);
      assert.match(said.at(-1) ?? '', /^没有找到原因。/);
    });
  });

  describe('with a group of tools switched off', () => {
    const without = (group: string): readonly string[] =>
      allTools.filter((tool) => tool.group !== group).map((tool) => tool.name);

    it('names the cause without the objects, and says what was not looked at', async () => {
      const { calls, said } = await converse('我的应用 api 无法访问了，帮我排查一下', demo, without('resources'));
      assert.deepEqual(toolsOf(calls), ['verify_kubernetes_connection', 'trace_service_chain']);
      assert.match(said.at(-1) ?? '', /spec\.selector[\s\S]*未查看（工具组已关闭）：get_kubernetes_resource_yaml/);
    });

    it('does without the look at the connection', async () => {
      const { calls, said } = await converse(seed, demo, without('cluster'));
      assert.equal(toolsOf(calls)[0], 'list_kubernetes_services');
      assert.match(said.at(-1) ?? '', /OOMKilled[\s\S]*未查看（工具组已关闭）：verify_kubernetes_connection/);
    });
  });

  describe('in other clusters', () => {
    const world = (given: MemoryWorld): Ask => {
      const runner = testRunner(memoryCluster(given));
      return async (tool, input) => checkEnvelope((await runner.call(tool, input, { surface: 'test' })).envelope);
    };
    const named = '我的应用 api 无法访问了，帮我排查一下';

    it('looks at each namespace that has the name', async () => {
      const other = [service('api')].map((one) => ({ ...one, metadata: { ...metadataOf(one), namespace: 'other' } }));
      const { calls, said } = await converse(named, world({ objects: [...healthy, ...other] }));
      const traced = calls.filter((call) => call.startsWith('trace_service_chain'));
      assert.equal(traced.length, 3);
      assert.match(said.at(-1) ?? '', /other\/api/);
    });

    it('names the permission that is lacking, and no cause', async () => {
      const forbidden = [
        'pods',
        'pods in shop',
        'endpointslices.discovery.k8s.io',
        'endpointslices.discovery.k8s.io in shop',
      ];
      const { said } = await converse(named, world({ objects: healthy, forbidden }));
      assert.match(said.at(-1) ?? '', /^没有找到原因。[\s\S]*pods.*forbidden\. needs list on pods/);
    });

    it('does not go on without a connection', async () => {
      const ask: Ask = (tool) =>
        Promise.resolve({
          ...refused,
          tool,
        });
      const { calls, said } = await converse(seed, ask);
      assert.deepEqual(toolsOf(calls), ['verify_kubernetes_connection']);
      assert.match(said.at(-1) ?? '', /connection refused/);
    });

    it('stops after as many looks as the skill allows', async () => {
      const sick = Array.from({ length: 6 }, (_, index) => [
        service(`app-${index}`),
        pod(`app-${index}-a`, { labels: { app: `app-${index}` }, ready: false }),
      ]).flat();
      const { calls } = await converse(seed, world({ objects: changed(...sick) }));
      assert.ok(calls.filter((call) => call.startsWith('trace_service_chain')).length <= 3);
      assert.ok(calls.length <= 12);
    });
  });
});

const refused: Envelope = {
  tool: '',
  schemaVersion: '1',
  takenAt: '2026-11-25T14:00:00Z',
  verdict: 'unknown',
  headline: 'The server cannot be reached.',
  error: { code: 'unreachable', message: 'get version: connection refused', hint: 'see whether the cluster runs' },
  findings: [],
  gaps: [],
  next: [],
  truncated: false,
};

function metadataOf(object: object): object {
  return 'metadata' in object && typeof object.metadata === 'object' && object.metadata !== null ? object.metadata : {};
}
