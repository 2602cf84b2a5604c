import assert from 'node:assert/strict';
import type { ErrorCode } from '../../../src/core/envelope.ts';
import { KubeError } from '../../../src/core/kubeError.ts';
import type { Cluster } from '../../../src/core/ports.ts';
import { createLiveTree } from '../../../src/tree/liveTree.ts';
import { ManualClock, settle } from './manualClock.ts';
import { ScriptedCluster } from './scriptedCluster.ts';
import { outline } from './treeStage.ts';

const shop = `
kind: Namespace
metadata: { name: shop }
---
kind: Pod
metadata: { name: api-1, namespace: shop, labels: { app: api } }
spec: { nodeName: node-1, containers: [{ name: app }] }
status: { phase: Running, conditions: [{ type: Ready, status: 'True' }], containerStatuses: [{ name: app, ready: true, restartCount: 0, state: { running: {} } }] }
---
kind: Service
metadata: { name: api, namespace: shop, creationTimestamp: '2026-11-25T12:00:00Z' }
spec: { clusterIP: 10.96.0.1, selector: { app: apy }, ports: [{ port: 80 }] }
---
kind: Ingress
metadata: { name: api, namespace: shop }
spec: { rules: [{ host: api.example, http: { paths: [{ path: /, backend: { service: { name: apo, port: { number: 80 } } } }] } }] }
`;

/** All the ways in which a list that went well before can fail. */
const failures: readonly ErrorCode[] = ['unauthorized', 'forbidden', 'timeout', 'unreachable', 'internal'];

/** The same cluster, opened anew, whose lists of these kinds fail. */
function refusing({ cluster }: ScriptedCluster, code: ErrorCode, isConcerned: (kind: string) => boolean): Cluster {
  return {
    ...cluster,
    list: (kind, query, signal) =>
      isConcerned(kind.kind)
        ? Promise.reject(new KubeError({ code, operation: 'list', detail: 'it does not work any more' }))
        : cluster.list(kind, query, signal),
  };
}

const isTold = (line: string): boolean => !/could not be listed|Not read/.test(line);

describe('what the tree knew of a cluster when it is listed again in vain', () => {
  for (const code of failures)
    for (const failing of ['every kind', 'Pod', 'Service'])
      for (const isLive of [false, true])
        it(`keeps every verdict: ${code} for ${failing}${isLive ? ', followed' : ''}`, async () => {
          const clock = new ManualClock();
          const scripted = new ScriptedCluster(() => clock.now());
          scripted.put(shop);
          let open = scripted.cluster;
          const tree = createLiveTree({ open: () => Promise.resolve(open), clock });
          const before = await outline(tree);
          assert.ok(before.some((line) => line.endsWith('api | selects no pod · ClusterIP · 80 | critical')));
          assert.ok(before.some((line) => line.endsWith('api | backend Service missing · api.example | critical')));
          if (isLive) tree.listen(() => undefined);
          await settle();
          open = refusing(scripted, code, (kind) => failing === 'every kind' || kind === failing);
          await outline(tree);
          await clock.advance(5000);
          assert.deepEqual((await outline(tree)).filter(isTold), before);
          const { critical, warnings } = tree.summary() ?? {};
          assert.deepEqual([critical, warnings], [2, 0]);
          tree.dispose();
        });
});
