import assert from 'node:assert/strict';
import { isRecord } from '../../src/core/json.ts';
import { callCli } from '../support/callCli.ts';
import type { ControlPlane } from '../support/controlPlane.ts';
import { startOrders } from './orders.ts';

const namespace = 'orders';

describe('On a real control plane', () => {
  let cluster: ControlPlane;

  before(async () => {
    cluster = await startOrders();
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
});

function byName(one: readonly unknown[] | undefined, other: readonly unknown[] | undefined): number {
  return String(one?.[0]).localeCompare(String(other?.[0]));
}
