import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Envelope } from '../../src/core/envelope.ts';
import { isRecord } from '../../src/core/json.ts';
import { toolsOf, type Tools } from '../judge/hands/tools.ts';
import { controlPlane, type ControlPlane } from '../support/controlPlane.ts';

const pod = (name: string, cpu: string, memory: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, annotations: { 'kwok.x-k8s.io/usage-cpu': cpu, 'kwok.x-k8s.io/usage-memory': memory } },
    spec: { containers: [{ name: 'app', image: 'shop/app:1' }] },
  });

describe('On a real control plane with metrics-server', function () {
  this.timeout(180_000);
  let cluster: ControlPlane;
  let tools: Tools;

  before(async () => {
    cluster = await controlPlane({ nodes: 2, metrics: true });
    tools = toolsOf(cluster.kubeconfigs.admin);
    await cluster.kubectl(
      ['create', '-f', '-'],
      [pod('busy', '750m', '512Mi'), pod('idle', '3m', '20Mi')].join('\n---\n'),
    );
  });

  after(async () => {
    await tools.close();
    await cluster.stop();
  });

  it('kubectl top knows what nodes and pods use', async () => {
    const rows = await eventually(async () => rowsOf(await cluster.kubectl(['top', 'pods', '--no-headers'])), 2);
    const [busy, idle] = rows.toSorted();
    // A rate over two readings, which come seconds apart
    assert.match(busy ?? '', /^busy (7[0-9]|8[0-2])\dm 512Mi$/);
    assert.match(idle ?? '', /^idle [2-5]m 20Mi$/);
    const nodes = await eventually(async () => rowsOf(await cluster.kubectl(['top', 'nodes', '--no-headers'])), 2);
    assert.ok(
      nodes.every((row) => /^node-\d \d+m \d+% \d+Mi \d+%$/.test(row)),
      nodes.join(),
    );
  });

  it('verify_kubernetes_connection says that it is there, and that it does not answer where it does not', async () => {
    const before = await verify();
    assert.deepEqual(metricsServer(before), { state: 'present', where: 'metrics.k8s.io/v1beta1' });
    assert.equal(before.verdict, 'healthy');
    const patch = JSON.stringify({ spec: { service: { port: 1 } } });
    await cluster.kubectl(['patch', 'apiservice', 'v1beta1.metrics.k8s.io', '--type=merge', '-p', patch]);
    const args = ['wait', '--for=condition=Available=False', '--timeout=60s', 'apiservice/v1beta1.metrics.k8s.io'];
    await cluster.kubectl(args);
    const [gone] = await eventually(async () => {
      const answer = await verify();
      return answer.verdict === 'healthy' ? [] : [answer];
    }, 1);
    assert.ok(gone !== undefined);
    assert.equal(gone.verdict, 'degraded');
    assert.deepEqual(metricsServer(gone), { state: 'stale', where: 'metrics.k8s.io/v1beta1' });
    assert.match(gone.headline, /metrics-server is registered and does not answer/);
    await cluster.kubectl(['delete', 'apiservice', 'v1beta1.metrics.k8s.io']);
    const [absent] = await eventually(async () => {
      const answer = await verify();
      return answer.verdict === 'healthy' ? [answer] : [];
    }, 1);
    assert.ok(absent !== undefined);
    assert.deepEqual(metricsServer(absent), { state: 'absent' });
  });

  const verify = (): Promise<Envelope> => tools.call('verify_kubernetes_connection', {});
});

function metricsServer({ data }: Envelope): unknown {
  return isRecord(data?.components) ? data.components.metricsServer : undefined;
}

function rowsOf(table: string): readonly string[] {
  return table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).join(' '));
}

/** What the look gives when it is as many as wanted; what it gave last after a minute and a half. */
async function eventually<T>(look: () => Promise<readonly T[]>, wanted: number): Promise<readonly T[]> {
  const deadline = Date.now() + 90_000;
  for (;;) {
    const seen = await look().catch(() => []);
    if (seen.length === wanted || Date.now() > deadline) return seen;
    await sleep(500);
  }
}
