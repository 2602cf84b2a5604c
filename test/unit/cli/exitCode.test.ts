import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Envelope } from '../../../src/core/envelope.ts';
import { exitCode } from '../../../src/hosts/cli/exitCode.ts';
import { usage } from '../../../src/hosts/cli/usage.ts';

const answer = (rest: Partial<Envelope>): Envelope => ({
  tool: 't',
  schemaVersion: '1',
  takenAt: '2026-11-25T14:00:00Z',
  verdict: 'unknown',
  headline: 'h',
  findings: [],
  gaps: [],
  next: [],
  truncated: false,
  ...rest,
});

describe('exit codes', () => {
  const cases: readonly (readonly [string, Partial<Envelope>, number])[] = [
    ['an answer', { verdict: 'answered' }, 0],
    ['broken is an answer', { verdict: 'broken' }, 0],
    ['unknown for want of a read is an answer', { verdict: 'unknown' }, 0],
    ['a failure', { error: { code: 'forbidden', message: 'm', hint: 'h' } }, 1],
    ['bad input', { error: { code: 'bad_input', message: 'm', hint: 'h' } }, 2],
    ['a change that waits for approval', { verdict: 'blocked', blockedBy: 'approval' }, 3],
    ['a group switched off', { verdict: 'blocked', blockedBy: 'disabled' }, 4],
    ['interrupted', { error: { code: 'cancelled', message: 'm', hint: 'h' } }, 130],
  ];
  for (const [what, rest, code] of cases) it(`${code} for ${what}`, () => assert.equal(exitCode(answer(rest)), code));

  it('are the same in the usage and in the documentation', () => {
    const page = readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8');
    const documented = [...page.matchAll(/^\|.*\| (\d+) +\|$/gm)].map(([, code]) => Number(code));
    const listed = [...(/^Exit codes: (.*)$/m.exec(usage)?.[1] ?? '').matchAll(/\d+/g)].map(([code]) => Number(code));
    assert.deepEqual([...new Set(documented)], listed);
    assert.ok(listed.length > 4);
  });
});
