import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Journal } from '../../../src/changes/journal/journal.ts';
import { onProcessEnd } from '../../support/process/onProcessEnd.ts';
import { runProgram } from '../../support/process/runProgram.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/process/temporaryFolder.ts';
import { intent } from './journalEntries.ts';
import { journalWriter } from './journalWriter.ts';

describe('the journal of many processes', function () {
  this.timeout(120_000);
  let folder: TemporaryFolder;

  beforeEach(() => {
    folder = temporaryFolder('kube-sre-journal');
  });
  afterEach(() => folder.remove());

  it('is whole after ten have written 1,000 lines at once', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `writer${index}`);
    const ends = await Promise.all(
      names.map((name) => runProgram(process.execPath, [journalWriter, folder.path, name, '100'])),
    );
    assert.deepEqual(
      ends.map(({ code, stderr }) => [code, stderr.replace(/.*ExperimentalWarning[^]*/, '')]),
      names.map(() => [0, '']),
    );
    const journal = new Journal({ folder: folder.path });
    assert.deepEqual(await journal.check(), { entries: 1000, torn: 0 });
    const ids = (await journal.changes(Infinity)).map(({ intent: { id } }) => id).toReversed();
    for (const name of names)
      assert.deepEqual(
        ids.filter((id) => id.startsWith(`${name}-`)),
        Array.from({ length: 100 }, (_, index) => `${name}-${index}`),
      );
    assert.deepEqual(readdirSync(path.join(folder.path, 'journal.lock')), []);
  });

  it('is whole, and locked by nobody, after its writers were killed at any moment', async () => {
    let kept = 0;
    for (let round = 0; round < 6; round += 1) {
      const writers = ['a', 'b', 'c'].map((name) => killable(folder.path, `${name}${round}`));
      // The first has begun to write
      await writers[0]?.begun;
      await sleep(Math.random() * 150);
      for (const writer of writers) writer.kill();
      kept += (await Promise.all(writers.map(({ written }) => written))).reduce((sum, count) => sum + count, 0);
      const started = performance.now();
      const journal = new Journal({ folder: folder.path });
      await journal.append(intent({ id: `after${round}` }));
      assert.ok(performance.now() - started < 5000, 'a lock stayed');
      kept += 1;
      const { entries, brokenAt, because } = await journal.check();
      assert.equal(brokenAt, undefined, because);
      // What was told to be on the disk is there; what was being written may be too
      assert.ok(entries >= kept, `${entries} of ${kept}`);
      assert.deepEqual(readdirSync(path.join(folder.path, 'journal.lock')), []);
    }
    assert.ok(kept > 6);
  });

  it('is whole after a writer was stopped for long with the lock in its hand, and went on', async () => {
    if (process.platform !== 'linux') return;
    const writer = killable(folder.path, 'stopped');
    await writer.begun;
    // Until it is stopped while it holds the lock
    const held = (): boolean => readdirSync(path.join(folder.path, 'journal.lock')).length > 0;
    for (;;) {
      writer.signal('SIGSTOP');
      await sleep(5);
      if (held()) break;
      writer.signal('SIGCONT');
      await sleep(Math.random() * 10);
    }
    const journal = new Journal({ folder: folder.path, lock: { silentAfter: 500, grace: 1200 } });
    await journal.append(intent({ id: 'other' }));
    writer.signal('SIGCONT');
    await sleep(500);
    writer.kill();
    await writer.written;
    const found = await journal.check();
    assert.equal(found.brokenAt, undefined, found.because);
    assert.notEqual(await journal.change('other'), undefined);
    assert.ok(existsSync(path.join(folder.path, 'journal.jsonl')));
  });
});

/** A writer without an end. `written`: how many entries it said were kept, known when it has ended. */
function killable(
  folder: string,
  name: string,
): {
  readonly begun: Promise<void>;
  readonly written: Promise<number>;
  readonly signal: (signal: NodeJS.Signals) => void;
  readonly kill: () => void;
} {
  const child = spawn(process.execPath, [journalWriter, folder, name, '1000000'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  const forget = onProcessEnd(kill);
  let text = '';
  const begun = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      resolve();
    });
  });
  const written = new Promise<number>((resolve) => {
    child.once('close', () => {
      forget();
      resolve(text.split('\n').length - 1);
    });
  });
  return { begun, written, kill, signal: (signal) => child.kill(signal) };
}
