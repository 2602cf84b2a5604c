import { encode } from 'gpt-tokenizer';
import { Runner } from '../../src/core/runner.ts';
import { systemClock } from '../../src/systemClock.ts';
import { allTools } from '../../src/tools/allTools.ts';
import { memoryCluster } from '../support/memoryCluster.ts';
import { manyPods } from '../support/manyPods.ts';
import type { BenchRow } from './benchRow.ts';

/** Tokens (o200k_base) of the default answer at 50 and at 50,000 pods. */
export async function answerSizes(): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const count of [50, 50_000]) {
    const cluster = memoryCluster({ objects: manyPods(count) });
    const runner = new Runner({
      tools: allTools,
      clusters: () =>
        Promise.resolve({
          open: () => Promise.resolve(cluster),
          contexts: () => Promise.resolve([]),
          dispose: () => undefined,
        }),
      clock: systemClock,
      limits: { connect: 10_000, idle: 60_000, call: 60_000, login: 60_000 },
      activeContext: () => undefined,
      groupEnabled: () => true,
      record: () => undefined,
    });
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
