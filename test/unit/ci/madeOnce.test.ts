import assert from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { madeOnce } from '../../support/cache/madeOnce.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/process/temporaryFolder.ts';

describe('A part of the cache', () => {
  let cache: TemporaryFolder;
  const before = process.env.KUBE_SRE_CACHE;

  beforeEach(() => {
    cache = temporaryFolder('kube-sre-cache');
    process.env.KUBE_SRE_CACHE = cache.path;
  });
  afterEach(() => {
    if (before === undefined) delete process.env.KUBE_SRE_CACHE;
    else process.env.KUBE_SRE_CACHE = before;
    cache.remove();
  });

  it('is made once, also when two ask at the same time', async () => {
    let made = 0;
    const make = async (folder: string): Promise<void> => {
      made += 1;
      await sleep(20);
      writeFileSync(path.join(folder, 'part'), 'whole');
    };
    const [first, second] = await Promise.all([madeOnce('part', make), madeOnce('part', make)]);
    assert.equal(first, second);
    assert.equal(made, 1);
    assert.deepEqual(readdirSync(cache.path), ['part']);
  });

  it('is not there after a failure, and the next attempt makes it whole', async () => {
    const broken = madeOnce('part', (folder) => {
      writeFileSync(path.join(folder, 'half'), '');
      return Promise.reject(new Error('the line broke'));
    });
    await assert.rejects(broken, /the line broke/);
    assert.deepEqual(readdirSync(cache.path), []);
    const folder = await madeOnce('part', (draft) => writeFile(path.join(draft, 'part'), 'whole'));
    assert.ok(existsSync(path.join(folder, 'part')));
  });

  it('takes over the lock of a process that is gone', async () => {
    // No process has this id: Linux gives out at most 2^22 of them.
    writeFileSync(path.join(cache.path, 'part.lock'), '99999999');
    await madeOnce('part', () => Promise.resolve());
    assert.deepEqual(readdirSync(cache.path), ['part']);
  });
});
