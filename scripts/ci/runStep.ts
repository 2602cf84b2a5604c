import { spawn, type StdioOptions } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { onProcessEnd } from '../../test/support/process/onProcessEnd.ts';
import { readCounts } from './counts.ts';
import type { Step } from './steps.ts';

export interface StepResult {
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
  /** Why it failed, where its own output does not say it. */
  readonly trouble?: string;
}

/** Runs one step in a process group of its own, its output shown as it comes or kept, and ends what it left running. */
export async function runStep(
  step: Step,
  folder: string,
  show: 'live' | 'kept',
): Promise<StepResult & { readonly output?: string }> {
  if (show === 'live') return result(step, folder, 'inherit');
  const file = path.join(folder, `${step.name}.log`);
  const log = openSync(file, 'w');
  try {
    const told = await result(step, folder, log);
    return { ...told, output: readFileSync(file, 'utf8') };
  } finally {
    closeSync(log);
  }
}

async function result(step: Step, folder: string, output: 'inherit' | number): Promise<StepResult> {
  const started = Date.now();
  const file = path.join(folder, `${step.name}.json`);
  const counting = step.kind === 'suite' ? ['--counts', file] : [];
  const { code, late } = await runCommand([...step.command, ...counting], step.seconds, ['ignore', output, output]);
  const seconds = (Date.now() - started) / 1000;
  const overtime = late ? `ended after its budget of ${step.seconds} s` : undefined;
  if (step.kind === 'check') {
    const good = code === 0 && !late;
    return {
      passed: good ? 1 : 0,
      failed: good ? 0 : 1,
      seconds,
      ...(overtime === undefined ? {} : { trouble: overtime }),
    };
  }
  const counts = readCounts(file);
  if (counts === undefined || late) {
    const trouble = overtime ?? `ended with ${String(code)} before its tests did`;
    return { passed: counts?.passed ?? 0, failed: (counts?.failed ?? 0) + 1, seconds, trouble };
  }
  const silent = code !== 0 && counts.failed === 0 ? 1 : 0;
  const empty = counts.passed + counts.failed === 0 ? 1 : 0;
  const troubles = [
    ...(counts.pending > 0 ? [`${counts.pending} tests are switched off`] : []),
    ...(silent > 0 ? [`exit code ${String(code)} although no test failed`] : []),
    ...(empty > 0 ? ['no test ran'] : []),
  ];
  const failed = counts.failed + counts.pending + silent + empty;
  return { passed: counts.passed, failed, seconds, ...(troubles.length > 0 ? { trouble: troubles.join('; ') } : {}) };
}

function runCommand(
  command: readonly string[],
  seconds: number,
  stdio: StdioOptions,
): Promise<{ code: number | null; late: boolean }> {
  const child = spawn(process.execPath, command, { stdio, detached: true });
  const signalGroup = (signal: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // Nothing of the group is left.
    }
  };
  const forget = onProcessEnd(() => signalGroup('SIGTERM'));
  let late = false;
  let kill: NodeJS.Timeout | undefined;
  const timer = setTimeout(() => {
    late = true;
    signalGroup('SIGTERM');
    kill = setTimeout(() => signalGroup('SIGKILL'), 5000);
  }, seconds * 1000);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      clearTimeout(kill);
      signalGroup('SIGKILL');
      forget();
      resolve({ code, late });
    });
  });
}
