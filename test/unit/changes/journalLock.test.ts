import assert from 'node:assert/strict';
import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { FileLock, type FileLockOptions } from '../../../src/changes/journal/fileLock.ts';
import { holderOf, ownName } from '../../../src/changes/journal/lockHolder.ts';
import { runProgram } from '../../support/process/runProgram.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/process/temporaryFolder.ts';

describe("the journal's lock", () => {
  let home: TemporaryFolder;
  let folder: string;
  const times = { patience: 5000, beatEvery: 20, silentAfter: 300, grace: 200 };
  const lock = (options: Partial<FileLockOptions> = {}): FileLock => new FileLock({ folder, ...times, ...options });
  const names = (): readonly string[] => readdirSync(folder);
  const put = (name: string): void => writeFileSync(path.join(folder, name), '');
  /** How long it takes to get it, in milliseconds. It is given back. */
  const waited = async (one = lock()): Promise<number> => {
    const started = performance.now();
    await (await one.take()).release();
    return performance.now() - started;
  };

  beforeEach(() => {
    home = temporaryFolder('kube-sre-lock');
    folder = home.path;
  });
  afterEach(() => home.remove());

  it('is one file while it is held, for its owner alone, and none afterwards', async () => {
    const held = await lock().take();
    const [name = '', ...others] = names();
    assert.deepEqual(others, []);
    assert.equal(holderOf(name)?.pid, process.pid);
    assert.equal(statSync(path.join(folder, name)).mode & 0o777, 0o600);
    await held.confirm();
    await held.release();
    assert.deepEqual(names(), []);
  });

  it('is waited for', async () => {
    const held = await lock().take();
    const [first] = await Promise.all([waited(), sleep(400).then(() => held.release())]);
    assert.ok(first > 350, `${first}`);
    assert.deepEqual(names(), []);
  });

  it('is not taken from one who holds it for long and shows that it lives', async () => {
    const held = await lock().take();
    await assert.rejects(lock({ patience: 1000 }).take(), /^Error: process \d+ on .* holds it and does not let go$/);
    await held.confirm();
    await held.release();
    assert.deepEqual(names(), []);
  });

  it('is taken at once from a process that has ended, however many left it', async () => {
    const program = `import { ownName } from ${JSON.stringify(new URL('../../../src/changes/journal/lockHolder.ts', import.meta.url).href)}; console.log(ownName());`;
    for (let index = 0; index < 3; index += 1)
      put((await runProgram(process.execPath, ['--input-type=module', '-e', program])).stdout.trim());
    assert.equal(names().length, 3);
    assert.ok((await waited()) < times.silentAfter);
    assert.deepEqual(names(), []);
  });

  it('is taken at once from a process whose id another has now', async () => {
    if (process.platform !== 'linux') return;
    // This process, begun at another time.
    put(ownName().replace(/_\d+_([0-9a-f]{16})$/, '_1_$1'));
    assert.ok((await waited()) < times.silentAfter);
  });

  it('is taken from another host only when it was silent for long by our own clock', async () => {
    const name = `other_0123456789ab_1_5_${'0'.repeat(16)}`;
    put(name);
    // Its clock is wrong by a day, or it is of last week: neither tells anything.
    utimesSync(path.join(folder, name), 0, 0);
    const silent = await waited();
    assert.ok(silent >= times.silentAfter + times.grace, `${silent}`);
    assert.deepEqual(names(), []);

    put(name);
    const beats = setInterval(() => utimesSync(path.join(folder, name), 0, performance.now()), 50);
    await assert.rejects(lock({ patience: 800 }).take(), /process 1 on other holds it/);
    clearInterval(beats);
    assert.deepEqual(names(), [name]);
  });

  it('remembers for how long another was silent, so that many short waits end as one long one', async () => {
    put(`other_0123456789ab_1_5_${'0'.repeat(16)}`);
    const one = lock({ patience: 100 });
    await assert.rejects(one.take());
    await sleep(times.silentAfter);
    assert.ok((await waited(one)) < times.grace + 250);
  });

  it('tells one who lost it, before it writes', async () => {
    // It shows no life, as a process that is stopped
    const held = await lock({ beatEvery: 60_000 }).take();
    const next = await lock().take();
    await assert.rejects(held.confirm(), /another process took the lock over/);
    await next.confirm();
    // What the first gives back is not the other's
    await held.release();
    await next.confirm();
    assert.equal(names().length, 1);
    await next.release();
  });

  it('lets one who shows life again write first, and the other wait', async () => {
    const held = await lock({ beatEvery: 60_000 }).take();
    let over = false;
    const next = lock()
      .take()
      .then((one) => {
        assert.ok(over);
        return one;
      });
    for (let index = 0; index < 10; index += 1) {
      await sleep(100);
      await held.confirm();
    }
    over = true;
    await held.release();
    await (await next).release();
  });

  it('is won by one alone, of many that take over from a silent one at the same time', async function () {
    this.timeout(30_000);
    for (let round = 0; round < 5; round += 1) {
      put(`other_0123456789ab_1_${round}_${'0'.repeat(16)}`);
      let inside = 0;
      let most = 0;
      await Promise.all(
        Array.from({ length: 12 }, async () => {
          const held = await lock({ patience: 20_000 }).take();
          inside += 1;
          most = Math.max(most, inside);
          await held.confirm();
          await sleep(3);
          inside -= 1;
          await held.release();
        }),
      );
      assert.equal(most, 1);
      assert.deepEqual(names(), []);
    }
  });

  it('passes over what is none of its files, and leaves it there', async () => {
    for (const name of ['.DS_Store', 'a_b_c', '.nfs000000001']) put(name);
    await waited();
    assert.equal(names().length, 3);
  });
});
