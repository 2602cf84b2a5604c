import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pod } from '../../../src/kube/kinds/pod.ts';
import type { Progress } from '../../../src/core/ports.ts';
import { makeCertificate } from '../../support/fakeApiCertificates.ts';
import { clusterOf, failureOf, never, shortLimits, steppedClock } from '../../support/fakeApiClient.ts';
import { podList, refuse, sendJson, startFakeApi, type FakeApi, type Handler } from '../../support/fakeApiServer.ts';

/** Writes a line for each run, with what it was given, and answers `ANSWER` after `DELAY` milliseconds. */
const plugin = `
const fs = require('node:fs');
const runs = fs.existsSync(process.env.RECORD) ? fs.readFileSync(process.env.RECORD, 'utf8').trim().split('\\n').length : 0;
fs.appendFileSync(process.env.RECORD, JSON.stringify({ pid: process.pid, info: JSON.parse(process.env.KUBERNETES_EXEC_INFO), args: process.argv.slice(2), input: fs.readFileSync(0, 'utf8') }) + '\\n');
if (process.env.FAIL) { console.error('first\\n' + process.env.FAIL); process.exit(7); }
setTimeout(() => console.log((process.env.ANSWER ?? '').replaceAll('RUN', String(runs + 1))), Number(process.env.DELAY ?? 0));
`;

const apiVersion = 'client.authentication.k8s.io/v1';
const credential = (status: object): string => JSON.stringify({ kind: 'ExecCredential', apiVersion, status });

interface Run {
  readonly pid: number;
  readonly info: unknown;
  readonly args: unknown;
  readonly input: string;
}

describe('logging in', () => {
  let folder: string;
  let record: string;
  let api: FakeApi;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'logins-'));
    record = path.join(folder, 'record');
    await writeFile(path.join(folder, 'plugin.cjs'), plugin);
  });
  afterEach(async () => {
    await api.close();
    await rm(folder, { recursive: true });
  });

  const answers: Handler = (_request, response) => sendJson(response, podList(['web']));
  const start = async (handle: Handler = answers): Promise<FakeApi> => (api = await startFakeApi({ handle }));
  const exec = (env: Readonly<Record<string, string>>, more: object = {}): object => ({
    exec: {
      apiVersion,
      command: process.execPath,
      args: [path.join(folder, 'plugin.cjs'), 'get token; rm -rf /'],
      env: Object.entries({ RECORD: record, ...env }).map(([name, value]) => ({ name, value })),
      ...more,
    },
  });
  const runs = async (): Promise<readonly Run[]> =>
    (await readFile(record, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Run);
  const shownTokens = (): readonly (string | undefined)[] => api.requests.map(({ headers }) => headers.authorization);

  describe('by a plugin', () => {
    it('runs it once for ten who ask at the same time, and says that it waits', async () => {
      await start();
      const user = exec({ ANSWER: credential({ token: 'token-RUN' }), DELAY: '100' });
      const cluster = await clusterOf(api.kubeconfig({ user }));
      const progress: Progress[] = [];
      const view = cluster.observed({ onProgress: (one) => progress.push(one) });
      const namespaces = Array.from({ length: 10 }, (_, number) => `n${number}`);
      await Promise.all(namespaces.map((namespace) => view.list(pod, { namespace }, never)));
      assert.equal((await runs()).length, 1);
      assert.deepEqual(new Set(shownTokens()), new Set(['Bearer token-1']));
      assert.deepEqual(progress[0], { type: 'login', command: path.basename(process.execPath) });
    });

    it('gives it no shell, no input, and what it must know', async () => {
      await start();
      const user = exec({ ANSWER: credential({ token: 't' }) }, { provideClusterInfo: true });
      const extensions = [{ name: 'client.authentication.k8s.io/exec', extension: { audience: 'x' } }];
      await (await clusterOf(api.kubeconfig({ user, cluster: { extensions } }))).list(pod, {}, never);
      const [run] = await runs();
      assert.deepEqual(run?.args, ['get token; rm -rf /']);
      assert.equal(run.input, '');
      assert.deepEqual(run.info, {
        apiVersion,
        kind: 'ExecCredential',
        spec: { interactive: false, cluster: { server: api.url, config: { audience: 'x' } } },
      });
    });

    it('keeps the credential until a minute before it expires', async () => {
      await start();
      const clock = steppedClock();
      const expirationTimestamp = new Date(clock.now() + 600_000).toISOString();
      const user = exec({ ANSWER: credential({ token: 'token-RUN', expirationTimestamp }) });
      const cluster = await clusterOf(api.kubeconfig({ user }), { clock });
      for (const step of [0, 500_000, 45_000]) {
        clock.advance(step);
        await cluster.raw('/version', {}, never);
      }
      assert.deepEqual(shownTokens(), ['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
    });

    it('runs it again, once, where the server refuses the credential', async () => {
      await start(({ headers }, response) =>
        headers.authorization === 'Bearer token-2'
          ? sendJson(response, podList([]))
          : refuse(response, 401, 'Unauthorized', 'no'),
      );
      const cluster = await clusterOf(api.kubeconfig({ user: exec({ ANSWER: credential({ token: 'token-RUN' }) }) }));
      await cluster.list(pod, {}, never);
      assert.equal((await runs()).length, 2);
      await api.close();
      await rm(record);

      await start((_request, response) => refuse(response, 401, 'Unauthorized', 'no'));
      const hopeless = await clusterOf(api.kubeconfig({ user: exec({ ANSWER: credential({ token: 'token-RUN' }) }) }));
      const failure = await failureOf(hopeless.list(pod, {}, never));
      assert.deepEqual([failure.code, (await runs()).length], ['unauthorized', 2]);
      assert.match(failure.hint ?? '', /login plugin of user tester/);
    });

    it('shows the certificate that it gave', async () => {
      const authority = makeCertificate({ name: 'test authority', authority: true });
      const client = makeCertificate({ name: 'jane', issuer: authority });
      api = await startFakeApi({
        handle: answers,
        tls: {
          ...makeCertificate({ name: 'api', issuer: authority, addresses: ['127.0.0.1'] }),
          clientAuthority: authority.certificate,
        },
      });
      const user = exec({
        ANSWER: credential({ clientCertificateData: client.certificate, clientKeyData: client.key }),
      });
      const cluster = { 'certificate-authority-data': Buffer.from(authority.certificate).toString('base64') };
      await (await clusterOf(api.kubeconfig({ user, cluster }))).list(pod, {}, never);
      assert.equal(api.requests[0]?.clientName, 'jane');
    });

    const failures: readonly (readonly [string, object, string, RegExp])[] = [
      [
        'fails',
        { FAIL: 'session expired: run "sso login"' },
        'unauthorized',
        /failed \(exit 7\): session expired: run "sso login"$/,
      ],
      [
        'tells a token on its way out',
        { FAIL: 'token=canary-12345678901234567890' },
        'unauthorized',
        /failed \(exit 7\)/,
      ],
      ['answers with words', { ANSWER: 'hello' }, 'unauthorized', /did not answer with JSON/],
      ['answers without a credential', { ANSWER: credential({}) }, 'unauthorized', /gave no credential/],
      [
        'answers in another version',
        { ANSWER: '{"kind":"ExecCredential","apiVersion":"v2","status":{"token":"t"}}' },
        'unauthorized',
        /another apiVersion/,
      ],
    ];
    for (const [what, env, code, words] of failures)
      it(`says so where it ${what}`, async () => {
        await start();
        const cluster = await clusterOf(api.kubeconfig({ user: exec({ ...env }) }));
        const failure = await failureOf(cluster.list(pod, {}, never));
        assert.equal(failure.code, code);
        assert.match(failure.detail, words);
        assert.doesNotMatch(failure.message, /canary/);
        assert.equal(api.requests.length, 0);
      });

    const refused: readonly (readonly [string, object, string, RegExp])[] = [
      [
        'is not installed',
        { command: 'no-such-plugin', installHint: 'install it from example.org' },
        'unauthorized',
        /not installed/,
      ],
      [
        'is not where the kubeconfig says',
        { command: '/no/such/plugin' },
        'unauthorized',
        /^there is no login plugin \/no\/such\/plugin,/,
      ],
      ['may not be executed', { command: '/dev/null' }, 'unauthorized', /login plugin null cannot be run \(EACCES\)/],
      ['wants a terminal', { interactiveMode: 'Always' }, 'unsupported', /wants a terminal/],
      ['speaks an old version', { apiVersion: 'client.authentication.k8s.io/v1alpha1' }, 'unsupported', /v1alpha1/],
    ];
    for (const [what, more, code, words] of refused)
      it(`says so where it ${what}`, async () => {
        await start();
        const cluster = await clusterOf(api.kubeconfig({ user: exec({}, more) }));
        const failure = await failureOf(cluster.list(pod, {}, never));
        assert.equal(failure.code, code);
        assert.match(failure.detail, words);
      });

    const isRunning = (pid: number): boolean => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    const ended = async (): Promise<void> => {
      const [run] = await runs();
      assert.ok(run !== undefined);
      for (let tries = 0; isRunning(run.pid); tries += 1) {
        assert.ok(tries < 100, 'the plugin still runs');
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    };
    const hanging = { ANSWER: credential({ token: 't' }), DELAY: '60000' };

    it('ends it after the time that a login may take', async () => {
      await start();
      const limits = { ...shortLimits, login: 500 };
      const cluster = await clusterOf(api.kubeconfig({ user: exec(hanging) }), { limits });
      const failure = await failureOf(cluster.list(pod, {}, never));
      assert.equal(failure.code, 'timeout');
      assert.match(failure.detail, /did not end within/);
      await ended();
    });

    it('ends what it has started, too', async () => {
      await start();
      const script = path.join(folder, 'plugin.sh');
      const child = path.join(folder, 'child');
      await writeFile(script, `#!/bin/sh\nsleep 300 &\necho $! > ${child}.new && mv ${child}.new ${child}\nwait\n`, {
        mode: 0o755,
      });
      const cluster = await clusterOf(api.kubeconfig({ user: exec({}, { command: script }) }));
      const controller = new AbortController();
      const settled = assert.rejects(cluster.list(pod, {}, controller.signal), /enough/);
      let pid = 0;
      while (pid === 0) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        pid = Number(await readFile(child, 'utf8').catch(() => '0'));
      }
      controller.abort(new Error('enough'));
      await settled;
      // Whoever adopts it may take a while to bury it; it may still be the shell, which has not become the sleep yet
      const lives = async (): Promise<boolean> =>
        isRunning(pid) && !/^\d+ \(.*\) Z/.test(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''));
      for (let tries = 0; await lives(); tries += 1) {
        if (tries === 100) process.kill(pid);
        assert.ok(tries < 100, 'what the plugin has started still runs');
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    });

    it('ends it when the last who waits gives up', async () => {
      await start();
      const cluster = await clusterOf(api.kubeconfig({ user: exec(hanging) }));
      const controller = new AbortController();
      const work = cluster.list(pod, {}, controller.signal);
      const settled = assert.rejects(work, /enough/);
      while ((await runs().catch(() => [])).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      controller.abort(new Error('enough'));
      await settled;
      await ended();
    });
  });

  describe('by a token in a file', () => {
    it('reads it again when it changed, and each minute', async () => {
      await start();
      const tokenFile = path.join(folder, 'token');
      await writeFile(tokenFile, 'one\n');
      const old = new Date(Date.now() - 60_000);
      await utimes(tokenFile, old, old);
      const clock = steppedClock();
      const cluster = await clusterOf(api.kubeconfig({ user: { tokenFile, token: 'not this one' } }), { clock });
      await cluster.raw('/a', {}, never);
      await writeFile(tokenFile, 'two\n');
      await cluster.raw('/b', {}, never);
      const { mtime } = await import('node:fs/promises').then(({ stat }) => stat(tokenFile));
      await writeFile(tokenFile, 'three');
      await utimes(tokenFile, mtime, mtime);
      clock.advance(61_000);
      await cluster.raw('/c', {}, never);
      assert.deepEqual(shownTokens(), ['Bearer one', 'Bearer two', 'Bearer three']);
    });

    it('says which file cannot be read', async () => {
      await start();
      const tokenFile = path.join(folder, 'none');
      const cluster = await clusterOf(api.kubeconfig({ user: { tokenFile } }));
      const failure = await failureOf(cluster.list(pod, {}, never));
      assert.equal(failure.code, 'unauthorized');
      assert.ok(failure.detail.includes(tokenFile));
    });
  });

  it('by an auth-provider is said to be unsupported, with what to use', async () => {
    await start();
    const user = { 'auth-provider': { name: 'oidc', config: { 'id-token': 'canary' } } };
    const failure = await failureOf((await clusterOf(api.kubeconfig({ user }))).list(pod, {}, never));
    assert.equal(failure.code, 'unsupported');
    assert.match(failure.detail, /auth-provider oidc/);
    assert.doesNotMatch(failure.message, /canary/);
  });
});
