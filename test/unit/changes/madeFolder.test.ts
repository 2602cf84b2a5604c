import assert from 'node:assert/strict';
import { stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { madeFolder } from '../../../src/changes/madeFolder.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/process/temporaryFolder.ts';

describe('a folder that is made', () => {
  let folder: TemporaryFolder;
  beforeEach(() => (folder = temporaryFolder('kube-sre-made')));
  afterEach(() => folder.remove());

  it('is the owner’s alone, with those above it, and is made once', async () => {
    const [a, b] = [path.join(folder.path, 'a'), path.join(folder.path, 'a', 'b')];
    assert.deepEqual(await madeFolder(b), [a, b]);
    assert.deepEqual(await madeFolder(b), []);
    if (process.platform !== 'win32') for (const one of [a, b]) assert.equal((await stat(one)).mode & 0o777, 0o700);
  });

  it('is made by several at once', async () => {
    const inner = path.join(folder.path, 'a', 'b', 'c');
    const all = await Promise.all(Array.from({ length: 8 }, () => madeFolder(inner)));
    assert.equal(all.flat().length, 3);
  });

  it('is named where it cannot be: by a place that takes none, and not for ever', async function () {
    if (process.platform !== 'linux') this.skip();
    await assert.rejects(madeFolder('/proc/nope/deeper'), {
      code: 'ENOENT',
      message: /mkdir '\/proc\/nope'$/,
    });
  });

  it('is named where it cannot be: by a file in its place, or a link to nowhere', async () => {
    const file = path.join(folder.path, 'file');
    await writeFile(file, '');
    await assert.rejects(madeFolder(file), { code: 'EEXIST' });
    await assert.rejects(madeFolder(path.join(file, 'a')), /ENOTDIR|ENOENT|EEXIST/);
    await symlink(path.join(folder.path, 'gone'), path.join(folder.path, 'link'));
    await assert.rejects(madeFolder(path.join(folder.path, 'link', 'a')), /ENOTDIR|ENOENT|EEXIST/);
  });
});
