import assert from 'node:assert/strict';
import { runStep, type StepResult } from '../../../scripts/ci/runStep.ts';
import type { Step } from '../../../scripts/ci/steps.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/process/temporaryFolder.ts';

describe('A step of npm test', () => {
  let folder: TemporaryFolder;

  before(() => {
    folder = temporaryFolder('kube-sre-step');
  });
  after(() => folder.remove());

  it('counts a check as one', async () => {
    assert.deepEqual(numbers(await run({ kind: 'check', script: '' })), [1, 0]);
    assert.deepEqual(numbers(await run({ kind: 'check', script: 'process.exit(2)' })), [0, 1]);
  });

  it('takes the counts of a suite', async () => {
    assert.deepEqual(numbers(await run({ script: tell(7, 0, 0) })), [7, 0]);
    assert.deepEqual(numbers(await run({ script: `${tell(7, 2, 0)}; process.exitCode = 1` })), [7, 2]);
  });

  it('counts a suite that died, ran nothing or says nothing as failed', async () => {
    assert.deepEqual(numbers(await run({ script: 'process.kill(process.pid, "SIGKILL")' })), [0, 1]);
    assert.deepEqual(numbers(await run({ script: tell(0, 0, 0) })), [0, 1]);
    assert.deepEqual(numbers(await run({ script: '' })), [0, 1]);
    assert.deepEqual(numbers(await run({ script: `${tell(3, 0, 0)}; process.exitCode = 1` })), [3, 1]);
  });

  it('counts a test that is switched off as failed', async () => {
    const result = await run({ script: tell(3, 0, 2) });
    assert.deepEqual(numbers(result), [3, 2]);
    assert.match(String(result.trouble), /2 tests are switched off/);
  });

  it('ends a step that takes longer than its budget', async () => {
    const result = await run({ script: 'setInterval(() => {}, 1000)', seconds: 0.3 });
    assert.deepEqual(numbers(result), [0, 1]);
    assert.match(String(result.trouble), /budget/);
  });

  it('keeps what a step prints, and the order of it, until it has ended', async () => {
    const script = `console.log('first'); console.error('second'); console.log('third'); ${tell(1, 0, 0)}`;
    assert.equal((await run({ script })).output, 'first\nsecond\nthird\n');
  });

  /** The counts file is the last argument. */
  function tell(passed: number, failed: number, pending: number): string {
    return `require('fs').writeFileSync(process.argv.at(-1), JSON.stringify(${JSON.stringify({ passed, failed, pending })}))`;
  }

  function run({ script, kind = 'suite', seconds = 20 }: Partial<Step> & { script: string }) {
    const name = `step-${Math.random()}`;
    return runStep({ name, title: name, seconds, kind, command: ['-e', script, '--'] }, folder.path, 'kept');
  }

  function numbers({ passed, failed }: StepResult): readonly number[] {
    return [passed, failed];
  }
});
