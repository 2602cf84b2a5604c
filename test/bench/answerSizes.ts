import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { memoryCluster } from '../support/memoryCluster.ts';
import { manyPods } from '../support/manyPods.ts';
import { testRunner } from '../support/testRunner.ts';
import type { BenchRow } from './benchRow.ts';

/** Tokens (o200k_base) of the default answer at 50 and at 50,000 pods. */
export async function answerSizes(): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const count of [50, 50_000]) {
    const runner = testRunner(memoryCluster({ objects: manyPods(count) }));
    for (const tool of ['list_kubernetes_pods', 'list_kubernetes_events']) {
      const { envelope } = await runner.call(tool, {}, { surface: 'test' });
      const ours = encode(JSON.stringify(envelope)).length;
      rows.push({
        bench: 'answer',
        metric: `${tool} at ${count} pods, tokens`,
        ours,
        bar: '≤ 2000',
        met: ours <= 2000,
      });
    }
  }
  return rows;
}
