import { ScriptedCluster } from '../../tree/scriptedCluster.ts';

/** The server's clock in these worlds. */
export const now = '2026-11-25T14:00:00Z';

/** A cluster whose objects a test moves about while somebody waits. */
export function scripted(...objects: readonly object[]): ScriptedCluster {
  const cluster = new ScriptedCluster(() => Date.parse(now));
  for (const object of objects) cluster.putObject({ ...object });
  return cluster;
}

interface Counts {
  readonly desired?: number;
  readonly made?: number;
  readonly updated?: number;
  readonly ready?: number;
  readonly available?: number;
}

/** Deployment shop/web of three pods; all counts follow `desired` unless they are given. */
export function deployment(counts: Counts = {}, more: object = {}, spec: object = {}, status: object = {}): object {
  const { desired = 3, made = desired, updated = made, ready = updated, available = ready } = counts;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'web',
      namespace: 'shop',
      generation: 2,
      annotations: { 'deployment.kubernetes.io/revision': '2' },
      ...more,
    },
    spec: { replicas: desired, selector: { matchLabels: { app: 'web' } }, ...spec },
    status: {
      observedGeneration: 2,
      replicas: made,
      updatedReplicas: updated,
      readyReplicas: ready,
      availableReplicas: available,
      ...status,
    },
  };
}

export function replicaSet(hash: string, revision: string): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `web-${hash}`,
      namespace: 'shop',
      labels: { app: 'web', 'pod-template-hash': hash },
      annotations: { 'deployment.kubernetes.io/revision': revision },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'd', controller: true }],
    },
    spec: { replicas: 1 },
  };
}

/** A pod of Deployment web, running and ready unless `status` says otherwise. */
export function pod(
  name: string,
  status: object = {},
  more: { hash?: string; spec?: object; metadata?: object } = {},
): object {
  const { hash = 'new' } = more;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'shop',
      creationTimestamp: '2026-11-25T13:59:50Z',
      labels: { app: 'web', 'pod-template-hash': hash },
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `web-${hash}`, uid: `rs-${hash}`, controller: true },
      ],
      ...more.metadata,
    },
    spec: { nodeName: 'node-1', containers: [{ name: 'app', image: 'shop/web:2' }], ...more.spec },
    status: {
      phase: 'Running',
      startTime: '2026-11-25T13:59:50Z',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [{ name: 'app', ready: true, restartCount: 0, state: { running: {} } }],
      ...status,
    },
  };
}

/** Not ready for this reason. */
export function waiting(reason: string, message = '', more: object = {}): object {
  return {
    phase: 'Pending',
    conditions: [{ type: 'Ready', status: 'False' }],
    containerStatuses: [
      { name: 'app', ready: false, restartCount: 0, state: { waiting: { reason, message } }, ...more },
    ],
  };
}

export function crashed(restarts: number, last: object = { reason: 'Error', exitCode: 1 }): object {
  return waiting('CrashLoopBackOff', 'back-off 40s', { restartCount: restarts, lastState: { terminated: last } });
}

export const unschedulable = {
  phase: 'Pending',
  startTime: undefined,
  containerStatuses: [],
  conditions: [
    {
      type: 'PodScheduled',
      status: 'False',
      reason: 'Unschedulable',
      message: '0/1 nodes are available: 1 Insufficient cpu.',
      lastTransitionTime: '2026-11-25T13:50:00Z',
    },
  ],
};
