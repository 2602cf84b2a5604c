import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from '../support/sourceImports.ts';
import type { BenchRow } from './benchRow.ts';

const rounds = 15;

/**
 * What the extension costs at the window's start: its bundle evaluated and activate() run in a fresh process with a stand-in for
 * the editor's API, beside an empty extension; and the engine's evaluation at its first use. Medians of 15 processes, interleaved.
 */
export function activation(): Promise<readonly BenchRow[]> {
  const ours: Sample[] = [];
  const empty: Sample[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(sample('dist/extension.js'));
    empty.push(sample('test/bench/emptyExtension.cjs'));
  }
  const evaluate = median(ours.map((one) => one.evaluateMs));
  const evaluateEmpty = median(empty.map((one) => one.evaluateMs));
  const activate = median(ours.map((one) => one.activateCpuMs));
  const activateEmpty = median(empty.map((one) => one.activateCpuMs));
  const engine = median(Array.from({ length: 5 }, () => sample('dist/engine.js').evaluateMs));
  return Promise.resolve([
    row('dist/extension.js evaluated ms', evaluate, evaluateEmpty, 30),
    row('activate() CPU ms', activate, activateEmpty, 20),
    {
      bench: 'activation',
      metric: 'dist/engine.js evaluated ms',
      ours: round1(engine),
      bar: '≤ 100 ms',
      met: engine <= 100,
    },
  ]);
}

interface Sample {
  readonly evaluateMs: number;
  readonly activateCpuMs: number;
}

function sample(file: string): Sample {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [path.join(root, 'test/bench/activateOnce.cjs'), path.join(root, file)],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`activation of ${file} failed: ${stderr}`);
  const parsed: unknown = JSON.parse(stdout);
  if (typeof parsed === 'object' && parsed !== null && 'evaluateMs' in parsed && 'activateCpuMs' in parsed)
    return { evaluateMs: Number(parsed.evaluateMs), activateCpuMs: Number(parsed.activateCpuMs) };
  throw new Error(`not a sample: ${stdout}`);
}

function row(metric: string, ours: number, baseline: number, bar: number): BenchRow {
  return {
    bench: 'activation',
    metric,
    ours: round1(ours),
    baseline: round1(baseline),
    bar: `≤ ${bar} ms`,
    met: ours <= bar,
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}
