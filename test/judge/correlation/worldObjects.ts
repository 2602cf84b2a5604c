import { now, type IncidentWorld, type WorldNode, type WorldPod, type WorldWorkload } from './incidentWorld.ts';
import { timeText } from './timeText.ts';

const created = '2026-11-20T10:00:00Z';

/** The objects of a world, as the server has them. */
export function worldObjects({ nodes, workloads, pods, configMaps }: IncidentWorld): readonly object[] {
  const namespaces = [...new Set(workloads.map(({ namespace }) => namespace))];
  return [
    ...namespaces.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
    ...nodes.map(nodeObject),
    ...namespaces.flatMap((namespace) =>
      ['tls', 'db', 'pull'].map((name) => ({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { namespace, name, creationTimestamp: created },
      })),
    ),
    ...configMaps
      .filter(({ gone }) => gone !== true)
      .map(({ namespace, name, writtenAt }) => ({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          namespace,
          name,
          creationTimestamp: timeText(now - 40 * 24 * 3_600_000),
          managedFields: [
            { manager: 'kubectl-edit', operation: 'Update', time: timeText(writtenAt), fieldsV1: { 'f:data': {} } },
          ],
        },
        data: {},
      })),
    ...workloads.map((one) => replicaSet(one, pods.filter(({ workload }) => workload === one).length)),
    ...pods.map(podObject),
  ];
}

function nodeObject({ name, zone, condition }: WorldNode): object {
  const isDown = condition?.type === 'Ready';
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      creationTimestamp: created,
      labels: {
        'topology.kubernetes.io/zone': zone,
        'kubernetes.io/arch': 'amd64',
        'node.kubernetes.io/instance-type': 'm5.large',
      },
    },
    status: {
      nodeInfo: { kubeletVersion: 'v1.36.3' },
      conditions: [
        ...(isDown ? [] : [{ type: 'Ready', status: 'True', lastTransitionTime: created }]),
        ...(condition === undefined
          ? []
          : [
              {
                type: condition.type,
                status: condition.status,
                reason: condition.reason,
                lastTransitionTime: timeText(condition.since),
              },
            ]),
      ],
    },
  };
}

function specOf({ configMaps, secrets }: WorldWorkload, images: readonly string[], nodeName?: string): object {
  return {
    ...(nodeName === undefined ? {} : { nodeName }),
    serviceAccountName: 'default',
    containers: images.map((image, index) => ({
      name: index === 0 ? 'main' : `side${index}`,
      image,
      ...(index === 0 ? { envFrom: configMaps.map((name) => ({ configMapRef: { name } })) } : {}),
    })),
    volumes: secrets.map((name) => ({ name, secret: { secretName: name } })),
  };
}

function podObject({ workload, name, node, images, trouble }: WorldPod): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      namespace: workload.namespace,
      name,
      uid: `uid-${workload.namespace}-${name}`,
      creationTimestamp: created,
      labels: { app: workload.name, 'pod-template-hash': '6b7c9f' },
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `${workload.name}-6b7c9f`, uid: 'o', controller: true },
      ],
    },
    spec: specOf(workload, images, node),
    status: trouble ?? {
      phase: 'Running',
      startTime: created,
      conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: created }],
      containerStatuses: images.map((image, index) => ({
        name: index === 0 ? 'main' : `side${index}`,
        image,
        ready: true,
        restartCount: 0,
        state: { running: { startedAt: created } },
      })),
    },
  };
}

function replicaSet(workload: WorldWorkload, pods: number): object {
  const { namespace, name, images, refused, rolledOutAt } = workload;
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      namespace,
      name: `${name}-6b7c9f`,
      creationTimestamp: rolledOutAt === undefined ? created : timeText(rolledOutAt),
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name, uid: 'd', controller: true }],
    },
    spec: { replicas: pods + (refused?.pods ?? 0), template: { spec: specOf(workload, images) } },
    status: {
      replicas: pods,
      conditions:
        refused === undefined
          ? []
          : [
              {
                type: 'ReplicaFailure',
                status: 'True',
                reason: 'FailedCreate',
                message: refused.message,
                lastTransitionTime: timeText(refused.since),
              },
            ],
    },
  };
}
