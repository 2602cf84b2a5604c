import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/core/json.ts';
import { podsOfNoTemplate, podsOfTemplate } from '../../../../src/kube/radius/podsThere.ts';
import { replacement } from '../../../../src/kube/radius/replacement.ts';
import { workloadKinds } from '../../../../src/kube/rollouts/workload.ts';
import { memoryCluster } from '../../../support/memoryCluster.ts';
import { controllerHistory, deploymentHistory, ownerOf, templateWith } from '../revisions/rollingWorld.ts';

const { signal } = new AbortController();
const kept = [
  { number: 1, image: 'cart:1', wanted: 2, available: 2 },
  { number: 2, image: 'cart:2', wanted: 1, available: 0 },
];
const stuck = { status: { replicas: 3, updatedReplicas: 1, readyReplicas: 2, availableReplicas: 2 } };

function cartPod(ordinal: number, hash: string, isReady: boolean): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `cart-${ordinal}`,
      namespace: 'shop',
      labels: { app: 'cart', 'controller-revision-hash': hash },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'cart', uid: 'd1', controller: true }],
    },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }] },
  };
}

describe('The pods that a new template moves', () => {
  it('are only the failing one where a stuck rollout is rolled back: those that serve have the template already', async () => {
    const history = deploymentHistory(ownerOf('Deployment', 'cart:2', stuck), kept);
    const { there } = await podsOfTemplate(memoryCluster({ objects: [] }), history, templateWith('cart:1'), signal);
    assert.deepEqual(there, { kept: 2, others: 1, serving: 0 });
    const { text, ...moved } = replacement(workloadKinds.Deployment.project(history.owner), there);
    assert.deepEqual(moved, { added: 0, removed: 1, away: 0 });
    assert.equal(text, '1 pod goes, and 2 stay as they are');
  });

  it('are told by the revision that each pod of a StatefulSet carries, and by its partition', async () => {
    const movedOf = async (rollingUpdate: JsonObject) => {
      const owner = ownerOf('StatefulSet', 'cart:2', {
        spec: { replicas: 3, updateStrategy: { rollingUpdate } },
        status: { replicas: 3, readyReplicas: 2 },
      });
      const history = controllerHistory('StatefulSet', owner, kept);
      const [old, failing] = history.revisions.map(({ podHash = '' }) => podHash);
      const objects = [cartPod(0, old ?? '', true), cartPod(1, old ?? '', true), cartPod(2, failing ?? '', false)];
      const cluster = memoryCluster({ objects });
      const back = await podsOfTemplate(cluster, history, templateWith('cart:1'), signal);
      const forth = await podsOfTemplate(cluster, history, templateWith('cart:3'), signal);
      const workload = workloadKinds.StatefulSet.project(owner);
      return [back, forth].map(({ there }) => replacement(workload, there).text);
    };
    const pace = 'at most 1 away at a time';
    assert.deepEqual(await movedOf({}), [`1 of 3 pods is replaced, ${pace}`, `3 pods are replaced, ${pace}`]);
    assert.deepEqual(await movedOf({ partition: 2 }), [
      `1 of 3 pods is replaced, ${pace}`,
      `1 of 3 pods is replaced, ${pace}`,
    ]);
  });

  it('are all that live where it is one that none of them has', () => {
    const workload = workloadKinds.Deployment.project(ownerOf('Deployment', 'cart:2', stuck));
    const { text, ...moved } = replacement(workload, podsOfNoTemplate(workload));
    assert.deepEqual(moved, { added: 2, removed: 3, away: 0 });
    assert.equal(text, '3 pods go, and 2 new ones are made, none away before its successor is ready');
  });
});
