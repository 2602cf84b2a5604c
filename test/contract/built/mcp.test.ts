import assert from 'node:assert/strict';
import { chmodSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createMCPClient } from '@ai-sdk/mcp';
import { StdioMCPTransport } from '@ai-sdk/mcp/mcp-stdio';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ElicitRequestSchema, McpError, type ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import type { Envelope } from '../../../src/core/envelope.ts';
import { isRecord } from '../../../src/core/json.ts';
import type { Demo } from '../../../src/demo/serveCluster.ts';
import { startDemo } from '../../../src/demo/startDemo.ts';
import { allTools } from '../../../src/tools/allTools.ts';
import { checkEnvelope } from '../../support/checkEnvelope.ts';
import { cli, mcpProgram, nodeOfUser, type McpProgram } from '../../support/mcp/mcpProgram.ts';
import { mustRun } from '../../support/process/mustRun.ts';
import { runProgram } from '../../support/process/runProgram.ts';
import { root } from '../../support/sourceImports.ts';

const reading = allTools.filter(({ risk }) => risk === 'read');

let program: McpProgram;
let demo: Demo;
let kubeconfig: string;
let client: Client;
let clients: { close(): Promise<void> }[] = [];

const serverOf = (...args: readonly string[]) => ({
  command: nodeOfUser,
  args: [cli, 'mcp', ...args],
  env: program.env,
  stderr: 'ignore' as const,
});

async function sdkClient(...args: readonly string[]): Promise<Client> {
  const made = new Client({ name: 'test', version: '1' });
  await made.connect(new StdioClientTransport(serverOf(...args)));
  clients.push(made);
  return made;
}

/** The answer in both of its forms, which are the same. */
function envelopeOf(result: Record<string, unknown>): Envelope {
  assert.ok(Array.isArray(result.content) && result.content.length === 1);
  const text: unknown = result.content[0];
  assert.ok(isRecord(text) && text.type === 'text' && typeof text.text === 'string');
  assert.deepEqual(JSON.parse(text.text), result.structuredContent);
  const envelope = checkEnvelope(result.structuredContent);
  assert.equal(result.isError, envelope.error !== undefined);
  return envelope;
}

const ask = async (name: string, input: Record<string, unknown> = {}): Promise<Envelope> =>
  envelopeOf(await client.callTool({ name, arguments: input }));

/** What the command line answers to the same question. */
async function called(name: string, input: unknown): Promise<Envelope> {
  const args = [cli, 'call', name, JSON.stringify(input), '--kubeconfig', kubeconfig];
  return checkEnvelope(JSON.parse((await runProgram(nodeOfUser, args, { env: program.env })).stdout));
}

/** Without what differs between two calls of one program: when it was, and so how old each thing is, its rate, and how long the server took. */
function timeless(envelope: Envelope): unknown {
  return JSON.parse(JSON.stringify(envelope), (key, value: unknown) => {
    if (typeof value === 'number') return /seconds|perHour/i.test(key) ? 0 : value;
    if (typeof value !== 'string') return value;
    // A cursor holds the moment that its page was judged at.
    if (key === 'cursor') return 'CURSOR';
    return value
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
      .replace(/\b(\d+[smhd])+\b/g, 'AGE')
      .replace(/[\d.]+( times)? an hour/g, 'RATE');
  });
}

before(async () => {
  program = mcpProgram();
  demo = await startDemo({ mediaDirectory: `${root}/media` });
  kubeconfig = program.write('kubeconfig', demo.kubeconfig);
  client = await sdkClient('--kubeconfig', kubeconfig);
});

after(async () => {
  for (const one of clients) await one.close();
  clients = [];
  await demo.close();
  program.remove();
});

describe('kube-sre mcp, with the official client', function () {
  this.timeout(60_000);

  it('introduces itself, with instructions for the model', () => {
    assert.equal(client.getServerVersion()?.name, 'kube-sre');
    assert.deepEqual(client.getServerCapabilities(), { tools: {} });
    assert.match(client.getInstructions() ?? '', /^Kube SRE looks into Kubernetes clusters/);
  });

  it('lists the tools that the command line lists, word for word', async () => {
    const { tools } = await client.listTools();
    const shown: unknown = JSON.parse(await mustRun(nodeOfUser, [cli, 'tools', '--json'], { env: program.env }));
    assert.ok(Array.isArray(shown));
    assert.deepEqual(
      tools.map(({ name, title, description, inputSchema }) => ({ name, title, description, inputSchema })),
      shown
        .filter(isRecord)
        .filter(({ risk }) => risk === 'read')
        .map(({ name, title, description, inputSchema }) => ({ name, title, description, inputSchema })),
    );
    assert.ok(tools.every(({ annotations }) => annotations?.readOnlyHint === true));
  });

  for (const { name, example } of reading)
    it(`answers ${name} as the command line does`, async () => {
      const envelope = await ask(name, { ...example.input });
      assert.equal(envelope.error, undefined);
      assert.deepEqual(timeless(envelope), timeless(await called(name, example.input)));
    });

  it('neither lists nor answers what changes something, unless told', async () => {
    const { tools } = await client.listTools();
    assert.ok(tools.every(({ annotations }) => annotations?.readOnlyHint === true));
    await assert.rejects(
      client.callTool({ name: 'scale_deployment', arguments: { namespace: 'shop', name: 'web', replicas: 3 } }),
      McpError,
    );
  });

  it('answers a mistake as the command line does, and marks it as an error', async () => {
    for (const input of [{ namespace: 'shpo' }, { limit: 0, approve: true }]) {
      const envelope = await ask('list_kubernetes_pods', input);
      assert.notEqual(envelope.error, undefined);
      assert.deepEqual(timeless(envelope), timeless(await called('list_kubernetes_pods', input)));
    }
  });

  it('refuses an argument that a tool does not name, and says so', async () => {
    const { error } = await ask('list_kubernetes_pods', { namespace: 'shop', approve: true });
    assert.equal(error?.code, 'bad_input');
    assert.match(error.message, /^approve: no such input/);
  });

  it('refuses a tool that is not there with the nearest names', async () => {
    await assert.rejects(
      client.callTool({ name: 'list_kubernets_pods' }),
      (error) =>
        error instanceof McpError && error.code === -32602 && error.message.includes('nearest: list_kubernetes_pods'),
    );
  });

  it('answers several calls at once, each its own', async () => {
    const questions = ['api', 'web', 'cart', 'nothing-of-this-name'];
    const answers = await Promise.all(questions.map((name) => ask('trace_service_chain', { name, namespace: 'shop' })));
    assert.equal(answers[0]?.findings[0]?.rule, 'service/selector-matches-nothing');
    assert.deepEqual(
      answers.slice(0, 3).map(({ scope }) => scope?.name),
      questions.slice(0, 3),
    );
    assert.equal(answers[3]?.error?.code, 'not_found');
  });

  it('reports progress that grows to a client that asks for it', async () => {
    const fresh = await sdkClient('--kubeconfig', kubeconfig);
    const seen: number[] = [];
    const messages: string[] = [];
    await fresh.callTool({ name: 'trace_service_chain', arguments: { name: 'api', namespace: 'shop' } }, undefined, {
      onprogress: ({ progress, message }) => {
        seen.push(progress);
        messages.push(message ?? '');
      },
    });
    assert.ok(seen.length >= 2);
    assert.deepEqual(
      seen,
      seen.map((_, index) => index + 1),
    );
    assert.ok(messages.every((message) => message.startsWith('reading ')));
  });

  it('serves the embedded demo cluster', async () => {
    const onDemo = await sdkClient('--demo');
    const input = { name: 'api', namespace: 'shop' };
    const { verdict, context } = envelopeOf(await onDemo.callTool({ name: 'trace_service_chain', arguments: input }));
    assert.deepEqual({ verdict, context }, { verdict: 'broken', context: 'demo' });
  });

  it('serves without a kubeconfig, and says with each answer where one is looked for', async () => {
    const lost = await sdkClient();
    const { error } = envelopeOf(await lost.callTool({ name: 'list_kubernetes_pods', arguments: {} }));
    assert.match(`${error?.message ?? ''} ${error?.hint ?? ''}`, /kubeconfig/i);
  });
});

describe('the registrations that docs/mcp.md shows', function () {
  this.timeout(60_000);

  it('start the server, each of them', async () => {
    const page = readFileSync(path.join(root, 'docs/mcp.md'), 'utf8');
    const blocks = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json]): unknown => JSON.parse(json ?? ''));
    assert.equal(blocks.length, 3);
    for (const block of blocks) {
      const servers = isRecord(block) ? (block.servers ?? block.mcpServers) : undefined;
      const [server]: unknown[] = Object.values(isRecord(servers) ? servers : {});
      assert.ok(isRecord(server) && server.command === 'node' && Array.isArray(server.args));
      const [program, command, ...flags] = server.args.map(String);
      assert.deepEqual([program, command], ['/path/to/kube-sre/dist/cli.js', 'mcp']);
      const registered = await sdkClient(...flags);
      assert.equal((await registered.listTools()).tools.length, reading.length);
    }
  });
});

describe('kube-sre mcp, with a client of another make', function () {
  this.timeout(60_000);

  it('is asked, answers, and ends', async () => {
    const other = await createMCPClient({ transport: new StdioMCPTransport(serverOf('--kubeconfig', kubeconfig)) });
    try {
      assert.match(other.instructions ?? '', /^Kube SRE/);
      const { tools } = await other.listTools();
      assert.deepEqual(
        tools.map(({ name }) => name),
        reading.map(({ name }) => name),
      );
      const input = { name: 'api', namespace: 'shop' };
      const answer = await other.callTool({ name: 'trace_service_chain', arguments: input });
      assert.deepEqual(timeless(envelopeOf(answer)), timeless(await ask('trace_service_chain', input)));
      const refused = await other.callTool({ name: 'list_kubernetes_pods', arguments: { approve: true } });
      assert.equal(envelopeOf(refused).error?.code, 'bad_input');
    } finally {
      await other.close();
    }
  });
});

describe('kube-sre mcp, told to change things', function () {
  this.timeout(60_000);

  const scale = { name: 'scale_deployment', arguments: { namespace: 'shop', name: 'web', replicas: 3 } };
  const replicas = async (): Promise<unknown> => {
    const { data } = await ask('get_kubernetes_resource_yaml', {
      kind: 'Deployment',
      namespace: 'shop',
      name: 'web',
      path: 'spec.replicas',
    });
    return isRecord(data) ? data.yaml : undefined;
  };

  async function asking(
    answer: ElicitResult | undefined,
    flags: readonly string[] = ['--kubeconfig', kubeconfig],
  ): Promise<{ readonly asked: string[]; readonly made: Client }> {
    const asked: string[] = [];
    const capabilities = answer === undefined ? {} : { elicitation: {} };
    const made = new Client({ name: 'test', version: '1' }, { capabilities });
    if (answer !== undefined)
      made.setRequestHandler(ElicitRequestSchema, ({ params }) => {
        asked.push(params.message);
        return answer;
      });
    await made.connect(new StdioClientTransport(serverOf(...flags, '--allow-changes')));
    clients.push(made);
    return { asked, made };
  }

  it('puts the plan before the person, and does what they say, once', async () => {
    const before = await replicas();
    for (const answer of [
      { action: 'decline' },
      { action: 'cancel' },
      { action: 'accept', content: { approve: false } },
    ] as const) {
      const { asked, made } = await asking(answer);
      const envelope = envelopeOf(await made.callTool(scale));
      assert.equal(envelope.verdict, 'declined');
      assert.equal(envelope.headline.includes('the person said no'), answer.action !== 'cancel', envelope.headline);
      assert.match(asked.join(), /^Scale shop\/web from \d to 3\? \(demo\)\nDeployment shop\/web: spec\.replicas/);
      assert.equal(await replicas(), before);
    }
    const { made } = await asking({ action: 'accept', content: { approve: true } });
    const { tools } = await made.listTools();
    assert.equal(tools.find(({ name }) => name === 'scale_deployment')?.annotations?.readOnlyHint, false);
    const envelope = envelopeOf(await made.callTool(scale));
    assert.equal(envelope.verdict, 'applied', envelope.headline);
  });

  /** A line that an answer has for a person, run in a shell that has no kubeconfig. */
  async function typed(line: string): Promise<Envelope> {
    chmodSync(program.write('kube-sre', `#!/bin/sh\nexec '${nodeOfUser}' '${cli}' "$@"\n`), 0o700);
    const env = { ...program.env, PATH: `${program.home}:${program.env.PATH ?? ''}` };
    const { stdout, stderr } = await runProgram('sh', ['-c', line], { env });
    assert.notEqual(stdout, '', stderr);
    return checkEnvelope(JSON.parse(stdout));
  }

  it('gives a client that cannot ask a command that leads a person to the same cluster, and its undo one too', async () => {
    const spaced = program.write("o'neil s config", demo.kubeconfig);
    const { made } = await asking(undefined, ['--kubeconfig', path.relative(process.cwd(), spaced)]);
    const other = { ...scale, arguments: { ...scale.arguments, replicas: 4 } };
    const waits = envelopeOf(await made.callTool(other));
    const [line = ''] = /KUBE_SRE_HOME=\S* kube-sre call .*sha256:[0-9a-f]{64}/.exec(waits.headline) ?? [];
    const done = await typed(line);
    assert.equal(done.verdict, 'applied', `${line}: ${done.headline}`);
    const undo = await typed(done.change?.undo ?? '');
    assert.equal(undo.blockedBy, 'disabled', undo.headline);
  });

  it('names no command, and no undo, on a demo cluster that ends with it', async () => {
    const waits = envelopeOf(await (await asking(undefined, ['--demo'])).made.callTool(scale));
    assert.equal(waits.blockedBy, 'approval');
    assert.match(waits.headline, /this demo cluster ends with the server\. .*kube-sre demo --kubeconfig-out FILE/);
    assert.doesNotMatch(waits.headline, /kube-sre call|--approve/);
    const { asked, made } = await asking({ action: 'accept', content: { approve: true } }, ['--demo']);
    const done = envelopeOf(await made.callTool(scale));
    assert.deepEqual([done.verdict, done.change?.undo], ['applied', null], done.headline);
    assert.doesNotMatch(JSON.stringify([asked, done]), /kube-sre undo|can be undone/);
  });

  it('changes nothing for a client that cannot ask its person, nor for an argument', async () => {
    const { made } = await asking(undefined);
    const other = { ...scale, arguments: { ...scale.arguments, replicas: 5 } };
    const waits = envelopeOf(await made.callTool(other));
    assert.deepEqual([waits.verdict, waits.blockedBy], ['blocked', 'approval']);
    assert.match(waits.headline, /this client cannot ask a person.* --allow-changes --approve sha256:/);
    const digest = waits.plan?.digest;
    for (const extra of [{ approve: digest }, { approve: true }, { digest }, { allowChanges: true }]) {
      const refused = envelopeOf(await made.callTool({ ...other, arguments: { ...other.arguments, ...extra } }));
      assert.equal(refused.error?.code, 'bad_input');
    }
  });
});
