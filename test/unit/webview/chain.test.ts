import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { GraphBlock } from '../../../src/core/blocks.ts';
import { afterFirstBroken } from '../../../webview/chain/afterFirstBroken.ts';
import { wrapText } from '../../../webview/chain/wrapText.ts';

const measure = (text: string): number => text.length;

describe('The text of a hop', () => {
  it('breaks at spaces, then where a path or a selector may be broken', () => {
    assert.deepEqual(wrapText('rule shop.example/api → api:80', 12, 6, measure), [
      'rule shop.',
      'example/api',
      '→ api:80',
    ]);
    assert.deepEqual(wrapText('app=api,tier=backend', 9, 6, measure), ['app=api,', 'tier=', 'backend']);
  });

  it('ends in … where there are too many lines', () => {
    assert.deepEqual(wrapText('one two three four', 6, 2, measure), ['one', 'two…']);
  });

  it('never gets wider than its box, and loses nothing but spaces while lines are left', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 1, max: 40 }), (text, width) => {
        const lines = wrapText(text, width, Infinity, measure);
        assert.ok(lines.every((line) => measure(line) <= width));
        assert.equal(lines.join('').replace(/\s/g, ''), text.replace(/\s/g, ''));
        const few = wrapText(text, width, 2, measure);
        assert.ok(few.length <= 2 && few.every((line) => measure(line) <= width));
      }),
    );
  });
});

describe('What comes after the first broken hop', () => {
  it('is all that is reached from it, round circles too, and not itself', () => {
    const after = afterFirstBroken(chain(['a>b', 'b>c', 'c>d', 'a>e', 'd>b'], 'b'));
    assert.deepEqual([...after], ['c', 'd']);
  });

  it('is nothing while all is well', () => {
    assert.equal(afterFirstBroken(chain(['a>b'], undefined)).size, 0);
  });
});

function chain(edges: readonly string[], firstBroken: string | undefined): GraphBlock<string> {
  return {
    type: 'graph',
    title: 'Chain',
    nodes: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, caption: 'Hop', title: id, state: 'ok', because: '' })),
    edges: edges.map((edge) => ({ from: edge.slice(0, 1), to: edge.slice(2) })),
    ...(firstBroken === undefined ? {} : { firstBroken }),
  };
}
