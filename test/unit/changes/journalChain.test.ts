import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { appendLines } from '../../../src/changes/journal/appendLines.ts';
import { beginning, lineAfter, type Link } from '../../../src/changes/journal/chain.ts';
import { checkChain } from '../../../src/changes/journal/checkChain.ts';
import { Journal } from '../../../src/changes/journal/journal.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/process/temporaryFolder.ts';
import { outcome } from './journalEntries.ts';

/** The lines of a chain of so many entries, with their ends, and its last link. */
function chainOf(count: number): { readonly lines: readonly string[]; readonly head: Link } {
  const lines: string[] = [];
  let link = beginning;
  for (let index = 0; index < count; index += 1) {
    const next = lineAfter(link, JSON.stringify(outcome({ id: `ü${index}` })));
    lines.push(`${next.text}\n`);
    link = next.link;
  }
  return { lines, head: link };
}

const check = (text: string | Buffer, head?: Link): ReturnType<typeof checkChain> =>
  checkChain(Buffer.from(text), head, () => true);

describe("the journal's chain", () => {
  it('is whole as it was written, with what is known of its end and without', () => {
    const { lines, head } = chainOf(7);
    assert.deepEqual(check(lines.join(''), head), { entries: 7, torn: 0 });
    assert.deepEqual(check(lines.join('')), { entries: 7, torn: 0 });
    assert.deepEqual(check('', beginning), { entries: 0, torn: 0 });
  });

  it('is whole where its head is behind: the process died between the two', () => {
    assert.deepEqual(check(chainOf(7).lines.join(''), chainOf(6).head), { entries: 7, torn: 0 });
  });

  it('tells of a line that was removed, at every place', () => {
    const { lines, head } = chainOf(6);
    for (let at = 1; at <= 6; at += 1) {
      const found = check(lines.toSpliced(at - 1, 1).join(''), head);
      assert.equal(found.brokenAt, at);
      assert.match(found.because ?? '', new RegExp(`^entry ${at} is missing (before line ${at}|at the end)$`));
    }
    assert.match(check('', head).because ?? '', /^all 6 entries are gone$/);
    assert.match(check(lines.slice(3).join(''), head).because ?? '', /^entries 1 to 3 are missing before line 1$/);
  });

  it('tells of two lines that changed places, and of one that is there twice', () => {
    const { lines, head } = chainOf(6);
    for (let at = 1; at < 6; at += 1) {
      const [one, other] = [lines[at - 1] ?? '', lines[at] ?? ''];
      assert.equal(check(lines.toSpliced(at - 1, 2, other, one).join(''), head).brokenAt, at);
      const twice = check(lines.toSpliced(at, 0, one).join(''), head);
      assert.equal(twice.brokenAt, at + 1);
      assert.match(twice.because ?? '', new RegExp(`^line ${at + 1} holds entry ${at}, after entry ${at}`));
    }
  });

  it('tells of a line that was put in by hand', () => {
    const { lines, head } = chainOf(4);
    for (const foreign of [
      '\n',
      'hello\n',
      '{}\n',
      '{"seq":9,"prev":"x","entry":1}\n',
      `${JSON.stringify(outcome())}\n`,
    ])
      for (let at = 0; at <= 4; at += 1)
        assert.equal(check(lines.toSpliced(at, 0, foreign).join(''), head).brokenAt, at + 1, `${foreign} at ${at}`);
  });

  it('tells of any byte that was changed, in that line or in the next', () => {
    const { lines, head } = chainOf(4);
    const bytes = Buffer.from(lines.join(''));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (index, difference) => {
        const changed = Buffer.from(bytes);
        changed[index] = (bytes[index] ?? 0) ^ difference;
        const at = bytes.subarray(0, index).filter((byte) => byte === 10).length + 1;
        const { brokenAt, torn } = checkChain(changed, head, () => true);
        // The last end of line belongs to no line: without it the chain is as whole as after a torn write.
        if (index === bytes.length - 1 && brokenAt === undefined) return torn === 0;
        return brokenAt === at || brokenAt === at + 1;
      }),
      { numRuns: 3000 },
    );
  });

  it('tells a line that was cut by hand from one that a crash has cut', () => {
    const { lines, head } = chainOf(5);
    for (let at = 1; at <= 5; at += 1) {
      const cut = `${(lines[at - 1] ?? '').slice(0, 120)}\n`;
      const found = check(lines.toSpliced(at - 1, 1, cut).join(''), head);
      assert.deepEqual([found.brokenAt, found.because], [at, `line ${at} was cut short after it was written`]);
      // The crash was before: the same beginning, and the whole line after it.
      assert.deepEqual(check(lines.toSpliced(at - 1, 0, cut).join(''), head), { entries: 5, torn: 1 });
    }
  });

  it('bears the zeros that a power cut leaves', () => {
    const { lines, head } = chainOf(3);
    for (const torn of ['\0'.repeat(50), `${(lines[1] ?? '').slice(0, 40)}${'\0'.repeat(9)}`, `${'\0'.repeat(9)}a":1}`])
      assert.deepEqual(check(lines.toSpliced(1, 0, `${torn}\n`).join(''), head), { entries: 3, torn: 1 });
  });

  describe('in a file', () => {
    let home: TemporaryFolder;
    let file: string;
    before(() => {
      home = temporaryFolder('kube-sre-chain');
      file = path.join(home.path, 'journal.jsonl');
    });
    after(() => home.remove());

    it('goes on after a line that was torn at any byte', async function () {
      this.timeout(60_000);
      const { lines } = chainOf(3);
      const head = chainOf(2).head;
      const last = Buffer.from(lines[2] ?? '');
      for (let length = 0; length <= last.length; length += 1) {
        writeFileSync(file, Buffer.concat([Buffer.from(lines.slice(0, 2).join('')), last.subarray(0, length)]));
        writeFileSync(path.join(home.path, 'journal.head'), JSON.stringify(head));
        const journal = new Journal({ folder: home.path });
        await journal.append(outcome({ id: 'after' }));
        // Whole is it when no more than its end is missing.
        const isWhole = length >= last.length - 1;
        assert.deepEqual(
          await journal.check(),
          { entries: isWhole ? 4 : 3, torn: isWhole || length === 0 ? 0 : 1 },
          `torn at byte ${length}`,
        );
        assert.ok(readFileSync(file, 'utf8').endsWith('}\n'));
      }
    });

    it('goes on behind many torn lines, longer than what is read of the end at first', async () => {
      const { lines, head } = chainOf(2);
      const next = lineAfter(head, JSON.stringify(outcome({ id: 'x'.repeat(50_000) }))).text;
      const torn = Array.from({ length: 9 }, (_, index) => `${next.slice(0, 40_000 + index)}\n`);
      writeFileSync(file, [...lines, ...torn].join(''));
      rmSync(path.join(home.path, 'journal.head'), { force: true });
      const journal = new Journal({ folder: home.path });
      await journal.append(outcome());
      assert.deepEqual(await journal.check(), { entries: 3, torn: 9 });
    });

    it('does not hide that lines at its end are gone or changed, by going on', async () => {
      const journal = new Journal({ folder: home.path });
      const { lines, head } = chainOf(4);
      for (const [text, at, because] of [
        [lines.slice(0, 3).join(''), 4, 'entry 4 is missing before line 4'],
        [lines.slice(0, 2).join(''), 3, 'entries 3 to 4 are missing before line 3'],
        ['', 1, 'entries 1 to 4 are missing before line 1'],
        [lines.join('').replace('ü3', 'ü9'), 4, 'line 4 was changed after it was written'],
      ] as const) {
        writeFileSync(file, text);
        writeFileSync(path.join(home.path, 'journal.head'), JSON.stringify(head));
        assert.notEqual((await journal.check()).brokenAt, undefined);
        for (let index = 0; index < 3; index += 1) await journal.append(outcome());
        const found = await journal.check();
        assert.equal(found.brokenAt, text.includes('ü9') ? 5 : at, because);
        if (!text.includes('ü9')) assert.equal(found.because, because);
      }
    });

    it('gets no line of one who has lost the lock', async () => {
      const { lines, head } = chainOf(2);
      writeFileSync(file, lines.join(''));
      const lost = { confirm: () => Promise.reject(new Error('lost')), release: () => Promise.resolve() };
      await assert.rejects(appendLines(file, ['{}'], head, lost), /lost/);
      assert.equal(readFileSync(file, 'utf8'), lines.join(''));
    });

    it('needs no head, and bears one that is none', async () => {
      mkdirSync(home.path, { recursive: true });
      const { lines } = chainOf(4);
      for (const head of ['', '{', 'null', '{"seq":"4"}', '[]']) {
        writeFileSync(file, lines.join(''));
        writeFileSync(path.join(home.path, 'journal.head'), head);
        const journal = new Journal({ folder: home.path });
        assert.deepEqual(await journal.check(), { entries: 4, torn: 0 });
        await journal.append(outcome());
        assert.deepEqual(await journal.check(), { entries: 5, torn: 0 });
        assert.match(
          readFileSync(path.join(home.path, 'journal.head'), 'utf8'),
          /^\{"seq":5,"hash":"[0-9a-f]{64}"\}\n$/,
        );
      }
    });
  });
});
