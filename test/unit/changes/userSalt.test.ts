import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { userFolder } from '../../../src/changes/userFolder.ts';
import { userSalt } from '../../../src/changes/userSalt.ts';
import { runProgram } from '../../support/process/runProgram.ts';
import { saltWriter } from './saltWriter.ts';

describe('the salt of a user', () => {
  it('is made once, also by many at once, and is the owner’s alone', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'salt-'));
    try {
      const salts = await Promise.all(Array.from({ length: 8 }, () => userSalt(path.join(folder, 'state'))));
      assert.equal(new Set(salts).size, 1);
      assert.match(salts[0] ?? '', /^[0-9a-f]{64}$/);
      assert.equal((await stat(path.join(folder, 'state', 'salt'))).mode & 0o077, 0);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is made for the process where the folder cannot be written', async () => {
    assert.match(await userSalt('/dev/null/nowhere'), /^[0-9a-f]{64}$/);
  });

  it('leaves nothing half made behind where the disk is full', async function () {
    if (process.platform !== 'linux') this.skip();
    const folder = await mkdtemp(path.join(tmpdir(), 'salt-'));
    try {
      // What a process may write to one file is bounded as a disk is
      const { code, stdout, stderr } = await runProgram('sh', [
        '-c',
        'trap "" XFSZ; ulimit -f 0; exec "$0" "$@"',
        process.execPath,
        saltWriter,
        folder,
      ]);
      assert.deepEqual([code, /^[0-9a-f]{64}$/.test(stdout)], [0, true], stderr);
      assert.deepEqual(await readdir(folder), []);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('lies where the system keeps state', () => {
    assert.equal(userFolder({}, '/home/a', 'linux'), '/home/a/.local/state/kube-sre');
    assert.equal(userFolder({ XDG_STATE_HOME: '/s' }, '/home/a', 'linux'), '/s/kube-sre');
    assert.equal(userFolder({}, '/Users/a', 'darwin'), '/Users/a/Library/Application Support/kube-sre');
  });
});
