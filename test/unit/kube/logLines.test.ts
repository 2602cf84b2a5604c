import assert from 'node:assert/strict';
import fc from 'fast-check';
import { logEntries } from '../../../src/kube/logLines.ts';
import { logGroups } from '../../../src/kube/logGroups.ts';

const at = (second: number): string => `2026-11-25T14:00:${String(second).padStart(2, '0')}.123456789Z`;
const log = (...lines: readonly string[]): string => lines.map((line, index) => `${at(index)} ${line}`).join('\n');

describe('entries of a log', () => {
  it('have the time of the runtime apart from the text', () =>
    assert.deepEqual(logEntries(log('hello')), [{ at: '2026-11-25T14:00:00.123Z', text: 'hello', lines: 1 }]));

  it('do not say the same time twice, and keep a different one', () => {
    const texts = logEntries(log('2026-11-25T14:00:00.500Z INFO up', '2020-01-01T00:00:00Z INFO old')).map(
      ({ text }) => text,
    );
    assert.deepEqual(texts, ['INFO up', '2020-01-01T00:00:00Z INFO old']);
  });

  it('keep lines without a time', () => assert.deepEqual(logEntries('plain'), [{ text: 'plain', lines: 1 }]));

  it('hold a Java stack trace together', () => {
    const entries = logEntries(
      log(
        'java.lang.IllegalStateException: no',
        '\tat com.shop.Cart.go(Cart.java:3)',
        'Caused by: java.io.IOException',
        '\t... 3 more',
        'next',
      ),
    );
    assert.deepEqual(
      entries.map(({ lines, severity }) => [lines, severity]),
      [
        [4, 'error'],
        [1, undefined],
      ],
    );
  });

  it('hold a Python traceback together with its exception', () => {
    const entries = logEntries(
      log(
        'Traceback (most recent call last):',
        '  File "a.py", line 1, in <module>',
        '    main()',
        'ValueError: no',
        'next: one',
      ),
    );
    assert.deepEqual(
      entries.map(({ lines }) => lines),
      [4, 1],
    );
    assert.equal(entries[0]?.severity, 'error');
  });

  it('hold a Go panic together', () => {
    const entries = logEntries(
      log('panic: boom', 'goroutine 1 [running]:', 'main.main()', '\t/app/main.go:5 +0x1d', 'exit status 2', 'next'),
    );
    assert.deepEqual(
      entries.map(({ lines }) => lines),
      [5, 1],
    );
  });

  it('lose no line, whatever the log', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[ \tA-Za-z:({.]{1,12}$/)), (lines) => {
        const entries = logEntries(log(...lines));
        assert.equal(entries.map(({ text }) => text).join('\n'), lines.join('\n'));
        assert.equal(
          entries.reduce((sum, one) => sum + one.lines, 0),
          lines.length,
        );
      }),
    );
  });
});

describe('groups of log entries', () => {
  it('count what differs in numbers, ids and addresses only', () => {
    const groups = logGroups(
      logEntries(
        log(
          'GET /cart/17 took 3ms',
          'GET /cart/18 took 12ms',
          'id 6f0c2a51-7f0e-4a3e-9a58-0d3c2a1b9f00',
          'id 7f0c2a51-7f0e-4a3e-9a58-0d3c2a1b9f01',
        ),
      ),
    );
    assert.deepEqual(
      groups.map(({ count, text }) => [count, text.slice(0, 12)]),
      [
        [2, 'GET /cart/18'],
        [2, 'id 7f0c2a51-'],
      ],
    );
    assert.equal(groups[0]?.at, '2026-11-25T14:00:00.123Z');
    assert.equal(groups[0].until, '2026-11-25T14:00:01.123Z');
  });

  it('count lines that come in turn, in the order in which they first came', () => {
    const groups = logGroups(logEntries(log('dial 1', 'refused 1', 'dial 2', 'refused 2', 'dial 3', 'refused 3')));
    assert.deepEqual(
      groups.map(({ count, text }) => [count, text]),
      [
        [3, 'dial 3'],
        [3, 'refused 3'],
      ],
    );
  });

  it('keep apart what differs in severity', () => {
    const line = (status: number): string => `10.0.0.1 - - "GET / HTTP/1.1" ${status} 1`;
    assert.equal(logGroups(logEntries(log(line(200), line(502), line(200)))).length, 2);
  });

  it('count every entry once', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a 1', 'a 2', 'b', 'c', 'error d')), (lines) => {
        const groups = logGroups(logEntries(log(...lines)));
        assert.equal(
          groups.reduce((sum, { count }) => sum + count, 0),
          lines.length,
        );
      }),
    );
  });
});
