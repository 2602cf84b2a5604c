import { parseArgs } from 'node:util';
import { temporaryFolder } from '../test/support/process/temporaryFolder.ts';
import { missing, type Need } from './ci/needs.ts';
import { runStep, type StepResult } from './ci/runStep.ts';
import { steps, type Step } from './ci/steps.ts';

/**
 * `npm test [-- --only unit,host]`: every check and every suite; all run even where one fails. The last line is
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
const results: { readonly step: Step; readonly result: StepResult }[] = [];
const notRun: { readonly step: Step; readonly reasons: readonly string[] }[] = [];
const lacks = new Map<Need, string | null>();

for (const step of steps) {
  if (wanted !== undefined && !wanted.includes(step.name)) continue;
  const reasons: string[] = [];
  for (const need of step.needs ?? []) {
    if (!lacks.has(need)) lacks.set(need, await missing(need));
    const reason = lacks.get(need);
    if (typeof reason === 'string') reasons.push(reason);
  }
  if (reasons.length > 0) {
    notRun.push({ step, reasons });
    continue;
  }
  console.log(`\n=== ${step.title}`);
  const result = await runStep(step, folder.path);
  results.push({ step, result });
  console.log(`${result.failed === 0 ? 'ok' : 'FAILED'}: ${step.name}, ${line(result)}`);
}

console.log('\n=== Summary');
for (const { step, result } of results) {
  console.log(`${result.failed === 0 ? 'ok    ' : 'FAILED'} ${step.name.padEnd(14)} ${line(result)}`);
}
if (notRun.length > 0) {
  console.log(`\n${'!'.repeat(80)}\nNOT RUN ON THIS MACHINE${strict ? ', which counts as failed (CI=true)' : ''}:`);
  for (const { step, reasons } of notRun) console.log(`  ${step.title}\n    ${reasons.join('\n    ')}`);
  console.log('!'.repeat(80));
}
folder.remove();
const passed = results.reduce((sum, { result }) => sum + result.passed, 0);
const failed = results.reduce((sum, { result }) => sum + result.failed, 0) + (strict ? notRun.length : 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

function line({ passed, failed, seconds, trouble }: StepResult): string {
  return `${passed} passed, ${failed} failed, ${seconds.toFixed(1)} s${trouble === undefined ? '' : ` (${trouble})`}`;
}
