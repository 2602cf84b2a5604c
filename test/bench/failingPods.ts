import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import type { Kind } from '../../src/core/kind.ts';
import type { Cluster, ListQuery } from '../../src/core/ports.ts';
import { memoryCluster } from '../support/memoryCluster.ts';
import { testRunner } from '../support/testRunner.ts';
import type { BenchRow } from './benchRow.ts';
import { failingWorld } from './failingWorld.ts';

const pods = 5000;
const failing = 500;
const rounds = 3;

const questions: readonly (readonly [string, object])[] = [
  ['get_failed_kubernetes_pods', {}],
  ['get_pending_kubernetes_pods', {}],
  ['get_high_restart_kubernetes_pods', {}],
  ['check_oom_events', {}],
  ['correlate_pod_issues', {}],
  ['diagnose_kubernetes_pod_issues', { namespace: 'team-0', name: 'app-0' }],
  ['analyze_pod_restart_pattern', { namespace: 'team-0', name: 'app-0' }],
  ['get_pod_crash_report', { namespace: 'team-0', name: 'app-0' }],
];

/**
 * The eight tools that tell why pods fail, in a cluster in memory where 500 of 5,000 pods fail in eight ways: processor time of a call
 * after the data is in memory (the best of three, so that what else runs on the machine does not count), reads, and tokens (o200k_base)
 * of the answer.
 */
export async function failingPods(): Promise<readonly BenchRow[]> {
  const world = failingWorld(pods, failing);
  const rows: BenchRow[] = [];
  for (const [tool, input] of questions) {
    let milliseconds = Infinity;
    let reads = 0;
    let tokens = 0;
    for (let round = 0; round < rounds; round++) {
      const memory = memoryCluster(world);
      const { cluster, spent } = timed(memory);
      const before = cpuTime();
      const { envelope } = await testRunner(cluster).call(tool, input, { surface: 'test' });
      milliseconds = Math.min(milliseconds, Math.round(cpuTime() - before - spent()));
      if (envelope.error !== undefined) throw new Error(`${tool}: ${envelope.error.message}`);
      reads = memory.reads.length;
      tokens = encode(JSON.stringify(envelope)).length;
    }
    rows.push(
      row(`${tool}, ms`, milliseconds, '≤ 2000', milliseconds <= 2000),
      row(`${tool}, reads`, reads, '≤ 14', reads <= 14),
      row(`${tool}, tokens`, tokens, '≤ 2000', tokens <= 2000),
    );
  }
  return rows;
}

/** A cluster in memory copies what it lists, at once: that is reading, and not counted. */
function timed(memory: Cluster): { readonly cluster: Cluster; readonly spent: () => number } {
  let spent = 0;
  const cluster: Cluster = {
    ...memory,
    list<T>(kind: Kind<T>, query: ListQuery, signal: AbortSignal) {
      const before = cpuTime();
      const listing = memory.list(kind, query, signal);
      spent += cpuTime() - before;
      return listing;
    },
    observed: () => cluster,
  };
  return { cluster, spent: () => spent };
}

/** Processor time of this process, in milliseconds. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function row(metric: string, ours: number, bar: string, met: boolean): BenchRow {
  return { bench: 'failing', metric, ours, bar, met };
}
