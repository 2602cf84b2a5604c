import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync, symlinkSync, utimesSync, writeFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ReadLog, type ReadLogOptions } from '../../../src/changes/readLog.ts';
import { createEngine } from '../../../src/compose.ts';
import { runProgram } from '../../support/process/runProgram.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/process/temporaryFolder.ts';
import { memoryCluster } from '../../support/memoryCluster.ts';
import { testRunner } from '../../support/testRunner.ts';
import { readCall } from './readCall.ts';

describe('the log of reads', () => {
  let home: TemporaryFolder;
  let folder: string;
  let warnings: string[];
  const log = (options: Partial<ReadLogOptions> = {}): ReadLog =>
    new ReadLog({ folder, warn: (text) => warnings.push(text), ...options });
  const text = (): string =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => readFileSync(path.join(folder, name), 'utf8'))
      .join('');

  beforeEach(() => {
    home = temporaryFolder('kube-sre-reads');
    folder = path.join(home.path, 'state', 'kube-sre');
    warnings = [];
  });
  afterEach(() => home.remove());

  it('has a line for each call, readable by its owner alone', async () => {
    const reads = log();
    reads.add(readCall());
    reads.add(readCall({ tool: 'list_kubernetes_pods', verdict: 'unknown', error: 'forbidden: list pods' }));
    await reads.flush();
    const lines = text().trimEnd().split('\n');
    assert.equal(lines.length, 2);
    assert.deepEqual(JSON.parse(lines[0] ?? ''), readCall());
    assert.equal(statSync(path.join(folder, 'reads.jsonl')).mode & 0o777, 0o600);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    assert.deepEqual(warnings, []);
  });

  it('gives the last calls of all who wrote, the newest first', async () => {
    const [ours, theirs] = [log(), log()];
    for (const name of ['a', 'b', 'c']) {
      ours.add(readCall({ input: { name } }));
      await ours.flush();
      theirs.add(readCall({ input: { name: `${name}2` } }));
      await theirs.flush();
    }
    assert.deepEqual(
      (await ours.last(4)).map(({ input }) => input),
      [{ name: 'c2' }, { name: 'c' }, { name: 'b2' }, { name: 'b' }],
    );
    assert.equal((await ours.last(Infinity)).length, 6);
  });

  it('is empty before the first call', async () => {
    assert.deepEqual(await log().last(50), []);
  });

  it('says that it cannot be read, instead of showing no calls', async () => {
    mkdirSync(path.join(folder, 'reads.jsonl'), { recursive: true });
    await assert.rejects(log().last(50), /EISDIR/);
  });

  it('is put aside when it is full, and keeps so many old files', async () => {
    const reads = log({ limitBytes: 1000, oldFiles: 2 });
    for (let index = 0; index < 40; index += 1) {
      reads.add(readCall({ input: { index } }));
      await reads.flush();
    }
    const names = readdirSync(folder).sort();
    assert.equal(names.filter((name) => name.startsWith('reads-')).length, 2);
    assert.deepEqual(
      names.filter((name) => !/^reads(-\d+-\d+)?\.jsonl$/.test(name)),
      [],
    );
    for (const name of names) assert.ok(statSync(path.join(folder, name)).size < 1300);
    const kept = (await reads.last(Infinity)).map(({ input }) => input);
    assert.deepEqual(
      kept,
      Array.from({ length: kept.length }, (_, index) => ({ index: 39 - index })),
    );
    assert.ok(kept.length > 8);
  });

  it('loses and tears no line of several processes that write and put aside at once', async function () {
    this.timeout(30_000);
    const writer = fileURLToPath(new URL('readLogWriter.ts', import.meta.url));
    const names = ['one', 'two', 'three', 'four'];
    const ends = await Promise.all(
      names.map((name) => runProgram(process.execPath, [writer, folder, name, '150', '9000'])),
    );
    assert.deepEqual(
      ends.map(({ code, stderr }) => [code, stderr.replace(/.*ExperimentalWarning[^]*/, '')]),
      names.map(() => [0, '']),
    );
    const lines = text()
      .split('\n')
      .filter((line) => line !== '');
    for (const line of lines) assert.doesNotThrow(() => void JSON.parse(line), line);
    const records = await log().last(Infinity);
    assert.equal(records.length, 600);
    assert.equal(new Set(records.map(({ input }) => JSON.stringify(input))).size, 600);
    assert.ok(readdirSync(folder).length > 10);
  });

  it('is put aside by one process at a time, and by the next when that one died', async () => {
    const reads = log({ limitBytes: 100 });
    reads.add(readCall());
    await reads.flush();
    const old = (): number => readdirSync(folder).filter((name) => name.startsWith('reads-')).length;
    assert.equal(old(), 1);
    const lock = path.join(folder, 'reads.lock');
    writeFileSync(lock, '');
    reads.add(readCall());
    await reads.flush();
    assert.equal(old(), 1);
    utimesSync(lock, new Date(Date.now() - 60_000), new Date(Date.now() - 60_000));
    for (let index = 0; index < 2; index += 1) {
      reads.add(readCall());
      await reads.flush();
    }
    assert.equal(old(), 2);
    assert.equal((await reads.last(Infinity)).length, 4);
  });

  it('goes on after a line that a crash has torn, and skips what is no line of its own', async () => {
    const reads = log();
    reads.add(readCall());
    await reads.flush();
    writeFileSync(path.join(folder, 'reads.jsonl'), 'null\n{"tool":1}\n{"at":"2026-11', { flag: 'a' });
    reads.add(readCall({ tool: 'list_kubernetes_pods' }));
    assert.deepEqual(
      (await reads.last(9)).map(({ tool }) => tool),
      ['list_kubernetes_pods', 'trace_service_chain'],
    );
  });

  it('says once that a folder cannot be written, and fails no call', async () => {
    const reads = log({ folder: '/dev/null/nowhere' });
    for (let index = 0; index < 3; index += 1) {
      reads.add(readCall());
      await reads.flush();
    }
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? '', /not kept in the log of reads at \/dev\/null\/nowhere: ENOTDIR/);
  });

  it('says once that the disk is full, and again when it had worked in between', async function () {
    if (process.platform !== 'linux') return;
    mkdirSync(folder, { recursive: true });
    symlinkSync('/dev/full', path.join(folder, 'reads.jsonl'));
    const reads = log();
    for (let index = 0; index < 3; index += 1) {
      reads.add(readCall());
      await reads.flush();
    }
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? '', /ENOSPC/);
  });

  it('bears more calls than a disk that does not answer takes', () => {
    const reads = log();
    for (let index = 0; index < 1100; index += 1) reads.add(readCall());
    assert.match(warnings.join(), /the disk does not answer/);
    return reads.flush();
  });

  it('bears an input of any size and make, and keeps its beginning as a text', async () => {
    const reads = log();
    const circle: Record<string, unknown> = {};
    circle.self = 1n;
    reads.add(readCall({ input: circle }));
    reads.add(readCall({ input: { grep: 'x'.repeat(50_000) }, error: `bad_input: ${'y'.repeat(50_000)}` }));
    reads.add(readCall({ input: undefined }));
    const [none, large] = await reads.last(2);
    assert.deepEqual(none?.input, {});
    assert.match(String(large?.input), /^\{"grep":"x{3000}/);
    assert.ok(text().length < 6000);
    assert.match(warnings.join(), /BigInt/);
  });

  it('holds no secret that a caller puts into an input, a name of a tool or a value of the wrong type', async () => {
    const reads = log();
    const runner = testRunner(memoryCluster({ objects: [] }), { record: (record) => reads.add(record) });
    const secrets = ['hunter2hunter2', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl', 'AKIAIOSFODNN7EXAMPLE'];
    for (const secret of secrets) {
      const said = `password=${secret}`;
      for (const [tool, input] of [
        ['list_kubernetes_pods', { labelSelector: said }],
        ['list_kubernetes_pods', { limit: said }],
        ['list_kubernetes_pods', { [said]: 1 }],
        ['list_kubernetes_pods', { token: secret }],
        ['list_kubernetes_pods', said],
        ['trace_service_chain', { url: `https://user:${secret}@shop.example/?token=${secret}` }],
        [said, {}],
      ] as const)
        await runner.call(tool, input, { surface: 'test' });
    }
    assert.equal((await reads.last(Infinity)).length, 21);
    for (const secret of secrets) assert.ok(!text().includes(secret), `${secret} is in ${text()}`);
  });

  it('is kept by the engine, also of calls that fail, and is there for its surfaces', async () => {
    const seen: string[] = [];
    const options = { env: {}, homeDirectory: home.path, version: 'test', mediaDirectory: 'media' };
    const engine = createEngine({
      ...options,
      record: ({ tool }) => seen.push(tool),
      warn: (line) => warnings.push(line),
    });
    try {
      await engine.call('list_kubernetes_pods', { namespace: 'shop' }, { surface: 'cli' });
      await engine.call('get_kubernetes_contexts', {}, { surface: 'mcp' });
      const [last, first] = await engine.reads(2);
      assert.deepEqual([last?.tool, last?.surface], ['get_kubernetes_contexts', 'mcp']);
      assert.deepEqual([first?.input, first?.verdict], [{ namespace: 'shop' }, 'unknown']);
      assert.match(first?.error ?? '', /kubeconfig/);
      assert.deepEqual(seen, ['list_kubernetes_pods', 'get_kubernetes_contexts']);
    } finally {
      await engine.dispose();
    }
    assert.deepEqual(warnings, []);
  });
});
