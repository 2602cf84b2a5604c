import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isRecord } from '../../src/core/json.ts';
import { callCli } from '../support/callCli.ts';
import { controlPlane, type ControlPlane } from '../support/controlPlane.ts';

const namespace = 'orders';
const world = readFileSync(new URL('orders.yaml', import.meta.url), 'utf8');

describe('On a real control plane', () => {
  let cluster: ControlPlane;

  before(async () => {
    cluster = await controlPlane();
    await cluster.kubectl(['apply', '-f', '-'], world);
    const wait = ['wait', '-n', namespace, '--timeout=90s'];
    await cluster.kubectl([...wait, '--for=condition=Available', 'deployment/orders-api', 'deployment/catalog']);
    await cluster.kubectl([...wait, '--for=condition=Complete', 'job/migrate']);
    await cluster.kubectl([...wait, '--for=condition=PodScheduled=False', 'pod/report', 'pod/gated']);
    await crash('catalog');
  });

  after(async () => cluster.stop());

  it('the chain names the port name that no container declares', async () => {
    const answer = await call('trace_service_chain', { namespace, name: 'orders-api' });
    const [first] = answer.findings;
    assert.equal(answer.verdict, 'broken');
    assert.equal(first?.rule, 'service/target-port-unmatched');
    assert.equal(first.object.kind, 'Service');
    assert.equal(first.object.name, 'orders-api');
    assert.ok(first.evidence.some(({ path, value }) => path.includes('targetPort') && value === 'http'));
    assert.match(answer.headline, /orders-api/);
    assert.match(answer.headline, /http/);
  });

  it('the chain of the Service beside it comes to its pods', async () => {
    const answer = await call('trace_service_chain', { namespace, name: 'catalog' });
    assert.ok(!answer.findings.some(({ rule }) => rule.startsWith('service/target-port')));
    const hops = Array.isArray(answer.data?.hops) ? answer.data.hops.filter(isRecord) : [];
    assert.deepEqual(
      hops.filter(({ hop }) => hop === 'service' || hop === 'endpoints').map(({ state }) => state),
      ['ok', 'ok'],
    );
  });

  it('pods are listed with the words of kubectl', async () => {
    const table = await cluster.kubectl(['get', 'pods', '-n', namespace, '--no-headers']);
    const theirs = table
      .trim()
      .split('\n')
      .map((line) => /^(\S+)\s+(\S+)\s+(\S+)\s+(\d+)(?: \(\S+ ago\))?\s+\S+$/.exec(line.trim())?.slice(1, 5));
    const answer = await call('list_kubernetes_pods', { namespace });
    const ours = Array.isArray(answer.data?.pods) ? answer.data.pods.filter(isRecord) : [];
    const words = ours.map(({ name, ready, status, restarts }) => [name, ready, status, String(restarts)]);
    assert.deepEqual(words.toSorted(byName), theirs.toSorted(byName));
    assert.ok(words.some((row) => row.includes('CrashLoopBackOff')));
  });

  it('a user without rights is told what is missing, and nothing is called healthy', async () => {
    await assert.rejects(callCli(cluster.kubeconfigs.nobody, 'list_kubernetes_pods', { namespace }), /forbidden/);
  });

  function call(tool: string, input: object): ReturnType<typeof callCli> {
    return callCli(cluster.kubeconfigs.admin, tool, input);
  }

  /** What a kubelet writes when a container keeps ending; there is none here. */
  async function crash(app: string): Promise<void> {
    const list = ['get', 'pods', '-n', namespace, '-l', `app=${app}`, '-o', 'jsonpath={.items[0].metadata.name}'];
    const pod = await cluster.kubectl(list);
    const terminated = { exitCode: 1, reason: 'Error', startedAt: hoursAgo(4), finishedAt: hoursAgo(3) };
    const waiting = { reason: 'CrashLoopBackOff', message: 'back-off 5m0s restarting failed container' };
    const status = { name: app, image: 'orders/catalog:1', imageID: '', ready: false, restartCount: 14 };
    const patch = { status: { containerStatuses: [{ ...status, state: { waiting }, lastState: { terminated } }] } };
    await cluster.kubectl([
      'patch',
      'pod',
      pod,
      '-n',
      namespace,
      '--subresource=status',
      '--type=merge',
      '-p',
      JSON.stringify(patch),
    ]);
  }
});

function hoursAgo(hours: number): string {
  return new Date(Date.now() - hours * 3_600_000).toISOString();
}

function byName(one: readonly unknown[] | undefined, other: readonly unknown[] | undefined): number {
  return String(one?.[0]).localeCompare(String(other?.[0]));
}
