import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createEngine } from '../../src/compose.ts';
import { startDemo } from '../../src/demo/startDemo.ts';
import { root } from '../support/sourceImports.ts';
import type { BenchRow } from './benchRow.ts';

/** Waves and requests of a diagnosis, cold and as a follow-up within seconds, on the demo cluster. */
export async function diagnosis(): Promise<readonly BenchRow[]> {
  const mediaDirectory = path.join(root, 'media');
  const folder = await mkdtemp(path.join(tmpdir(), 'kube-sre-bench-'));
  const demo = await startDemo({ mediaDirectory });
  const kubeconfig = path.join(folder, 'kubeconfig');
  await writeFile(kubeconfig, demo.kubeconfig, { mode: 0o600 });
  const rows: BenchRow[] = [];
  try {
    for (const [metric, input, waves] of [
      ['namespace given', { name: 'api', namespace: 'shop' }, 2],
      ['namespace to be found', { name: 'api' }, 3],
    ] as const) {
      const engine = createEngine({ env: {}, homeDirectory: folder, kubeconfig, version: 'bench', mediaDirectory });
      const cold = (await engine.call('trace_service_chain', input, { surface: 'test' })).stats;
      const warm = (await engine.call('trace_service_chain', input, { surface: 'test' })).stats;
      rows.push(
        row(`${metric}: waves, cold`, cold.waves, `≤ ${waves}`, cold.waves <= waves),
        row(`${metric}: requests, cold`, cold.requests, '≤ 14', cold.requests <= 14),
        row(`${metric}: requests, follow-up`, warm.requests, '0', warm.requests === 0),
      );
      await engine.dispose();
    }
  } finally {
    await demo.close();
    await rm(folder, { recursive: true, force: true });
  }
  return rows;
}

function row(metric: string, ours: number, bar: string, met: boolean): BenchRow {
  return { bench: 'diagnosis', metric, ours, bar, met };
}
