import assert from 'node:assert/strict';
import { clockTime } from '../../../src/kube/clockTime.ts';

describe('a time in a sentence', () => {
  const now = Date.parse('2026-11-25T14:00:00Z');

  it('is said without its day where that is the same', () => {
    assert.equal(clockTime('2026-11-25T13:52:03Z', now), '13:52:03 UTC');
    assert.equal(clockTime('2026-11-25T13:52:03.123456Z', now), '13:52:03 UTC');
    assert.equal(clockTime('2026-11-25T15:52:03+02:00', now), '13:52:03 UTC');
    assert.equal(clockTime('2026-11-24T13:52:03Z', now), '2026-11-24 13:52:03 UTC');
  });

  it('is left as it is where it is none', () => {
    assert.equal(clockTime('soon', now), 'soon');
  });
});
