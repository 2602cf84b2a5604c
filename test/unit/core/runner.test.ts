import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import Type from 'typebox';
import type { CallRecord } from '../../../src/core/engine.ts';
import { closed, inputs } from '../../../src/core/inputs.ts';
import { KubeError } from '../../../src/core/kubeError.ts';
import { label } from '../../../src/core/label.ts';
import { CallMeter } from '../../../src/core/callMeter.ts';
import { errorEnvelope } from '../../../src/core/envelopes.ts';
import { redact } from '../../../src/core/redact.ts';
import { Runner } from '../../../src/core/runner.ts';
import { defineTool } from '../../../src/core/tool.ts';
import type { Cluster, Progress } from '../../../src/core/ports.ts';
import { progressLine } from '../../../src/hosts/terminal/progressLine.ts';
import { systemClock } from '../../../src/systemClock.ts';
import { checkEnvelope } from '../../support/checkEnvelope.ts';
import { memoryCluster } from '../../support/memoryCluster.ts';

type Run = (cluster: Cluster, signal: AbortSignal, onProgress?: (progress: Progress) => void) => Promise<string>;

function runnerWith(run: Run, options: { enabled?: boolean; callLimit?: number; patience?: number } = {}) {
  const records: CallRecord[] = [];
  const cluster = memoryCluster({ objects: [] });
  const tool = defineTool({
    name: 'try_it',
    group: 'query',
    risk: 'read',
    title: label('Try it'),
    icon: 'beaker',
    tags: [],
    modelDescription: 'Tries.',
    userDescription: label('Tries.'),
    input: Type.Object({ ...inputs.name, ...inputs.limit, ...inputs.namespace }, closed),
    reads: [],
    example: { question: 'Does it work?', input: { name: 'web' } },
    doing: () => label('Trying'),
    patience: ({ limit = 1 }) => limit * (options.patience ?? 0),
    run: async (on, _input, signal, onProgress) => ({
      verdict: 'answered',
      headline: await run(on, signal, onProgress),
      findings: [],
      data: { said: 'token=abc123' },
      gaps: [],
      next: [],
    }),
    present: (data) => [{ type: 'facts', facts: [{ label: label('Said'), value: data.said }] }],
  });
  const runner = new Runner({
    tools: [tool],
    clusters: () =>
      Promise.resolve({
        open: () => Promise.resolve(cluster),
        contexts: () => Promise.resolve([]),
        dispose: () => undefined,
      }),
    clock: systemClock,
    limits: { connect: 300, idle: 300, call: options.callLimit ?? 5000, login: 300 },
    activeContext: () => undefined,
    groupEnabled: () => options.enabled ?? true,
    record: (record) => records.push(record),
  });
  const call = async (input: unknown, signal?: AbortSignal) =>
    checkEnvelope(
      (await runner.call('try_it', input, { surface: 'test', ...(signal === undefined ? {} : { signal }) })).envelope,
    );
  return { runner, records, call };
}

describe('calling a tool', () => {
  it('gives the envelope with context, time and redacted data', async () => {
    const { call, records } = runnerWith(() => Promise.resolve('fine'));
    const envelope = await call({ name: 'web' });
    assert.equal(envelope.verdict, 'answered');
    assert.equal(envelope.context, 'memory');
    assert.deepEqual(envelope.data, { said: 'token=[masked]' });
    assert.equal(records[0]?.tool, 'try_it');
  });

  it('names all wrong fields at once, with what was expected and the nearest name', async () => {
    const { call } = runnerWith(() => Promise.resolve('fine'));
    const { error, verdict } = await call({ limit: 0, namspace: 'x', labels: 1 });
    assert.equal(verdict, 'unknown');
    assert.equal(error?.code, 'bad_input');
    assert.match(error.message, /namspace: no such input, did you mean namespace\?/);
    assert.match(error.message, /labels: no such input/);
    assert.match(error.message, /name: required, a string/);
    assert.match(error.message, /limit: expected an integer from 1 to 500, got 0/);
  });

  it('refuses names that every JavaScript object has as it does any other, once each', async () => {
    const { call } = runnerWith(() => Promise.resolve('fine'));
    for (const field of ['__proto__', 'constructor']) {
      const { error } = await call(JSON.parse(`{"name":"web","${field}":1}`));
      assert.equal(error?.code, 'bad_input');
      assert.equal(error.message.split(field).length, 2, error.message);
    }
  });

  it('takes null for "not given" and refuses what is no object', async () => {
    const { call } = runnerWith(() => Promise.resolve('fine'));
    assert.equal((await call({ name: 'web', limit: null })).verdict, 'answered');
    assert.equal((await call({ name: 'web', namespace: '', limit: null })).verdict, 'answered');
    assert.match((await call({ name: ' ' })).error?.message ?? '', /name: required/);
    assert.equal((await call('web')).error?.code, 'bad_input');
    assert.equal((await call(['web'])).error?.code, 'bad_input');
  });

  it('refuses at once, and in few words, what is too large or too deep for any schema', async () => {
    const { call, runner, records } = runnerWith(() => Promise.resolve('fine'));
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    const manyFields = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`field${index}`, index]));
    const absurd: readonly (readonly [unknown, RegExp])[] = [
      [{ name: 'y'.repeat(9_000_000) }, /larger than 64 KB/],
      [{ name: 'web', ['x'.repeat(1_000_000)]: 1 }, /larger than 64 KB/],
      [{ name: 'web', limit: deep }, /nested deeper than 8 levels/],
      [deep, /nested deeper than 8 levels/],
      [{ name: 'web', ...manyFields }, /field0: no such input.*; 1990 more fields that are no inputs/],
    ];
    for (const [input, message] of absurd) {
      const answer = await call(input);
      assert.equal(answer.error?.code, 'bad_input');
      assert.match(answer.error.message, message);
      assert.ok(JSON.stringify(answer).length < 5000, 'a short answer');
    }
    const { envelope } = await runner.call('t'.repeat(1_000_000), {}, { surface: 'test' });
    assert.equal(checkEnvelope(envelope).tool.length, 100);
    assert.ok(JSON.stringify(records).length < 100_000, 'a short log');
  });

  it('lets a tool wait as long as its input says, and no longer', async () => {
    const slow: Run = (_cluster, signal) => sleep(200, 'waited', { signal });
    const { call } = runnerWith(slow, { callLimit: 50, patience: 300 });
    assert.equal((await call({ name: 'web' })).headline, 'waited');
    const forever: Run = (_cluster, signal) => sleep(60_000, 'waited', { signal });
    const { error } = await runnerWith(forever, { callLimit: 50, patience: 50 }).call({ name: 'web', limit: 2 });
    assert.equal(error?.code, 'timeout');
    assert.match(error.message, /no answer within 0.15 s/);
    assert.equal((await call({ limit: 0 })).error?.code, 'bad_input');
  });

  it('passes on what a tool that waits tells of its steps', async () => {
    const { runner } = runnerWith((_cluster, _signal, onProgress) => {
      onProgress?.({ type: 'step', label: label('{0} of 3 ready', 2) });
      return Promise.resolve('done');
    });
    const lines: string[] = [];
    const onProgress = (progress: Progress): unknown => lines.push(progressLine(progress));
    await runner.call('try_it', { name: 'web' }, { surface: 'test', onProgress });
    assert.deepEqual(lines, ['2 of 3 ready']);
  });

  it('says of a login plugin that hangs that it does, and not that the cluster is slow', () => {
    const meter = new CallMeter();
    const ended = () =>
      errorEnvelope(
        { tool: 'try_it', now: 0 },
        new Error('aborted'),
        {},
        { by: 'limit', seconds: 60, login: meter.login, throttled: meter.throttled },
      );
    meter.onProgress({ type: 'login', command: 'kubelogin' });
    assert.match(checkEnvelope(ended()).headline, /login plugin kubelogin did not end within 60 s/);
    meter.onRequest('start');
    assert.match(checkEnvelope(ended()).headline, /The cluster did not answer in time/);
    assert.match(ended().error?.hint ?? '', /^ask for less/);
  });

  it('says of a server that asked for patience until the time was over that it is throttling', () => {
    const meter = new CallMeter();
    meter.onProgress({ type: 'waiting', seconds: 1, because: 'busy' });
    meter.onRequest('start');
    const ended = { by: 'limit', seconds: 60, login: meter.login, throttled: meter.throttled } as const;
    const { error, headline } = checkEnvelope(
      errorEnvelope({ tool: 'try_it', now: 0 }, new Error('aborted'), {}, ended),
    );
    assert.match(headline, /no answer within 60 s, in which the server asked for patience/);
    assert.match(error?.hint ?? '', /throttling/);
  });

  it('masks nothing in its own words about refused credentials', () => {
    const refused = new KubeError({ code: 'unauthorized', operation: 'list', resource: 'pods', detail: 'refused' });
    const made = errorEnvelope(
      { tool: 'try_it', now: 0 },
      refused,
      {},
      { by: undefined, seconds: 60, login: undefined, throttled: false },
    );
    assert.deepEqual(redact(made), made);
  });

  it('says which tools are nearest to one that does not exist', async () => {
    const { runner } = runnerWith(() => Promise.resolve('fine'));
    const { envelope } = await runner.call('try_if', {}, { surface: 'test' });
    assert.equal(checkEnvelope(envelope).error?.hint, 'nearest: try_it');
  });

  it('refuses a tool whose group is switched off, and tells the person the setting', async () => {
    const { call } = runnerWith(() => Promise.resolve('fine'), { enabled: false });
    const envelope = await call({ name: 'web' });
    assert.equal(envelope.verdict, 'blocked');
    assert.equal(envelope.blockedBy, 'disabled');
    assert.match(envelope.headline, /kubeSre\.tools\.query/);
  });

  it('turns a failed read into the error, with the nearest name as the next call', async () => {
    const { call } = runnerWith(() => {
      throw new KubeError({
        code: 'not_found',
        operation: 'list',
        resource: 'pods',
        namespace: 'prd',
        detail: 'the namespace does not exist',
        headline: 'No namespace prd.',
        nearest: { input: 'namespace', names: ['prod'] },
      });
    });
    const { error, headline, next } = await call({ name: 'web', namespace: 'prd' });
    assert.equal(headline, 'No namespace prd.');
    assert.deepEqual(error, {
      code: 'not_found',
      message: 'list pods in namespace prd: the namespace does not exist',
      hint: 'nearest: prod',
    });
    assert.deepEqual(next, [{ tool: 'try_it', input: { name: 'web', namespace: 'prod' }, why: 'nearest name' }]);
  });

  it('proposes no call that the tool would not take', async () => {
    const { call } = runnerWith(() => {
      const nearest = { input: 'kind', names: ['DaemonSet'] };
      throw new KubeError({ code: 'not_found', operation: 'get', detail: 'there is none', nearest });
    });
    assert.deepEqual((await call({ name: 'web' })).next, []);
  });

  it('calls a defect internal, and keeps credentials out of its message', async () => {
    const { call } = runnerWith(() => Promise.reject(new TypeError('bad password=hunter2')));
    const { error } = await call({ name: 'web' });
    assert.equal(error?.code, 'internal');
    assert.match(error.message, /TypeError: bad password=\[masked\]/);
  });

  it('records no secret that came as an input, not as a field name either', async () => {
    const { call, records } = runnerWith(() => Promise.resolve('fine'));
    const token = `ghp_${'aB3'.repeat(12)}`;
    await call({ token: 'hunter2', [token]: 1, name: token });
    assert.doesNotMatch(JSON.stringify(records), /hunter2|ghp_aB3/);
  });

  it('ends with timeout when the call takes too long, and with cancelled when the caller stops it', async () => {
    const forever: Run = (_cluster, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    assert.equal((await runnerWith(forever, { callLimit: 30 }).call({ name: 'web' })).error?.code, 'timeout');
    const stop = new AbortController();
    const answer = runnerWith(forever).call({ name: 'web' }, stop.signal);
    stop.abort();
    assert.equal((await answer).error?.code, 'cancelled');
  });

  it('fits the answer to what the caller counts', async () => {
    const { runner } = runnerWith(() => Promise.resolve('word '.repeat(100)));
    const { envelope } = await runner.call(
      'try_it',
      { name: 'w' },
      { surface: 'test', budgetTokens: 400, countTokens: (text) => Promise.resolve(text.length) },
    );
    assert.equal(envelope.truncated, true);
  });
});
