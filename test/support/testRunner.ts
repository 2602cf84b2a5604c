import { Runner, type RunnerParts } from '../../src/core/runner.ts';
import type { Cluster } from '../../src/core/ports.ts';
import { systemClock } from '../../src/systemClock.ts';
import { allTools } from '../../src/tools/allTools.ts';

/** The product's runner over one given cluster. */
export function testRunner(cluster: Cluster, parts: Partial<RunnerParts> = {}): Runner {
  return new Runner({
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
    ...parts,
  });
}
