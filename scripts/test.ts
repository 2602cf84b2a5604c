import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { temporaryFolder } from '../test/support/process/temporaryFolder.ts';
import { inLanes } from './ci/inLanes.ts';
import { missing, type Need } from './ci/needs.ts';
import { runStep, type StepResult } from './ci/runStep.ts';
import { steps, type Step } from './ci/steps.ts';

/**
 * `npm test [-- --only unit,host]`: every check and every suite, some at a time; all run even where one fails. The last line is
 * `N passed, N failed`. A step that this machine cannot run is named in large letters, and with CI=true it is a failure.
 */
const { values } = parseArgs({ options: { only: { type: 'string' } } });
const wanted = values.only?.split(',');
const unknown = wanted?.filter((name) => !steps.some((step) => step.name === name)) ?? [];
if (unknown.length > 0) {
  throw new Error(`No step ${unknown.join(', ')}; there are ${steps.map((step) => step.name).join(', ')}.`);
}
const strict = process.env.CI === 'true';
const folder = temporaryFolder('kube-sre-test');
const chosen = steps.filter(({ name }) => wanted?.includes(name) ?? true);
const results = new Map<Step, StepResult>();
const notRun = new Map<Step, readonly string[]>();
const lacks = new Map<Need, Promise<string | null>>();

// The suites wait for servers, browsers and time limits about half of their time
const lanes = Math.min(3, availableParallelism() + 1);
await inLanes(
  1,
  chosen.filter(({ first }) => first === true),
  run,
);
await inLanes(
  lanes,
  chosen.filter(({ first }) => first !== true),
  run,
);

console.log('\n=== Summary');
for (const step of chosen) {
  const result = results.get(step);
  if (result !== undefined)
    console.log(`${result.failed === 0 ? 'ok    ' : 'FAILED'} ${step.name.padEnd(14)} ${line(result)}`);
}
if (notRun.size > 0) {
  console.log(`\n${'!'.repeat(80)}\nNOT RUN ON THIS MACHINE${strict ? ', which counts as failed (CI=true)' : ''}:`);
  for (const [step, reasons] of notRun) console.log(`  ${step.title}\n    ${reasons.join('\n    ')}`);
  console.log('!'.repeat(80));
}
folder.remove();
const all = [...results.values()];
const passed = all.reduce((sum, result) => sum + result.passed, 0);
const failed = all.reduce((sum, result) => sum + result.failed, 0) + (strict ? notRun.size : 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

async function run(step: Step): Promise<void> {
  const reasons = (await Promise.all((step.needs ?? []).map(lackOf))).filter((reason) => reason !== null);
  if (reasons.length > 0) {
    notRun.set(step, reasons);
    return;
  }
  // Beside another what it prints is kept until it has ended: two at once cannot be read
  const isAlone = chosen.length === 1;
  console.log(`\n=== ${step.title}${isAlone ? '' : ' …'}`);
  const { output, ...result } = await runStep(step, folder.path, isAlone ? 'live' : 'kept');
  results.set(step, result);
  if (output !== undefined) process.stdout.write(`\n=== ${step.title}\n${output}`);
  console.log(`${result.failed === 0 ? 'ok' : 'FAILED'}: ${step.name}, ${line(result)}`);
}

/** Asked once: the answer may take the minutes of a build. */
function lackOf(need: Need): Promise<string | null> {
  const known = lacks.get(need) ?? missing(need);
  lacks.set(need, known);
  return known;
}

function line({ passed, failed, seconds, trouble }: StepResult): string {
  return `${passed} passed, ${failed} failed, ${seconds.toFixed(1)} s${trouble === undefined ? '' : ` (${trouble})`}`;
}
