import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isKubeError } from '../../../src/core/kubeError.ts';
import { compareKeys, paged, readCursor, type SortKey } from '../../../src/kube/paging.ts';

interface Row {
  readonly rank: number;
  readonly name: string;
}

const keyOf = ({ rank, name }: Row): SortKey => [rank, name];
const question = { tool: 'rows', sort: 'rank' };

function isBadInput(error: unknown): boolean {
  return isKubeError(error) && error.facts.code === 'bad_input';
}

describe('paging', () => {
  it('lists each row that stays exactly once and in order, whatever comes and goes between the pages', () => {
    const row = fc.record({ rank: fc.integer({ min: 0, max: 3 }), name: fc.string({ maxLength: 3 }) });
    fc.assert(
      fc.property(
        fc.uniqueArray(row, { selector: (one) => JSON.stringify(keyOf(one)), maxLength: 40 }),
        fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
        fc.integer({ min: 1, max: 7 }),
        fc.infiniteStream(fc.boolean()),
        (all, stays, limit, chances) => {
          const isStaying = new Set(all.filter((_, index) => stays[index] === true));
          const seen: Row[] = [];
          let cursor: string | undefined;
          do {
            const present = all.filter((one) => isStaying.has(one) || chances.next().value === true);
            const read = readCursor(cursor, question, 'rows');
            const page = paged(present, keyOf, { question, limit, cursor: read, asOf: 1 });
            // The runner may keep fewer rows than the page has
            const kept = Math.min(page.rows.length, chances.next().value === true ? 1 : limit);
            seen.push(...page.rows.slice(0, kept));
            cursor = page.info(kept).cursor;
          } while (cursor !== undefined);
          assert.deepEqual(
            seen.filter((one) => isStaying.has(one)),
            all.filter((one) => isStaying.has(one)).sort((a, b) => compareKeys(keyOf(a), keyOf(b))),
          );
          assert.equal(new Set(seen).size, seen.length);
        },
      ),
    );
  });

  it('counts all rows on every page and gives no cursor on the last', () => {
    const rows = ['a', 'b', 'c'].map((name) => ({ rank: 0, name }));
    const first = paged(rows, keyOf, { question, limit: 2, cursor: undefined, asOf: 5 }).info(2);
    assert.deepEqual([first.total, first.returned], [3, 2]);
    const cursor = readCursor(first.cursor, question, 'rows');
    assert.deepEqual(cursor, { after: [0, 'b'], asOf: 5 });
    const last = paged(rows, keyOf, { question, limit: 2, cursor, asOf: 5 }).info(2);
    assert.deepEqual(last, { total: 3, returned: 1 });
  });

  it('refuses a cursor of another question, and what is none', () => {
    const rows = ['a', 'b'].map((name) => ({ rank: 0, name }));
    const { cursor } = paged(rows, keyOf, { question, limit: 1, cursor: undefined, asOf: 1 }).info(1);
    assert.throws(() => readCursor(cursor, { ...question, sort: 'name' }, 'rows'), isBadInput);
    for (const wrong of ['', 'x', 'bnVsbA', Buffer.from('["x",1]').toString('base64url')])
      assert.throws(() => readCursor(wrong, question, 'rows'), isBadInput);
  });

  it('takes a question alike however its fields are ordered', () => {
    const { cursor } = paged([{ rank: 0, name: 'a' }], keyOf, { question, limit: 1, cursor: undefined, asOf: 1 }).info(
      0,
    );
    assert.equal(cursor, undefined);
    const rows = ['a', 'b'].map((name) => ({ rank: 0, name }));
    const first = paged(rows, keyOf, {
      question: { a: 1, b: undefined, c: [2] },
      limit: 1,
      cursor: undefined,
      asOf: 1,
    });
    assert.deepEqual(readCursor(first.info(1).cursor, { c: [2], a: 1 }, 'rows')?.after, [0, 'a']);
  });
});
