import path from 'node:path';
import type { Envelope } from '../../src/core/envelope.ts';
import type { Clock, Limits } from '../../src/core/ports.ts';
import { Runner } from '../../src/core/runner.ts';
import type { AnyTool } from '../../src/core/tool.ts';
import { createClusters } from '../../src/cluster/liveClusters.ts';
import { startDemo } from '../../src/demo/startDemo.ts';
import { systemClock } from '../../src/systemClock.ts';
import { plansOnly } from '../../test/support/changes/plansOnly.ts';
import { checkEnvelope } from '../../test/support/checkEnvelope.ts';
import { exampleTime } from './exampleTime.ts';

const limits: Limits = { connect: 10_000, idle: 60_000, call: 60_000, login: 60_000 };

/** What each tool answers to its example on the demo cluster, by the tool's name. Deterministic. */
export async function demoAnswers(tools: readonly AnyTool[], root: string): Promise<ReadonlyMap<string, Envelope>> {
  const clock: Clock = { ...systemClock, now: () => Date.parse(exampleTime) };
  const demo = await startDemo({ mediaDirectory: path.join(root, 'media'), clock });
  const clusters = createClusters({
    env: {},
    homeDirectory: path.join(root, 'nobody'),
    extraKubeconfigs: [demo.kubeconfig],
    limits,
    clock,
    version: 'docs',
    salt: 'docs',
  });
  const runner = new Runner({
    tools,
    clusters: () => Promise.resolve(clusters),
    changes: () => Promise.resolve(plansOnly(clusters, clock, limits)),
    clock,
    limits,
    activeContext: () => demo.context,
    groupEnabled: () => true,
    record: () => undefined,
  });
  const answers = new Map<string, Envelope>();
  try {
    for (const { name, example } of tools) {
      const { envelope } = await runner.call(name, example.input, { surface: 'cli' });
      if (envelope.error !== undefined)
        throw new Error(`the example of ${name} ends in an error: ${envelope.error.message}`);
      answers.set(name, steady(envelope, demo.server));
    }
  } finally {
    clusters.dispose();
    await demo.close();
  }
  return answers;
}

/**
 * The port is a free one, how long a request took differs each time, and this machine's clock, which is compared with the server's, is
 * not at the example's moment: none of them is part of the answer's sense.
 */
function steady({ headline, plan, ...others }: Envelope, server: string): Envelope {
  // It holds the address of the server and its certificate, which are others each time
  const rest = { ...others, ...(plan === undefined ? {} : { plan: { ...plan, digest: 'sha256:…' } }) };
  const text = JSON.stringify(
    { ...rest, headline: headline.replace(/; this machine's clock is [^.;]*/, '') },
    (key, value: unknown) => (key.endsWith('Milliseconds') ? 12 : key === 'clockSkewSeconds' ? undefined : value),
  );
  return checkEnvelope(JSON.parse(text.replaceAll(server, 'https://127.0.0.1:6443')));
}
