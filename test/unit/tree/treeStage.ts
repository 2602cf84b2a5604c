import type { LiveTree, TreeNode, TreeText } from '../../../src/core/engine.ts';
import { english } from '../../../src/core/label.ts';
import { createLiveTree } from '../../../src/tree/liveTree.ts';
import { ManualClock } from './manualClock.ts';
import { ScriptedCluster } from './scriptedCluster.ts';

const shop = `
kind: Namespace
metadata: { name: alpha }
status: { phase: Active }
---
kind: Namespace
metadata: { name: shop }
status: { phase: Active }
---
kind: Deployment
metadata: { name: cart, namespace: shop, generation: 2 }
spec: { replicas: 3 }
status: { observedGeneration: 2, replicas: 3, updatedReplicas: 2, readyReplicas: 1 }
---
kind: Pod
metadata:
  name: cart-7d9-b
  namespace: shop
  labels: { pod-template-hash: 7d9 }
  ownerReferences: [{ kind: ReplicaSet, name: cart-7d9, controller: true }]
spec: { nodeName: node-1, containers: [{ name: cart }] }
status:
  phase: Running
  containerStatuses: [{ name: cart, restartCount: 14, state: { waiting: { reason: CrashLoopBackOff } } }]
---
kind: Pod
metadata:
  name: cart-7d9-a
  namespace: shop
  labels: { pod-template-hash: 7d9 }
  ownerReferences: [{ kind: ReplicaSet, name: cart-7d9, controller: true }]
spec: { nodeName: node-1, containers: [{ name: cart }] }
status:
  phase: Running
  conditions: [{ type: Ready, status: 'True' }]
  containerStatuses: [{ name: cart, ready: true, restartCount: 0, state: { running: {} } }]
---
kind: Pod
metadata: { name: lone, namespace: shop }
spec: { nodeName: node-1 }
status: { phase: Succeeded }
---
kind: Service
metadata: { name: cart, namespace: shop }
spec: { type: ClusterIP, clusterIP: 10.0.0.1, ports: [{ port: 80 }] }
---
kind: CronJob
metadata: { name: report, namespace: shop }
spec: { schedule: '0 3 * * *' }
---
kind: Job
metadata:
  name: report-1
  namespace: shop
  ownerReferences: [{ kind: CronJob, name: report, controller: true }]
status: { conditions: [{ type: Complete, status: 'True' }] }
`;

export interface Stage {
  readonly clock: ManualClock;
  readonly cluster: ScriptedCluster;
  readonly tree: LiveTree;
}

export function stage(yaml = shop): Stage {
  const clock = new ManualClock();
  const cluster = new ScriptedCluster(() => clock.now());
  cluster.put(yaml);
  return { clock, cluster, tree: liveTree(cluster, clock) };
}

export function liveTree({ cluster }: ScriptedCluster, clock: ManualClock): LiveTree {
  return createLiveTree({ open: () => Promise.resolve(cluster), clock });
}

export const text = (of: TreeText): string => (typeof of === 'string' ? of : english(of));

export const drawn = (nodes: readonly TreeNode[]): readonly string[] =>
  nodes.map(({ label, description, state }) =>
    [text(label), text(description), state].filter((part) => part !== '').join(' | '),
  );

export const labels = (nodes: readonly TreeNode[]): readonly string[] => nodes.map(({ label }) => text(label));

/** Every node below `parent`, indented. */
export async function outline(tree: LiveTree, parent?: string, indent = ''): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const node of await tree.children(parent)) {
    lines.push(indent + (drawn([node])[0] ?? ''));
    if (node.expandable) lines.push(...(await outline(tree, node.id, `${indent}  `)));
  }
  return lines;
}
