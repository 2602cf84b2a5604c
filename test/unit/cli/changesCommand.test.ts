import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { Journal } from '../../../src/changes/journal/journal.ts';
import type { Intent, JournalEntry, Outcome } from '../../../src/core/journal.ts';
import { changesCommand } from '../../../src/hosts/cli/changesCommand.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/process/temporaryFolder.ts';

/** No process has this one. */
const nobody = 2 ** 22 + 7;
const at = new Date().toISOString();
const id = '01J00000000000000000000000';

function intent(more: Partial<Intent> = {}): Intent {
  return {
    type: 'intent',
    id,
    at,
    surface: 'cli',
    tool: 'scale_deployment',
    input: {},
    cluster: { context: 'nowhere', server: 'https://127.0.0.1:1', authority: '' },
    scope: {},
    title: 'Scale shop/cart from 1 to 3',
    effect: '',
    digest: 'sha256:0',
    approvedBy: 'test',
    by: { user: 'me', host: hostname(), pid: process.pid },
    steps: [],
    diff: [],
    before: '',
    undo: { possible: true, exact: true },
    ...more,
  };
}

function outcome(result: Outcome['result'], step: Outcome['steps'][number]['result'], error?: string): Outcome {
  const milliseconds = 1;
  return { type: 'outcome', id, at, result, steps: [{ result: step, milliseconds, ...(error ? { error } : {}) }] };
}

describe('kube-sre changes', () => {
  let folder: TemporaryFolder;
  beforeEach(() => (folder = temporaryFolder('kube-sre-changes')));
  afterEach(() => folder.remove());

  async function run(
    flags: { json?: boolean; check?: boolean } = {},
  ): Promise<{ code: number; out: string; err: string }> {
    const told = { out: '', err: '' };
    const code = await changesCommand(
      { json: false, check: false, ...flags },
      {
        env: { KUBE_SRE_HOME: folder.path, KUBECONFIG: path.join(folder.path, 'none') },
        input: new PassThrough(),
        output: new PassThrough(),
        out: (text) => void (told.out += text),
        err: (text) => void (told.err += text),
        signal: new AbortController().signal,
      },
    );
    return { code, ...told };
  }

  async function kept(...entries: readonly JournalEntry[]): Promise<void> {
    const journal = new Journal({ folder: folder.path });
    for (const entry of entries) await journal.append(entry);
  }

  const killed = intent({ by: { user: 'me', host: hostname(), pid: nobody } });
  const restart = intent({ undo: { possible: true, exact: false, onlyWhile: 'rollout' } });
  const verified = (settled: boolean): JournalEntry => ({
    type: 'verified',
    id,
    at,
    settled,
    seconds: 1,
    ...(settled ? {} : { because: 'no image' }),
  });
  const undo = `kube-sre undo ${id}`;

  for (const [what, entries, state, back] of [
    ['is done', [intent(), outcome('done', 'done'), verified(true)], 'done', undo],
    ['has not settled', [intent(), outcome('done', 'done'), verified(false)], 'done, not settled: no image', undo],
    ['is watched', [intent(), outcome('done', 'done')], 'done, still watched', undo],
    [
      'was killed while it was watched',
      [killed, outcome('done', 'done')],
      'done, nobody watched what came of it',
      undo,
    ],
    [
      'was killed, and cannot be looked into',
      [killed],
      'no outcome, nobody knows whether it was done',
      'look at the object first',
    ],
    [
      'met a conflict',
      [intent(), outcome('conflict', 'conflict', 'somebody has changed it')],
      'not done: somebody has changed it',
      'nothing to undo',
    ],
    ['failed', [intent(), outcome('failed', 'failed', 'no')], 'not done: no', 'nothing to undo'],
    ['was done in part', [intent(), outcome('partial', 'done')], 'done in part', undo],
    [
      'got no answer',
      [intent(), outcome('unknown', 'unknown', 'no answer')],
      'unknown whether it was done: no answer',
      'look at the object first',
    ],
    ['ended its rollout', [restart, outcome('done', 'done'), verified(true)], 'done', 'cannot be undone any more'],
  ] as const)
    it(`says of a change that ${what} what is so, and offers an undo only where there is something to undo`, async () => {
      await kept(...entries);
      const { code, out, err } = await run();
      assert.deepEqual([code, err], [0, '']);
      assert.equal(out, `${at}  nowhere  Scale shop/cart from 1 to 3  ${state}  me  ${back}\n`);
    });

  it('says that nothing was changed where nothing was', async () => {
    assert.deepEqual(await run(), { code: 0, out: '', err: 'Nothing was changed yet.\n' });
  });

  for (const [what, lose] of [
    ['deleted', (file: string) => rm(file)],
    ['emptied', (file: string) => writeFile(file, '')],
  ] as const)
    it(`says that the journal is lost where it was ${what}, and not that nothing was changed`, async () => {
      await kept(intent(), outcome('done', 'done'), verified(true));
      await lose(path.join(folder.path, 'journal.jsonl'));
      for (const flags of [{}, { json: true }]) {
        const { code, out, err } = await run(flags);
        assert.deepEqual([code, out], [1, '']);
        assert.match(err, /not whole: all 3 entries are gone\. What it holds may not be all/);
        assert.doesNotMatch(err, /Nothing was changed/);
      }
      assert.equal((await run({ check: true })).code, 1);
    });

  it('goes on saying so after the next change', async () => {
    await kept(intent(), outcome('done', 'done'));
    await rm(path.join(folder.path, 'journal.jsonl'));
    await kept(intent({ id: '01J00000000000000000000001' }));
    const { code, out, err } = await run();
    assert.equal(code, 1);
    assert.match(out, /still running/);
    assert.match(err, /not whole: entries 1 to 2 are missing/);
  });
});
