import { statSync } from 'node:fs';
import path from 'node:path';
import { root } from '../support/sourceImports.ts';
import type { BenchRow } from './benchRow.ts';

const bars: readonly (readonly [string, number])[] = [
  ['dist/extension.js', 150],
  ['dist/engine.js', 1200],
];

/** Sizes of what is loaded, in KB, and of the package where it was made. */
export function bundleSizes(): Promise<readonly BenchRow[]> {
  const rows = bars.map(([file, kilobytes]) => row(file, kilobytes));
  const vsix = path.join(root, 'kube-sre.vsix');
  return Promise.resolve([...rows, row(path.relative(root, vsix), 3 * 1024)]);
}

function row(file: string, bar: number): BenchRow {
  const ours = Math.ceil(statSync(path.join(root, file)).size / 1024);
  return { bench: 'size', metric: `${file} KB`, ours, bar: `≤ ${bar} KB`, met: ours <= bar };
}
