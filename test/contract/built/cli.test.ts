import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkEnvelope } from '../../support/checkEnvelope.ts';
import { root } from '../../support/sourceImports.ts';

/** The Node that started npm: the scripts themselves see Node 24, which the checkout brings. */
const node = process.env.npm_node_execpath ?? process.execPath;
const cli = path.join(root, 'dist/cli.js');

let home: string;
before(() => {
  home = mkdtempSync(path.join(tmpdir(), 'kube-sre-cli-'));
});
after(() => rmSync(home, { recursive: true }));

function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: home, KUBE_SRE_HOME: home };
}

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(node, [cli, ...args], { encoding: 'utf8', env: environment() });
  return { status, stdout, stderr };
}

function call(...args: readonly string[]) {
  const { status, stdout } = run('call', ...args);
  assert.equal(stdout.trim().split('\n').length, 1, 'one line of JSON and nothing else');
  return { status, envelope: checkEnvelope(JSON.parse(stdout)) };
}

describe(`the command line on ${spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()}`, function () {
  this.timeout(30_000);

  it('names the broken hop of the demo cluster', () => {
    const { status, envelope } = call('trace_service_chain', '{"name":"api","namespace":"shop"}', '--demo');
    assert.equal(status, 0);
    assert.equal(envelope.verdict, 'broken');
    assert.equal(envelope.findings[0]?.rule, 'service/selector-matches-nothing');
  });

  it('writes a crash report as Markdown, uncut, with the exit codes of JSON', () => {
    const { status, stdout } = run('call', 'get_pod_crash_report', '{"name":"cart"}', '--demo', '--markdown');
    assert.equal(status, 0);
    assert.match(stdout, /^# Write a Crash Report\n\nbroken: Pod shop\/cart-/);
    for (const part of ['## Findings', '## Last log lines', '## Changed from revision 1 to 2', '## Node'])
      assert.ok(stdout.includes(`\n${part}\n`), part);
    const failed = run('call', 'get_pod_crash_report', '{"name":"crat"}', '--demo', '--markdown');
    assert.equal(failed.status, 1);
    assert.match(failed.stdout, /not\\_found|not_found/);
  });

  it('reads and changes nothing but the embedded cluster with --demo, and says how a change is tried there', () => {
    const kubeconfig = path.join(home, 'named-demo');
    writeFileSync(
      kubeconfig,
      `clusters: [{ name: demo, cluster: { server: 'https://127.0.0.1:9' } }]
users: [{ name: demo, user: { token: none } }]
contexts: [{ name: demo, context: { cluster: demo, user: demo } }]
current-context: demo`,
    );
    const onDemo = (...args: readonly string[]) =>
      spawnSync(node, [cli, ...args, '--demo', '--allow-changes'], {
        encoding: 'utf8',
        env: { ...environment(), KUBECONFIG: kubeconfig },
      });
    const planned = onDemo('call', 'restart_pod', '{"kind":"Deployment","name":"web","namespace":"shop"}');
    assert.equal(planned.status, 3, planned.stdout);
    assert.match(planned.stderr, /kube-sre demo --kubeconfig-out FILE/);
    for (const args of [
      ['call', 'restart_pod', '{"name":"web"}', '--approve', `sha256:${'0'.repeat(64)}`],
      ['undo', '01ARZ3NDEKTSV4RRFFQ69G5FAV'],
    ]) {
      const { status, stdout, stderr } = onDemo(...args);
      assert.deepEqual({ status, stdout }, { status: 2, stdout: '' });
      assert.match(stderr, /kube-sre demo --kubeconfig-out FILE/);
    }
  });

  it('ends with 2 for bad input, and still answers in JSON', () => {
    const { status, envelope } = call('list_kubernetes_pods', '{"limit":0,"foo":1}', '--demo');
    assert.equal(status, 2);
    assert.equal(envelope.error?.code, 'bad_input');
    for (const json of ['not json', 'null', '[]', '7', '"x"'])
      assert.equal(call('list_kubernetes_pods', json, '--demo').status, 2, json);
    assert.match(
      call('list_kubernets_pods', '{}', '--demo').envelope.error?.hint ?? '',
      /^nearest: list_kubernetes_pods/,
    );
  });

  it('ends with 1 and the nearest name for a namespace that is not there', () => {
    const { status, envelope } = call('list_kubernetes_pods', '{"namespace":"shpo"}', '--demo');
    assert.equal(status, 1);
    assert.equal(envelope.error?.code, 'not_found');
    assert.match(envelope.error.hint, /shop/);
  });

  it('says where a kubeconfig is looked for when there is none', () => {
    const { status, envelope } = call('list_kubernetes_pods', '{}');
    assert.equal(status, 1);
    assert.equal(envelope.verdict, 'unknown');
    assert.match(`${envelope.error?.message ?? ''} ${envelope.error?.hint ?? ''}`, /kubeconfig/i);
  });

  it('lists its tools, also as JSON', () => {
    assert.match(run('tools').stdout, /^trace_service_chain /m);
    const tools: unknown = JSON.parse(run('tools', '--json').stdout);
    assert.ok(Array.isArray(tools) && tools.length >= 7);
  });

  it('ends with 2 and its usage for a command line that it cannot read', () => {
    const strays = ['demo', 'tools', 'version', 'mcp'].map((command) => [command, 'extra']);
    for (const args of [[], ['frobnicate'], ['call'], ['call', '--nope'], ['demo', '--port', 'x'], ...strays]) {
      const { status, stdout, stderr } = run(...args);
      assert.equal(status, 2, args.join(' '));
      assert.equal(stdout, '');
      assert.notEqual(stderr, '');
    }
    assert.equal(run('help').status, 0);
  });

  const canFill = existsSync('/dev/full') ? it : undefined;
  canFill?.('ends with 1 and one line where standard output cannot be written', () => {
    for (const args of [['tools'], ['help'], ['call', 'list_kubernetes_pods', '--demo'], ['demo']]) {
      const full = openSync('/dev/full', 'w');
      const { status, stderr } = spawnSync(node, [cli, ...args], {
        encoding: 'utf8',
        env: environment(),
        stdio: ['ignore', full, 'pipe'],
      });
      closeSync(full);
      assert.equal(status, 1, args.join(' '));
      assert.match(stderr, /^kube-sre: standard output cannot be written: ENOSPC[^\n]*\n$/, args.join(' '));
    }
  });

  it('says on standard error what a person can use, once, where the login fails or nobody answers', () => {
    const config = path.join(home, 'failing');
    const plugin = path.join(home, 'plugin');
    writeFileSync(plugin, '#!/bin/sh\nsleep 0.5\nexit 3\n', { mode: 0o755 });
    const users = [
      [{ token: 't' }, ''],
      [{ exec: { apiVersion: 'client.authentication.k8s.io/v1', command: plugin } }, 'waiting for login: plugin\n'],
    ] as const;
    for (const [user, said] of users) {
      const cluster = { server: 'https://127.0.0.1:2' };
      const document = {
        clusters: [{ name: 'c', cluster }],
        users: [{ name: 'u', user }],
        contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
        'current-context': 'c',
      };
      writeFileSync(config, JSON.stringify(document));
      const { status, stderr } = run('call', 'verify_kubernetes_connection', '{}', '--kubeconfig', config);
      assert.deepEqual([status, stderr], [1, said]);
    }
  });

  it('starts the demo, tries three calls, and stops on Ctrl+C', async () => {
    const demo = spawn(node, [cli, 'demo'], { env: environment(), stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    for await (const chunk of demo.stdout) {
      text += String(chunk);
      if (text.includes('Ctrl+C')) break;
    }
    const ended = once(demo, 'exit');
    demo.kill('SIGINT');
    const ending: readonly unknown[] = await ended;
    assert.equal(ending[0], 0);
    assert.match(text, /context demo/);
    assert.equal(text.match(/kube-sre call /g)?.length, 3);
    assert.match(text, /broken: /);
  });
});
