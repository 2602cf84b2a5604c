import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import {
  commandLine,
  readDuration,
  readEnd,
  readSubject,
  repeatableInput,
} from '../../../src/hosts/vscode/trees/loggedRead.ts';
import { dayTime } from '../../../src/hosts/vscode/dayTime.ts';
import { readCall } from '../changes/readCall.ts';

describe('a line of the log of reads', () => {
  it('says of which object it was', () => {
    assert.equal(readSubject(readCall()), 'shop/api');
    assert.equal(readSubject(readCall({ input: { namespace: 'shop', limit: 5 } })), 'shop');
    assert.equal(readSubject(readCall({ input: { url: 'https://shop.example' } })), 'https://shop.example');
    assert.equal(readSubject(readCall({ input: 'too large' })), '');
    assert.equal(readSubject(readCall({ input: { name: 'x'.repeat(300), namespace: 1 } })).length, 81);
  });

  it('says whether there was an answer, and not whether the cluster is well', () => {
    assert.equal(readEnd(readCall({ verdict: 'broken' })), 'answered');
    assert.equal(readEnd(readCall({ verdict: 'unknown' })), 'unknown');
    assert.equal(readEnd(readCall({ verdict: 'blocked' })), 'unknown');
    assert.equal(readEnd(readCall({ verdict: 'unknown', error: 'forbidden: list pods' })), 'failed');
  });

  it('names the day where it is not today', () => {
    const at = new Date(2026, 10, 25, 14, 2).toISOString();
    assert.equal(dayTime(at, new Date(2026, 10, 25, 23, 59), 'en'), '14:02');
    assert.match(dayTime(at, new Date(2026, 10, 26, 0, 1), 'en'), /^Nov 25, 14:02$/);
    assert.equal(dayTime(new Date(2026, 10, 25, 0, 5).toISOString(), new Date(2026, 10, 25), 'en'), '00:05');
  });

  it('says how long it took', () => {
    const took = (milliseconds: number): string =>
      readDuration(readCall({ stats: { milliseconds, requests: 0, waves: 0, shared: 0 } }));
    assert.deepEqual([took(0.4), took(209.6), took(2100)], ['0 ms', '210 ms', '2.1 s']);
  });

  it('can be run again with the context that it was about, unless its input is not whole', () => {
    assert.deepEqual(repeatableInput(readCall()), { namespace: 'shop', name: 'api', context: 'demo' });
    assert.equal(repeatableInput(readCall({ input: '{"grep":"xxx…' })), undefined);
    assert.equal(repeatableInput(readCall({ input: { grep: 'token=[masked]' } })), undefined);
  });
});

describe('a call as a command line', () => {
  it('names the context, or the demo of the terminal for that of this window', () => {
    const call = readCall({ context: 'prod-eu' });
    const line = `kube-sre call trace_service_chain '{"namespace":"shop","name":"api"}'`;
    assert.equal(commandLine(call, 'demo'), `${line} --context=prod-eu`);
    assert.equal(commandLine(readCall(), 'demo'), `${line} --demo`);
    assert.equal(commandLine(readCall(), undefined), `${line} --context=demo`);
    assert.equal(commandLine(readCall({ input: 'cut…' }), undefined), undefined);
    const { at, surface, tool, input, verdict, stats } = readCall();
    assert.equal(commandLine({ at, surface, tool, input, verdict, stats }, undefined), line);
  });

  it('means the same to a shell, whatever is in it', function () {
    if (process.platform === 'win32') return;
    this.timeout(20_000);
    const text = fc.string({ unit: fc.constantFrom("'", '"', '$', '`', '\\', ' ', ';', '-', 'a', '\n', '—', '!') });
    fc.assert(
      fc.property(text, text, (name, context) => {
        const line = commandLine(readCall({ input: { name }, context: `c${context}` }), undefined) ?? '';
        const script = `kube-sre() { printf '%s\\0' "$@"; }\n${line}`;
        const words = execFileSync('/bin/bash', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
        assert.deepEqual(words, ['call', 'trace_service_chain', JSON.stringify({ name }), `--context=c${context}`]);
      }),
      { numRuns: 60, seed: 4 },
    );
  });
});
