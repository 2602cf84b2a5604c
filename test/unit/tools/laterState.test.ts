import assert from 'node:assert/strict';
import { allTools } from '../../../src/tools/allTools.ts';
import { inputsFor } from '../../support/inputsFor.ts';
import { memoryCluster } from '../../support/memoryCluster.ts';
import { testRunner } from '../../support/testRunner.ts';
import { node, pod } from '../rules/objects.ts';
import { scanned, well, within } from '../rules/scannedWorld.ts';

const web = pod('web-1', { owner: 'ReplicaSet/web-5c8f6' });
const objects = [...well, node('node-2'), ...within('shop', [web])];
const named = [{ kind: 'Pod', metadata: { namespace: 'shop', name: 'web-1' } }];
const later = /^(pods|events|services|nodes|deployments|namespaces)( in .*)? at one moment$/;
const all = ['pods', 'events', 'services', 'nodes', 'deployments.apps', 'namespaces'];

/** They list to find a name, nodes to ask one of them, or where to watch from: nothing that they say rests on having all. */
const restOnNone = new Set([
  'get_kubernetes_resource_yaml',
  'get_kubernetes_pod_logs',
  'verify_kubernetes_connection',
  'wait_for_pod_ready',
]);

const tellers = new Set<string>();

describe('a list that the server finished at a later state', () => {
  for (const tool of allTools.filter((one) => 'run' in one && !restOnNone.has(one.name)))
    it(`is told by ${tool.name}, which calls nothing well that rests on it`, async () => {
      for (const input of inputsFor(tool.input, named)) {
        const cluster = memoryCluster({ objects, inconsistent: all });
        const { envelope } = await testRunner(cluster).call(tool.name, input, { surface: 'test' });
        if (envelope.error !== undefined || !cluster.reads.some((read) => isListOf(read, all))) continue;
        const told = envelope.gaps.filter(({ wanted }) => later.test(wanted));
        assert.ok(told.length > 0, `${JSON.stringify(input)}: ${JSON.stringify([cluster.reads, envelope.gaps])}`);
        tellers.add(tool.name);
        assert.ok(told.every(({ because }) => because === 'expired'));
        assert.notEqual(envelope.verdict, 'healthy', JSON.stringify(input));
      }
    });

  it('has been told by most tools', () => assert.ok(tellers.size >= 16, [...tellers].join()));

  it('is told by the scan, whose verdict is unknown then', async () => {
    const { scan } = await scanned({ objects, inconsistent: ['pods'] });
    assert.deepEqual(
      scan.gaps.map(({ wanted, because }) => [wanted, because]),
      [['pods in all namespaces at one moment', 'expired']],
    );
    assert.equal(scan.verdict, 'unknown');
  });
});

function isListOf(read: string, resources: readonly string[]): boolean {
  return resources.some((resource) => read === `list ${resource}` || read.startsWith(`list ${resource} in `));
}
