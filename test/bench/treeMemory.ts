import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { isRecord } from '../../src/core/json.ts';
import { root } from '../support/sourceImports.ts';
import type { BenchRow } from './benchRow.ts';

const run = promisify(execFile);
const rounds = 3;

/** What a live tree of 10,000 pods of 10 KB, all expanded, keeps on the heap: the median of fresh processes. */
export async function treeMemory(): Promise<readonly BenchRow[]> {
  const samples: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { stdout } = await run(process.execPath, ['--expose-gc', path.join(root, 'test/bench/treeMemoryOnce.ts')]);
    const told: unknown = JSON.parse(stdout);
    if (!isRecord(told) || told.pods !== 10_000) throw new Error(`the tree did not draw 10,000 pods: ${stdout}`);
    samples.push(Number(told.heapMb));
  }
  const heapMb = samples.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? NaN;
  return [
    { bench: 'tree', metric: '10,000 pods, all expanded: heap MB', ours: heapMb, bar: '≤ 25 MB', met: heapMb <= 25 },
  ];
}
