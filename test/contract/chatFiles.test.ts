import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { Compile } from 'typebox/compile';
import { createEngine } from '../../src/compose.ts';
import { Envelope } from '../../src/core/envelope.ts';
import { isRecord } from '../../src/core/json.ts';
import { startDemo } from '../../src/demo/startDemo.ts';
import { chat } from '../../src/hosts/vscode/contributions/chat.ts';
import { allTools } from '../../src/tools/allTools.ts';
import { podRules } from '../../src/rules/sick/podRules.ts';
import { chatFile, codes } from '../support/chat/chatFile.ts';
import { readChangeSkill } from '../support/chat/changeSkill.ts';
import { looksIn, readSkill } from '../support/chat/skillText.ts';
import { checkEnvelope } from '../support/checkEnvelope.ts';
import { root } from '../support/sourceImports.ts';

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const contributed = [...(chat.chatAgents ?? []), ...(chat.chatPromptFiles ?? []), ...(chat.chatSkills ?? [])];
const agent = 'media/chat/agents/kubeSre.agent.md';
const prompts = ['reachable', 'diagnose', 'restarts', 'restart', 'scale', 'rollback'].map(
  (name) => `media/chat/prompts/${name}.prompt.md`,
);
const skill = 'media/chat/skills/unreachable-application/SKILL.md';
const restarting = 'media/chat/skills/restarting-pods/SKILL.md';
const changing = ['restart-failed-pod', 'scale-workload', 'roll-back-release'].map(
  (name) => `media/chat/skills/${name}/SKILL.md`,
);
const skills = [skill, restarting, ...changing];
const tools = new Map(allTools.map((tool) => [tool.name, tool]));
const hops = ['dns', 'loadBalancer', 'ingress', 'gateway', 'service', 'endpoints', 'pods', 'node'];

describe('what chat is given besides the tools', () => {
  it('is what the manifest names, and ships', () => {
    assert.deepEqual(contributed.map((one) => path.normalize(one.path)).sort(), [agent, ...prompts, ...skills].sort());
  });

  for (const file of [agent, ...prompts, ...skills])
    it(`names in ${file} only tools that there are`, () => {
      const named = [...read(file).matchAll(/\b[a-z]+(?:_[a-z]+){2,}\b/g)].map(([name]) => name);
      assert.deepEqual(
        named.filter((name) => !tools.has(name)),
        [],
      );
    });
});

describe('the agent', () => {
  const { header, body } = chatFile(read(agent));

  it('has every tool by its full reference name, and the one that reads skills', () => {
    const reference = (name: string): string => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
    const own = allTools.map(({ name }) => `kube-sre.kube-sre/${reference(name)}`);
    assert.deepEqual(header.tools, ['read/readFile', ...own]);
  });

  it('is called as the product is, and is short', () => {
    assert.equal(header.name, 'Kube SRE');
    assert.ok(encode(body).length <= 800, `${encode(body).length} tokens`);
  });

  it('explains every word that a verdict of a tool that looks can have', () => {
    for (const verdict of ['healthy', 'degraded', 'broken', 'unknown', 'answered'])
      assert.ok(codes(body).includes(verdict), verdict);
  });
});

describe('a prompt', () => {
  for (const prompt of prompts)
    it(`asks the agent, by a skill that there is, about what the user names: ${path.basename(prompt)}`, () => {
      const { header, body } = chatFile(read(prompt));
      assert.equal(header.agent, chatFile(read(agent)).header.name);
      assert.equal(header.name, path.basename(prompt, '.prompt.md'));
      const named = skills.map((file) => path.basename(path.dirname(file)));
      assert.ok(codes(body).some((code) => named.includes(code)));
      assert.match(body, /\$\{input:\w+:[^}]+\}/);
    });
});

describe('the skill for pods that restart', () => {
  const { header, body } = chatFile(read(restarting));

  it('is called as its folder is, says when it is for, and is short', () => {
    assert.equal(header.name, path.basename(path.dirname(restarting)));
    const description = String(header.description);
    assert.ok(description.length <= 1024);
    for (const word of ['我的Pod一直在重启，帮我找出原因', 'CrashLoopBackOff', 'OOMKilled', 'Pending', '137'])
      assert.ok(description.includes(word), word);
    assert.ok(encode(body).length <= 1000, `${encode(body).length} tokens`);
  });

  it('gives only input that the tools take', () => {
    const looks = looksIn(body).filter(({ input }) => input !== undefined);
    assert.ok(looks.length >= 4);
    for (const { tool, input } of looks) {
      const { input: schema } = tools.get(tool) ?? {};
      assert.ok(schema !== undefined && Compile(schema).Check(input), `${tool} ${JSON.stringify(input)}`);
    }
  });

  it('knows what to do with each subject of the rules that can stand first in a diagnosis', () => {
    const subjects = new Set(
      podRules.filter(({ symptom }) => symptom !== true).map(({ id }) => id.split('/')[0] ?? ''),
    );
    const known = new Set(readSkill(read(restarting)).deciding.keys());
    const told = ['limit-range', 'workload', 'statefulset', 'daemonset', 'job'];
    assert.deepEqual(
      [...subjects].filter((subject) => !known.has(subject) && !told.includes(subject)),
      [],
    );
  });
});

describe('a skill that ends in a change', () => {
  const words: Readonly<Record<string, readonly string[]>> = {
    'restart-failed-pod': ['这个Pod失败了，帮我重启一下', 'kubectl rollout restart'],
    'scale-workload': ['流量突然增大，帮我扩容到10个副本', 'kubectl scale'],
    'roll-back-release': ['新版本有问题，回滚到上一个版本', 'kubectl rollout undo'],
  };
  for (const file of changing) {
    const name = path.basename(path.dirname(file));
    const { header, body } = chatFile(read(file));
    const steps = readChangeSkill(read(file));

    it(`is called as its folder is, says when it is for, and is short: ${name}`, () => {
      assert.equal(header.name, name);
      const description = String(header.description);
      assert.ok(description.length <= 1024);
      for (const word of words[name] ?? []) assert.ok(description.includes(word), word);
      assert.ok(encode(body).length <= 1000, `${encode(body).length} tokens`);
    });

    it(`gives only input that the tools take: ${name}`, () => {
      const looks = looksIn(body).filter(({ input }) => input !== undefined);
      assert.ok(looks.length >= 5);
      for (const { tool, input } of looks) {
        const { input: schema } = tools.get(tool) ?? {};
        const numbered = Object.fromEntries(
          Object.entries(input ?? {}).map(([key, text]) => [key, text === '<number>' ? 3 : text]),
        );
        assert.ok(schema !== undefined && Compile(schema).Check(numbered), `${tool} ${JSON.stringify(input)}`);
      }
    });

    it(`makes one change, by a tool that changes, and knows what to do with each way in which that can end: ${name}`, () => {
      const writing = looksIn(body).filter(({ tool }) => tools.get(tool)?.risk !== 'read');
      assert.deepEqual([...new Set(writing.map(({ tool }) => tool))], [steps.change.tool]);
      const known = new Set(steps.outcome.flatMap(({ keys }) => keys));
      for (const end of ['applied', 'declined', 'blocked', 'conflict', 'timeout', 'error'])
        assert.ok(known.has(end), end);
    });
  }
});

describe('the skill for an application that does not answer', () => {
  const { header, body } = chatFile(read(skill));
  const steps = readSkill(read(skill));

  it('is called as its folder is, or chat would not take it', () => {
    assert.equal(header.name, path.basename(path.dirname(skill)));
    assert.match(header.name, /^[a-z0-9-]{1,64}$/);
  });

  it('says when it is for, in the words of Chinese and English users, in at most 1,024 characters', () => {
    const description = String(header.description);
    assert.ok(description.length <= 1024);
    for (const word of ['我的应用无法访问了，帮我排查一下', '超时', '502', '503', 'timeout', 'connection refused'])
      assert.ok(description.includes(word), word);
  });

  it('is short', () => assert.ok(encode(body).length <= 900, `${encode(body).length} tokens`));

  it('gives only input that the tools take', () => {
    const looks = looksIn(body);
    assert.ok(looks.filter(({ input }) => input !== undefined).length >= 5);
    for (const { tool, input } of looks) {
      const { input: schema } = tools.get(tool) ?? {};
      assert.ok(schema !== undefined, tool);
      if (input !== undefined) assert.ok(Compile(schema).Check(input), `${tool} ${JSON.stringify(input)}`);
    }
  });

  it('knows what to do at each hop that can be broken, and with each verdict that a trace can have', () => {
    const known = [...steps.deciding.keys()];
    assert.deepEqual(
      hops.filter((hop) => !known.includes(hop)),
      [],
    );
    assert.deepEqual(
      known.filter((key) => !hops.includes(key)),
      ['degraded', 'healthy', 'unknown', 'not_found'],
    );
  });
});

describe('fields that chat is told of', () => {
  let data: ReadonlySet<string>;
  const known = new Set(properties(Envelope));

  before(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'kube-sre-fields-'));
    const mediaDirectory = path.join(root, 'media');
    const demo = await startDemo({ mediaDirectory });
    const kubeconfig = path.join(folder, 'kubeconfig');
    await writeFile(kubeconfig, demo.kubeconfig, { mode: 0o600 });
    const engine = createEngine({ env: {}, homeDirectory: folder, kubeconfig, version: 'test', mediaDirectory });
    const ask = async (tool: string, input: object): Promise<Envelope> =>
      checkEnvelope((await engine.call(tool, input, { surface: 'test' })).envelope);
    const answers = [
      await ask('list_kubernetes_services', {}),
      await ask('trace_service_chain', { name: 'cart' }),
      await ask('trace_service_chain', { name: 'shop', kind: 'Ingress' }),
      await ask('get_resource_events_timeline', { kind: 'Deployment', namespace: 'shop', name: 'cart' }),
      await ask('get_failed_kubernetes_pods', {}),
      await ask('diagnose_kubernetes_pod_issues', { namespace: 'shop', name: 'cart' }),
      await ask('get_pod_crash_report', { namespace: 'shop', name: 'cart' }),
      await ask('list_kubernetes_deployments', {}),
      await ask('check_scaling_capacity', { namespace: 'shop', name: 'catalog', replicas: 30 }),
      await ask('check_scaling_capacity', { name: 'web', replicas: 3 }),
      await ask('get_deployment_revision_history', { namespace: 'shop', name: 'cart' }),
    ];
    await engine.dispose();
    await demo.close();
    await rm(folder, { recursive: true });
    data = new Set(answers.flatMap((answer) => Object.keys(answer.data ?? {})));
    for (const key of answers.flatMap(keysOf)) known.add(key);
  });

  for (const file of [agent, ...skills])
    it(`are those of real answers: ${file}`, () => {
      const subjects = podRules.map(({ id }) => id.split('/')[0] ?? '');
      const words = [
        ...hops,
        ...subjects,
        ...literals(Envelope),
        'namespace',
        'context',
        'not_found',
        'kubeSre.tools',
        'no',
        'lastKnownGood',
      ];
      const fields = codes(chatFile(read(file)).body).filter(
        (code) => /^[a-z][A-Za-z.]*$/.test(code) && !words.includes(code),
      );
      assert.ok(fields.length >= 10);
      for (const field of fields) {
        for (const part of field.split('.')) assert.ok(known.has(part), field);
        if (field.startsWith('data.')) assert.ok(data.has(field.slice('data.'.length)), field);
      }
    });
});

/** All names of properties in a schema, at any depth. */
function properties(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(properties);
  if (!isRecord(schema)) return [];
  const own = isRecord(schema.properties) ? Object.keys(schema.properties) : [];
  return [...own, ...Object.values(schema).flatMap(properties)];
}

/** All words that a schema allows as a value. */
function literals(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(literals);
  if (!isRecord(schema)) return [];
  return [...(typeof schema.const === 'string' ? [schema.const] : []), ...Object.values(schema).flatMap(literals)];
}

function keysOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  return isRecord(value) ? [...Object.keys(value), ...Object.values(value).flatMap(keysOf)] : [];
}
