import assert from 'node:assert/strict';
import fc from 'fast-check';
import { longestLine, MessageLines } from '../../../src/hosts/mcp/messageLines.ts';

describe('the lines of a protocol', () => {
  it('are the same however their bytes arrive, also where a chunk ends inside a character', () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => !text.includes('\n'));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.array(fc.integer({ min: 1, max: 20 })), (lines, sizes) => {
        const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''));
        const reader = new MessageLines();
        const read: unknown[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const size = sizes[turn % sizes.length] ?? bytes.length;
          read.push(...reader.add(bytes.subarray(at, at + size)));
          at += size;
        }
        // What is no valid text (half a surrogate pair) becomes U+FFFD on the way to bytes already.
        assert.deepEqual(
          read,
          lines.map((text) => Buffer.from(text).toString()),
        );
      }),
    );
  });

  it('give the two ends of a line that is too long, once it has ended, and go on after it', () => {
    const reader = new MessageLines();
    const part = Buffer.alloc(longestLine / 2, 'x');
    assert.deepEqual(reader.add(part), []);
    assert.deepEqual(reader.add(part), [], 'as long as may be');
    assert.deepEqual(reader.add(part), []);
    assert.deepEqual(reader.add(part), []);
    const ends = { head: 'x'.repeat(1024), tail: `${'x'.repeat(1020)}tail` };
    assert.deepEqual(reader.add(Buffer.from('tail\n{"next":1}\n{"half":')), [ends, '{"next":1}']);
    assert.deepEqual(reader.add(Buffer.from('2}\n')), ['{"half":2}']);
  });
});
