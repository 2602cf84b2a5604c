import assert from 'node:assert/strict';
import { unkeptIntent } from '../../../../src/changes/executor/unkeptIntent.ts';

const wrapped = (code: string): Error => {
  const cause = Object.assign(new Error(`${code}: no`), { code });
  return new Error(`the journal at /j cannot be written: ${code}: no`, { cause });
};

describe('an intent that cannot be kept', () => {
  for (const [code, hint] of [
    ['ENOSPC', /^make room on that disk, or name another folder by the environment's KUBE_SRE_HOME$/],
    ['EROFS', /mounted for writing/],
    ['EACCES', /written to by you/],
    ['ENOENT', /a folder that can be written to/],
  ] as const)
    it(`says what helps where the disk refuses it, and is no defect: ${code}`, () => {
      const { facts } = unkeptIntent(wrapped(code));
      assert.equal(facts.code, 'bad_input');
      assert.match(facts.headline ?? '', /^Nothing was changed, since .*\/j cannot be written/);
      assert.match(facts.hint ?? '', hint);
    });

  it('asks for patience where another process holds the journal', () => {
    const { facts } = unkeptIntent(new Error('process 7 on here holds it and does not let go'));
    assert.deepEqual([facts.code, facts.hint], ['internal', 'try again in a minute']);
    assert.match(facts.headline ?? '', /process 7 on here holds it/);
  });
});
