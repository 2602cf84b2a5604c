import assert from 'node:assert/strict';
import fc from 'fast-check';
import { diffSideText } from '../../../../src/hosts/export/diffSideText.ts';
import { diffRows, unifiedText } from '../../../../src/kube/revisions/textDiff.ts';

describe('Two texts as one', () => {
  it('has the lines of both, and the words that differ are marked', () => {
    const unified = unifiedText('a: 1\nimage: cart:1\nz: 9\n', 'a: 1\nimage: cart:2\nnew: 3\nz: 9\n');
    assert.equal(unified, ' a: 1\n-image: cart:1\n+image: cart:2\n+new: 3\n z: 9');
    assert.deepEqual(diffRows(unified), [
      {
        changed: false,
        before: { number: 1, parts: [{ text: 'a: 1' }] },
        after: { number: 1, parts: [{ text: 'a: 1' }] },
      },
      {
        changed: true,
        before: { number: 2, parts: [{ text: 'image: cart:' }, { text: '1', marked: true }] },
        after: { number: 2, parts: [{ text: 'image: cart:' }, { text: '2', marked: true }] },
      },
      { changed: true, after: { number: 3, parts: [{ text: 'new: 3' }] } },
      {
        changed: false,
        before: { number: 3, parts: [{ text: 'z: 9' }] },
        after: { number: 4, parts: [{ text: 'z: 9' }] },
      },
    ]);
  });

  it('gives each side back, line by line, whatever they hold', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '- c', '+d', '', ' e: "x y"'), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [before, after] = [`${one.join('\n')}\n`, `${other.join('\n')}\n`];
        const rows = diffRows(unifiedText(before, after));
        assert.equal(diffSideText({ rows }, 'before'), before);
        assert.equal(diffSideText({ rows }, 'after'), after);
        assert.equal(
          rows.every(({ changed }) => !changed),
          before === after,
        );
      }),
      { seed: 42 },
    );
  });
});
