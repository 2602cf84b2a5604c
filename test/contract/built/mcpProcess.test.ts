import assert from 'node:assert/strict';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRecord } from '../../../src/core/json.ts';
import { startFakeApi, type FakeApi } from '../../support/fakeApiServer.ts';
import { cli, mcpProgram, nodeOfUser, type McpProgram } from '../../support/mcp/mcpProgram.ts';
import { runProgram } from '../../support/process/runProgram.ts';

const token = 'credential-Xq7Lz2Wv9Tn4Rb8-of-the-kubeconfig';

let program: McpProgram;
/** An API server that takes every request and answers none. */
let silent: FakeApi;
let kubeconfig: string;
let running: ChildProcessWithoutNullStreams[] = [];

before(async () => {
  program = mcpProgram();
  silent = await startFakeApi({ handle: () => undefined });
  kubeconfig = program.write('kubeconfig', silent.kubeconfig({ user: { token } }));
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running = [];
});
after(async () => {
  await silent.close();
  program.remove();
});

/** The server as a bare process, everything that it writes kept. */
function started(...args: readonly string[]) {
  const child = spawn(nodeOfUser, [cli, 'mcp', ...args], { env: program.env, stdio: 'pipe' });
  running.push(child);
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  child.stdin.on('error', () => undefined);
  const exited = once(child, 'exit').then(([code]: unknown[]) => ({ code, at: performance.now() }));
  return {
    child,
    said,
    exited,
    send: (...messages: readonly object[]) => {
      for (const message of messages) child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
    },
    messages: () => said.stdout.split('\n').filter(Boolean).map(parsed),
  };
}

function parsed(line: string): Record<string, unknown> {
  const message: unknown = JSON.parse(line);
  assert.ok(isRecord(message));
  assert.equal(message.jsonrpc, '2.0');
  return message;
}

async function until(what: () => boolean): Promise<void> {
  while (!what()) await sleep(10);
}

const listPods = (id: number): object => ({ id, method: 'tools/call', params: { name: 'list_kubernetes_pods' } });
const initialize = {
  id: 0,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};

/** A server in the middle of a call that waits for the cluster. */
async function inTheMiddle() {
  const before = silent.requests.length;
  const server = started('--kubeconfig', kubeconfig);
  server.send(initialize, listPods(1));
  await until(() => silent.requests.length > before);
  const abandoned = () => silent.requests.slice(before).every((request) => request.abandoned);
  return { ...server, abandoned };
}

describe('the process of kube-sre mcp', function () {
  this.timeout(30_000);

  it('aborts the requests of a cancelled call at once, and serves on', async () => {
    const { send, abandoned, messages, said } = await inTheMiddle();
    assert.equal(abandoned(), false);
    const before = performance.now();
    send({ method: 'notifications/cancelled', params: { requestId: 1 } });
    await until(abandoned);
    assert.ok(performance.now() - before < 1000);
    send({ id: 2, method: 'ping' });
    await until(() => messages().some(({ id }) => id === 2));
    assert.equal(
      messages().some(({ id }) => id === 1),
      false,
    );
    assert.match(said.stderr, /list_kubernetes_pods {}.*: cancelled: /);
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    it(`ends on ${signal} at once, also in the middle of a call`, async () => {
      const { child, exited, abandoned } = await inTheMiddle();
      const before = performance.now();
      child.kill(signal);
      const { code, at } = await exited;
      assert.equal(code, 0);
      assert.ok(at - before < 1000);
      await until(abandoned);
    });

  it('ends at once when its input ends and nothing runs', async () => {
    const { child, send, exited, messages } = started('--kubeconfig', kubeconfig);
    send(initialize);
    await until(() => messages().length === 1);
    const before = performance.now();
    child.stdin.end();
    const { code, at } = await exited;
    assert.equal(code, 0);
    assert.ok(at - before < 1000);
  });

  it('ends, and leaves no request behind, when its client goes away in the middle of a call', async () => {
    const { child, exited, abandoned } = await inTheMiddle();
    const before = performance.now();
    child.stdout.destroy();
    child.stdin.destroy();
    const { code, at } = await exited;
    assert.equal(code, 0);
    assert.ok(at - before < 3000);
    await until(abandoned);
  });

  it('answers what was piped into it, in lines of the protocol and nothing else', async () => {
    const lines = [
      { jsonrpc: '2.0', ...initialize },
      { jsonrpc: '2.0', method: 'notifications/initialized' },
      { jsonrpc: '2.0', ...listPods(1) },
    ];
    const input = ['no JSON', ...lines.map((line) => JSON.stringify(line)), 'x'.repeat(5_000_000), ''].join('\n');
    const { code, stdout, stderr } = await runProgram(nodeOfUser, [cli, 'mcp', '--demo'], { env: program.env, input });
    assert.equal(code, 0, stderr);
    const answers = stdout.split('\n').filter(Boolean).map(parsed);
    assert.deepEqual(answers.map(({ id }) => id ?? 'no id').sort(), [0, 1, 'no id', 'no id']);
    assert.match(stderr, /^kube-sre mcp: serving \d+ tools, all of them read-only$/m);
    assert.match(stderr, /^kube-sre mcp: list_kubernetes_pods {} in demo: broken, \d+ ms, \d+ requests?$/m);
  });

  it('takes an input of half a megabyte and a hundred thousand nested lists for a mistake', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const call = (id: number, input: string): string =>
      `{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{"name":"list_kubernetes_pods","arguments":${input}}}`;
    const input = [call(1, `{"namespace":"${'n'.repeat(500_000)}"}`), call(2, `{"limit":${deep}}`), ''].join('\n');
    const { code, stdout } = await runProgram(nodeOfUser, [cli, 'mcp', '--demo'], { env: program.env, input });
    assert.equal(code, 0);
    const answers = stdout.split('\n').filter(Boolean).map(parsed);
    assert.deepEqual(answers.map(({ id }) => id).sort(), [1, 2]);
    for (const { result } of answers) {
      assert.ok(isRecord(result) && result.isError === true, JSON.stringify(result));
      assert.match(JSON.stringify(result.structuredContent), /"code":"bad_input"/);
    }
  });

  it('never writes a credential of the kubeconfig, on either stream', async () => {
    const { send, messages, said, child, exited } = started('--kubeconfig', kubeconfig);
    send(initialize, { id: 1, method: 'tools/call', params: { name: 'get_kubernetes_contexts' } });
    send(listPods(2));
    await until(() => messages().some(({ id }) => id === 1));
    child.stdin.end();
    await exited;
    assert.ok(said.stderr.includes('list_kubernetes_pods'));
    assert.ok(!said.stdout.includes(token) && !said.stderr.includes(token));
  });

  it('ends with 2 and a reason for a command line that it cannot read', async () => {
    for (const args of [['more'], ['--demo', '--context', 'prod'], ['--approve']]) {
      const { code, stdout, stderr } = await runProgram(nodeOfUser, [cli, 'mcp', ...args], { env: program.env });
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.notEqual(stderr, '');
    }
  });
});
