import assert from 'node:assert/strict';
import type { TreeNode } from '../../../src/core/engine.ts';
import { ManualClock } from './manualClock.ts';
import { ScriptedCluster } from './scriptedCluster.ts';
import { drawn, liveTree, outline, text } from './treeStage.ts';

const world = `
kind: Namespace
metadata: { name: shop }
---
kind: Deployment
metadata: { name: done, namespace: shop }
spec: { replicas: 3, template: { metadata: { labels: { app: done } } } }
status: { replicas: 3, updatedReplicas: 3, readyReplicas: 3 }
---
kind: Deployment
metadata: { name: idle, namespace: shop }
spec: { replicas: 0, template: { metadata: { labels: { app: idle } } } }
---
kind: Deployment
metadata: { name: rolling, namespace: shop }
spec: { replicas: 3, template: { metadata: { labels: { app: rolling } } } }
status: { replicas: 3, updatedReplicas: 1, readyReplicas: 2 }
---
kind: Deployment
metadata: { name: short, namespace: shop }
spec: { replicas: 3, template: { metadata: { labels: { app: short } } } }
status: { replicas: 3, updatedReplicas: 3, readyReplicas: 2 }
---
kind: CronJob
metadata: { name: report, namespace: shop }
spec: { schedule: '0 3 * * *' }
---
kind: CronJob
metadata: { name: stopped, namespace: shop }
spec: { schedule: '0 4 * * *', suspend: true }
---
kind: Job
metadata: { name: report-1, namespace: shop, ownerReferences: [{ kind: CronJob, name: report, controller: true }] }
status: { active: 1 }
---
kind: Job
metadata: { name: report-0, namespace: shop, ownerReferences: [{ kind: CronJob, name: report, controller: true }] }
status: { conditions: [{ type: Complete, status: 'True' }] }
---
kind: Service
metadata: { name: done, namespace: shop }
spec: { clusterIP: 10.96.0.1, selector: { app: done }, ports: [{ port: 80 }] }
---
kind: Service
metadata: { name: idle, namespace: shop }
spec: { clusterIP: 10.96.0.2, selector: { app: idle }, ports: [{ port: 80 }] }
---
kind: Service
metadata: { name: manual, namespace: shop }
spec: { clusterIP: 10.96.0.3, ports: [{ port: 80 }] }
---
kind: Service
metadata: { name: outside, namespace: shop }
spec: { type: ExternalName, externalName: db.example.com }
---
kind: Ingress
metadata: { name: door, namespace: shop }
spec: { defaultBackend: { service: { name: done, port: { number: 80 } } } }
---
kind: Ingress
metadata: { name: shelf, namespace: shop }
spec: { defaultBackend: { resource: { kind: Bucket, name: assets } } }
---
kind: PersistentVolumeClaim
metadata: { name: bound, namespace: shop }
status: { phase: Bound }
---
kind: PersistentVolumeClaim
metadata: { name: waiting, namespace: shop }
status: { phase: Pending }
---
kind: Pod
metadata: { name: done-1, namespace: shop, labels: { app: done } }
spec: { nodeName: node-1, containers: [{ name: app }] }
status: { phase: Running, podIPs: [{ ip: 10.0.0.1 }], conditions: [{ type: Ready, status: 'True' }] }
`;

interface Shown {
  readonly namespace: TreeNode | undefined;
  /** `Service/done`. */
  readonly unknown: readonly string[];
  readonly inTrouble: readonly string[];
  readonly nodes: readonly TreeNode[];
}

async function shown(refused: readonly string[], yaml = world): Promise<Shown> {
  const clock = new ManualClock();
  const cluster = new ScriptedCluster(() => clock.now());
  cluster.put(yaml);
  for (const resource of refused) cluster.forbidden.add(resource).add(`${resource} in shop`);
  const tree = liveTree(cluster, clock);
  await outline(tree);
  const nodes: TreeNode[] = [];
  const below = async (parent: string): Promise<void> => {
    for (const node of await tree.children(parent)) {
      nodes.push(node);
      if (node.expandable) await below(node.id);
    }
  };
  await below('Namespace/shop');
  const named = (isMeant: (state: TreeNode['state']) => boolean): readonly string[] =>
    nodes.flatMap(({ object, state }) =>
      object !== undefined && isMeant(state) ? `${object.kind}/${object.name}` : [],
    );
  const [namespace] = await tree.children(undefined);
  tree.dispose();
  return {
    namespace,
    unknown: named((state) => state === 'unknown').toSorted(),
    inTrouble: named((state) => state === 'critical' || state === 'warning').toSorted(),
    nodes,
  };
}

/** Without what is in trouble by its own status. */
const calm = world.replace(/kind: Deployment\nmetadata: { name: short[^]*?---\n/, '');

const everyVital = ['deployments.apps', 'statefulsets.apps', 'daemonsets.apps', 'pods'];

describe('what the tree cannot judge', () => {
  it('is nothing where all may be read', async () => {
    const { unknown, inTrouble } = await shown([]);
    assert.deepEqual([unknown, inTrouble], [[], ['Deployment/short']]);
  });

  it('without pods is what selects them, rolls out, runs or waits; what its own status tells stays told', async () => {
    const { unknown, inTrouble } = await shown(['pods']);
    assert.deepEqual(unknown, [
      'CronJob/report',
      'Deployment/rolling',
      'Job/report-1',
      'PersistentVolumeClaim/waiting',
      'Service/done',
      'Service/idle',
    ]);
    assert.deepEqual(inTrouble, ['Deployment/short']);
  });

  it('without Jobs is what a CronJob that is not suspended has come to', async () => {
    assert.deepEqual((await shown(['jobs.batch'])).unknown, ['CronJob/report']);
  });

  it('without Services is where an Ingress leads that names one', async () => {
    assert.deepEqual((await shown(['services'])).unknown, ['Ingress/door']);
  });

  it('without the workloads is whether a Service is meant to have no pods, and not that its pods are not ready', async () => {
    const sick = calm.replace(
      "type: Ready, status: 'True' }] }\n",
      "type: Ready, status: 'False' }], containerStatuses: [{ name: app, restartCount: 9, state: { waiting: { reason: CrashLoopBackOff } } }] }\n",
    );
    assert.notEqual(sick, calm);
    const { unknown, inTrouble, nodes } = await shown(['deployments.apps'], sick);
    assert.deepEqual(unknown, ['Service/idle']);
    assert.deepEqual(inTrouble, ['Pod/done-1', 'Service/done']);
    assert.match(drawn(nodes).join('\n'), /idle \| selects no pod · ClusterIP · 80 \| unknown/);
  });

  it('says in its tooltip what could not be read, and so does what stands above it', async () => {
    const { nodes, namespace } = await shown(['pods'], calm);
    const line = 'Cannot be judged without pods in shop: forbidden (needs list on pods in shop)';
    for (const name of ['Service/shop/done', 'Job/shop/report-1', 'CronJob/shop/report'])
      assert.ok(
        nodes
          .find(({ id }) => id === name)
          ?.tooltip.map(text)
          .includes(line),
        name,
      );
    assert.equal(nodes.find(({ id }) => id === 'folder/shop/Services')?.state, 'unknown');
    assert.deepEqual([namespace?.state, namespace?.tooltip.map(text)], ['unknown', [line]]);
  });

  it('is a namespace that lacks any kind that makes or is a pod, though all that may be read does well', async () => {
    const well = 'kind: Namespace\nmetadata: { name: shop }';
    for (const resource of everyVital)
      assert.equal((await shown([resource], well)).namespace?.state, 'unknown', resource);
  });

  it('is no namespace that lacks another kind on which nothing rests, but its tooltip tells', async () => {
    const { namespace } = await shown(['ingresses.networking.k8s.io', 'persistentvolumeclaims'], calm);
    assert.equal(namespace?.state, 'ok');
    assert.deepEqual(namespace.tooltip.map(text), ['Not read: ingresses.networking.k8s.io, persistentvolumeclaims']);
  });

  it('does not hide trouble that is seen, and is told beside it', async () => {
    const { namespace } = await shown(['pods']);
    assert.equal(namespace?.state, 'warning');
    assert.deepEqual(namespace.tooltip.map(text), [
      '0 critical, 1 warning',
      'Deployment shop/short: 2/3 ready',
      'Cannot be judged without pods in shop: forbidden (needs list on pods in shop)',
    ]);
  });

  it('is told again once it may be read', async () => {
    const clock = new ManualClock();
    const cluster = new ScriptedCluster(() => clock.now());
    cluster.put(calm);
    cluster.forbidden.add('pods').add('pods in shop');
    const tree = liveTree(cluster, clock);
    assert.ok((await outline(tree)).some((line) => line.endsWith('done | ClusterIP · 80 | unknown')));
    cluster.forbidden.clear();
    await outline(tree);
    assert.ok(!(await outline(tree)).some((line) => line.includes('unknown')));
    tree.dispose();
  });
});
