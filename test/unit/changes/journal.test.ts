import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { lineAfter, linesOf, readLine } from '../../../src/changes/journal/chain.ts';
import { Journal, type JournalOptions } from '../../../src/changes/journal/journal.ts';
import type { JournalEntry } from '../../../src/core/journal.ts';
import { runProgram } from '../../support/process/runProgram.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/process/temporaryFolder.ts';
import { intent, outcome, verified } from './journalEntries.ts';
import { journalWriter } from './journalWriter.ts';

describe('the journal', () => {
  let home: TemporaryFolder;
  let folder: string;
  const journal = (options: Partial<JournalOptions> = {}): Journal => new Journal({ folder, ...options });
  const file = (): string => path.join(folder, 'journal.jsonl');
  const kept = async (...entries: readonly JournalEntry[]): Promise<Journal> => {
    const one = journal();
    for (const entry of entries) await one.append(entry);
    return one;
  };

  beforeEach(() => {
    home = temporaryFolder('kube-sre-journal');
    folder = path.join(home.path, 'state', 'kube-sre');
  });
  afterEach(() => home.remove());

  it('is empty before the first change', async () => {
    assert.deepEqual(await journal().changes(9), []);
    assert.equal(await journal().change('x'), undefined);
    assert.deepEqual(await journal().unfinished(), []);
    assert.deepEqual(await journal().check(), { entries: 0, torn: 0 });
    assert.equal(await journal().text(), '');
    assert.ok(!existsSync(folder));
  });

  it('keeps each entry as it is, for its owner alone, and holds no lock afterwards', async () => {
    const one = await kept(intent(), outcome(), verified());
    assert.deepEqual(await one.changes(9), [{ intent: intent(), outcome: outcome(), verified: verified() }]);
    assert.deepEqual(await one.check(), { entries: 3, torn: 0 });
    assert.equal(statSync(file()).mode & 0o777, 0o600);
    assert.equal(statSync(path.join(folder, 'journal.head')).mode & 0o777, 0o600);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    assert.deepEqual(readdirSync(path.join(folder, 'journal.lock')), []);
    assert.equal(await one.text(), readFileSync(file(), 'utf8'));
  });

  it('is taken back from the others where a restored copy lets them read it', async () => {
    await kept(intent());
    chmodSync(file(), 0o644);
    await kept(outcome());
    assert.equal(statSync(file()).mode & 0o777, 0o600);
  });

  it('gives the last changes, the newest first', async () => {
    const one = await kept(intent({ id: 'a' }), intent({ id: 'b' }), outcome({ id: 'a' }), intent({ id: 'c' }));
    assert.deepEqual(
      (await one.changes(2)).map(({ intent: { id } }) => id),
      ['c', 'b'],
    );
    assert.deepEqual((await one.change('a'))?.outcome, outcome({ id: 'a' }));
  });

  const undo = (
    id: string,
    undoes: string,
    result: 'done' | 'failed' | 'partial' = 'done',
  ): readonly JournalEntry[] => [intent({ id, undoes }), outcome({ id, result })];
  for (const [what, entries, undone] of [
    ['nothing', [], {}],
    ['an undo', undo('b', 'a'), { a: 'b' }],
    ['an undo that failed', undo('b', 'a', 'failed'), {}],
    ['an undo of which a part was done', undo('b', 'a', 'partial'), {}],
    ['an undo that has no outcome yet', [intent({ id: 'b', undoes: 'a' })], {}],
    ['an undo that was undone', [...undo('b', 'a'), ...undo('c', 'b')], { b: 'c' }],
    ['the undo of the undo of an undo', [...undo('b', 'a'), ...undo('c', 'b'), ...undo('d', 'c')], { a: 'b', c: 'd' }],
    ['a second undo', [...undo('b', 'a'), ...undo('c', 'b'), ...undo('d', 'a')], { a: 'd', b: 'c' }],
  ] as const)
    it(`says by which change another is undone: after ${what}`, async () => {
      const one = await kept(intent({ id: 'a' }), outcome({ id: 'a' }), ...entries);
      const found = (await one.changes(9)).flatMap(({ intent: { id }, undoneBy }) =>
        undoneBy === undefined ? [] : [[id, undoneBy]],
      );
      assert.deepEqual(Object.fromEntries(found), undone);
    });

  it('takes the first intent of an id, and the last outcome', async () => {
    const one = await kept(
      intent(),
      outcome({ result: 'unknown' }),
      intent({ title: 'forged' }),
      outcome({ foundLater: true }),
    );
    const [change, ...others] = await one.changes(9);
    assert.deepEqual(others, []);
    assert.equal(change?.intent.title, 'Scale shop/cart from 1 to 3');
    assert.deepEqual(change.outcome, outcome({ foundLater: true }));
  });

  it('finds the changes whose process ended before their outcome', async () => {
    const ended = (await runProgram(process.execPath, ['-e', 'console.log(process.pid)'])).stdout.trim();
    const here = { user: 'anna', host: hostname(), pid: process.pid };
    const now = Date.parse('2026-11-26T12:10:00Z');
    const one = await kept(
      intent({ id: 'crashed', by: { ...here, pid: Number(ended) } }),
      intent({ id: 'runs', by: here }),
      intent({ id: 'elsewhere', by: { ...here, host: 'other', pid: Number(ended) } }),
      intent({ id: 'over', by: { ...here, pid: Number(ended) } }),
      outcome({ id: 'over' }),
      intent({ id: 'longAgo', by: here, at: '2026-11-26T09:00:00Z' }),
    );
    const at = async (time: number): Promise<readonly string[]> =>
      (await new Journal({ folder, clock: { now: () => time } }).unfinished()).map(({ intent: { id } }) => id).sort();
    assert.deepEqual(await at(now), ['crashed', 'longAgo']);
    assert.deepEqual(await at(now + 10 * 60_000), ['crashed', 'elsewhere', 'longAgo', 'runs']);
    assert.equal((await one.check()).entries, 6);
  });

  it('holds no secret, in whichever field it comes', async () => {
    const secret = 'hunter2hunter2';
    const said = `password=${secret}`;
    const one = await kept(
      intent({
        input: { token: secret, [said]: said },
        title: said,
        effect: said,
        diff: [
          { path: 'spec.containers[0].env[0].value', before: said, after: { name: 'DB_PASSWORD', value: secret } },
        ],
        undo: { possible: false, because: said },
      }),
      intent({ id: 'b', input: said }),
      outcome({ steps: [{ result: 'failed', milliseconds: 1, error: said }] }),
      verified({ because: said }),
    );
    assert.equal((await one.check()).entries, 4);
    assert.ok(!(await one.text()).includes(secret), await one.text());
  });

  it('is of a bounded size, whatever comes', async () => {
    const long = 'lorem ipsum '.repeat(1000);
    const fields = Array.from({ length: 1000 }, (_, index) => ({
      path: `spec.a${index}`,
      before: long,
      after: { long },
    }));
    const one = await kept(
      intent({ input: { long }, title: long, effect: long, diff: fields, undo: { possible: false, because: long } }),
      outcome({ steps: [{ result: 'failed', milliseconds: 1, error: long }] }),
      verified({ because: long }),
    );
    assert.ok((await one.text()).length < 450_000);
    const [change] = await one.changes(1);
    assert.equal(change?.intent.diff.length, 201);
    assert.equal(change.intent.diff.at(-1)?.path, '… and 800 more');
    assert.match(String(change.intent.input), /^\{"long":"lorem ipsum/);
    const steps = Array.from({ length: 5000 }, () => intent().steps[0] ?? assert.fail());
    await assert.rejects(one.append(intent({ id: 'c', steps })), /the change is too large to be kept in the journal/);
    assert.deepEqual(await one.check(), { entries: 3, torn: 0 });
  });

  it('passes over what it does not understand, and counts it', async () => {
    const one = await kept(intent());
    const last = readLine(linesOf(readFileSync(file())).at(-1) ?? assert.fail()) ?? assert.fail();
    writeFileSync(file(), `${lineAfter(last, '{"type":"annotated","id":"a"}').text}\n`, { flag: 'a' });
    await one.append(outcome());
    assert.deepEqual(await one.changes(9), [{ intent: intent(), outcome: outcome() }]);
    assert.deepEqual(await one.check(), { entries: 3, torn: 0, unknown: 1 });
  });

  it('writes those that come at once together, in their order', async () => {
    const one = journal();
    const ids = Array.from({ length: 100 }, (_, index) => `id${index}`);
    await Promise.all(ids.map((id) => one.append(intent({ id }))));
    assert.deepEqual(
      (await one.changes(Infinity)).map(({ intent: { id } }) => id),
      ids.toReversed(),
    );
    assert.deepEqual(await one.check(), { entries: 100, torn: 0 });
  });

  it('rejects, in words, where its folder cannot be written', async () => {
    const nowhere = new Journal({ folder: '/dev/null/nowhere' });
    await assert.rejects(
      nowhere.append(intent()),
      /^Error: the journal at \/dev\/null\/nowhere.* cannot be written: ENOTDIR/,
    );
    await assert.rejects(nowhere.changes(1), /cannot be read: ENOTDIR/);
  });

  it('rejects where its file is none, and says that it cannot be read instead of showing no changes', async () => {
    mkdirSync(file(), { recursive: true });
    await assert.rejects(journal().append(intent()), /cannot be written: EISDIR/);
    await assert.rejects(journal().changes(1), /cannot be read: EISDIR/);
    await assert.rejects(journal().check(), /cannot be read: EISDIR/);
    assert.deepEqual(readdirSync(path.join(folder, 'journal.lock')), []);
  });

  it('rejects where the folder is read-only', async () => {
    if (process.platform === 'win32') return;
    await kept(intent());
    for (const one of [home.path, path.dirname(folder), folder, path.join(folder, 'journal.lock')])
      chmodSync(one, 0o555);
    // Root writes everywhere: the writer is nobody then.
    const user = process.getuid?.() === 0 ? ['65534'] : [];
    const { code, stderr } = await runProgram(process.execPath, [journalWriter, folder, 'other', '1', ...user]);
    assert.equal(code, 1);
    assert.match(stderr, /the journal at .* cannot be written: EACCES: permission denied/);
    assert.equal((await journal().check()).entries, 1);
  });

  it('rejects where the disk is full', async () => {
    if (process.platform !== 'linux') return;
    mkdirSync(folder, { recursive: true });
    symlinkSync('/dev/full', file());
    await assert.rejects(journal().append(intent()), /cannot be written: ENOSPC/);
    assert.deepEqual(readdirSync(path.join(folder, 'journal.lock')), []);
  });

  it('goes on after a disk that was full in the middle of a line', async () => {
    if (process.platform !== 'linux') return;
    // What a process may write to one file is bounded as a disk is: the write that goes beyond is cut short.
    const { code, stderr } = await runProgram('sh', [
      '-c',
      'trap "" XFSZ; ulimit -f 8; exec "$0" "$@"',
      process.execPath,
      journalWriter,
      folder,
      'full',
      '50',
    ]);
    assert.equal(code, 1);
    assert.match(stderr, /cannot be written: (the disk is full|EFBIG)/);
    const before = await journal().check();
    assert.ok(before.entries > 3 && before.torn === 1 && before.brokenAt === undefined, JSON.stringify(before));
    await kept(intent());
    assert.deepEqual(await journal().check(), { ...before, entries: before.entries + 1 });
    assert.equal((await journal().changes(1))[0]?.intent.title, intent().title);
  });

  it('says who holds its lock, and writes nothing', async () => {
    await kept(intent());
    writeFileSync(path.join(folder, 'journal.lock', `other_0123456789ab_77_5_${'0'.repeat(16)}`), '');
    await assert.rejects(
      journal({ patience: 100 }).append(outcome()),
      /the journal at .* cannot be written: process 77 on other holds it and does not let go/,
    );
    assert.equal((await journal().check()).entries, 1);
  });
});
