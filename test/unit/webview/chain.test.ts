import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { GraphBlock } from '../../../src/core/blocks.ts';
import { afterFirstBroken } from '../../../webview/chain/afterFirstBroken.ts';
import { chainLayout } from '../../../webview/chain/chainLayout.ts';
import { hopRanks } from '../../../webview/chain/hopRanks.ts';
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

describe('A text of emoji', () => {
  it('is cut between characters and never within one', () => {
    const family = '👩‍👩‍👧‍👦';
    const lines = wrapText(family.repeat(6), 2 * family.length + 1, 2, measure);
    assert.deepEqual(lines, [family.repeat(2), `${family.repeat(2)}…`]);
  });
});

describe('The places of the hops', () => {
  const fonts = { title: (text: string) => text.length * 7, small: (text: string) => text.length * 6 };
  const line = chain(['a>b', 'b>c', 'c>d', 'd>e'], 'b');
  const groups = chain(['a>b', 'a>c', 'a>d', 'b>e', 'c>e', 'd>e'], undefined);

  it('stand in the order of the longest way, and a circle has an end too', () => {
    const ranks = hopRanks(chain(['a>b', 'b>c', 'a>c', 'c>d'], undefined));
    assert.deepEqual([...ranks.values()], [0, 1, 2, 3, 0]);
    assert.equal(hopRanks(chain(['a>b', 'b>c', 'c>a'], undefined)).size, 5);
  });

  it('lead from left to right, those of one rank below one another in the order of the answer', () => {
    const { boxes, down } = chainLayout(groups, 1000, fonts);
    assert.equal(down, false);
    const [a, b, c, d, e] = boxes;
    assert.ok(a && b && c && d && e);
    assert.ok(a.x + a.width < b.x && b.x + b.width < e.x);
    assert.ok(b.x === c.x && c.x === d.x);
    assert.ok(b.y + b.height < c.y && c.y + c.height < d.y);
  });

  it('lead from top to bottom in a panel that is too narrow to read them side by side', () => {
    const { boxes, down, width } = chainLayout(line, 260, fonts);
    assert.equal(down, true);
    assert.ok(width <= 270, String(width));
    for (const [index, box] of boxes.entries()) {
      const next = boxes[index + 1];
      assert.ok(next === undefined || box.y + box.height < next.y);
    }
  });

  it('never lie over one another, however narrow the panel', () => {
    for (const block of [line, groups])
      for (const width of [120, 300, 600, 1400]) {
        const { boxes } = chainLayout(block, width, fonts);
        for (const one of boxes)
          for (const other of boxes)
            assert.ok(
              one === other ||
                one.x + one.width <= other.x ||
                other.x + other.width <= one.x ||
                one.y + one.height <= other.y ||
                other.y + other.height <= one.y,
            );
      }
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
