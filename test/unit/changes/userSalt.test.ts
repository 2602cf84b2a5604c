import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { userFolder } from '../../../src/changes/userFolder.ts';
import { userSalt } from '../../../src/changes/userSalt.ts';

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

  it('lies where the system keeps state', () => {
    assert.equal(userFolder({}, '/home/a', 'linux'), '/home/a/.local/state/kube-sre');
    assert.equal(userFolder({ XDG_STATE_HOME: '/s' }, '/home/a', 'linux'), '/s/kube-sre');
    assert.equal(userFolder({}, '/Users/a', 'darwin'), '/Users/a/Library/Application Support/kube-sre');
  });
});
