import assert from 'node:assert/strict';
import { counted } from '../../../src/core/counted.ts';

describe('a count in a sentence', () => {
  it('is followed by a word of its number', () => {
    assert.deepEqual(
      [0, 1, 2].map((count) => counted(count, 'pod')),
      ['0 pods', '1 pod', '2 pods'],
    );
  });
});
