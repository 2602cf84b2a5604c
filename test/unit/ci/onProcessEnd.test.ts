import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { onProcessEnd } from '../../support/process/onProcessEnd.ts';
import { runProgram } from '../../support/process/runProgram.ts';

const events = ['exit', 'SIGHUP', 'SIGINT', 'SIGTERM'];
const counts = (): readonly number[] => events.map((event) => process.listenerCount(event));

describe('what is cleaned up at the end of a process', () => {
  it('has one listener for all, and none once all are taken back', () => {
    const keep = onProcessEnd(() => undefined);
    const one = counts();
    const others = Array.from({ length: 12 }, () => onProcessEnd(() => undefined));
    assert.deepEqual(counts(), one);
    for (const forget of others) forget();
    assert.deepEqual(counts(), one);
    keep();
    keep();
    assert.ok(counts().every((count, index) => count <= (one[index] ?? 0)));
  });

  it('goes the latest first, by itself and by a signal, without what was taken back', async () => {
    const module = JSON.stringify(import.meta.resolve('../../support/process/onProcessEnd.ts'));
    const script = (end: string): string => `
      const { onProcessEnd } = await import(${module});
      onProcessEnd(() => console.log('first'));
      onProcessEnd(() => console.log('taken back'))();
      onProcessEnd(() => console.log('second'));
      ${end}`;
    const run = (end: string) => runProgram(process.execPath, ['--input-type=module', '--eval', script(end)]);
    const [itself, signalled] = await Promise.all([
      run(''),
      run("setInterval(() => undefined, 1000); process.kill(process.pid, 'SIGTERM');"),
    ]);
    assert.deepEqual([itself.code, itself.stdout], [0, 'second\nfirst\n']);
    assert.deepEqual([signalled.code, signalled.stdout], [143, 'second\nfirst\n']);
  });
});
