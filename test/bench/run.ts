import { activation } from './activation.ts';
import { answerSizes } from './answerSizes.ts';
import type { BenchRow } from './benchRow.ts';
import { bundleSizes } from './bundleSizes.ts';
import { largeControlPlane } from './controlPlane.ts';
import { diagnosis } from './diagnosis.ts';
import { failingPods } from './failingPods.ts';
import { listPods } from './listPods.ts';
import { timeline } from './timeline.ts';
import { treeMemory } from './treeMemory.ts';

/** `npm run bench`: each figure beside its bar, as a table or, with --json, one JSON object a line. Names on the line choose some. */
const benches: Readonly<Record<string, () => Promise<readonly BenchRow[]>>> = {
  size: bundleSizes,
  activation,
  diagnosis,
  answer: answerSizes,
  failing: failingPods,
  list: listPods,
  tree: treeMemory,
  timeline,
  'control-plane': largeControlPlane,
};

const json = process.argv.includes('--json');
const chosen = process.argv.slice(2).filter((word) => !word.startsWith('--'));

for (const [name, run] of Object.entries(benches)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  for (const row of await run()) console.log(json ? JSON.stringify(row) : line(row));
}

function line({ bench, metric, ours, baseline, ratio, bar, met }: BenchRow): string {
  const beside =
    baseline === undefined
      ? ''
      : ` (baseline ${shown(baseline)}${ratio === undefined ? '' : `, ratio ${ratio.toFixed(2)}`})`;
  return `${met ? '✓' : '✗'} ${bench.padEnd(11)} ${metric.padEnd(52)} ${shown(ours).padStart(9)}${beside}  bar ${bar}`;
}

function shown(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
