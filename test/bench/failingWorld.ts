import type { MemoryWorld } from '../support/memoryCluster.ts';

/** The clock of a cluster in memory stands at 14:00. */
const created = '2026-11-25T10:00:00Z';
const perWorkload = 20;
const nodes = 100;
const namespaces = 12;

type Fields = Readonly<Record<string, unknown>>;

/** What a pod shows in the place of what one shows that is well, and the events about it. */
interface Trouble {
  readonly spec?: Fields;
  readonly status: Fields;
  readonly events: readonly Fields[];
}

/**
 * Deployments of 20 pods with their ReplicaSets, nodes, ConfigMaps and events. Every tenth pod fails, in one of eight ways that the
 * place of its Deployment decides; all pods of the first crash. Deterministic.
 */
export function failingWorld(pods: number, failing: number): Pick<MemoryWorld, 'objects' | 'logs'> {
  const every = Math.round(pods / failing);
  const logs: Record<string, string> = {};
  const objects = Array.from({ length: pods }, (_, index) => {
    const workload = Math.floor(index / perWorkload);
    const isFirst = index % perWorkload === 0;
    const trouble = index % every === 0 ? troubles[workload % troubles.length] : undefined;
    const { namespace, name } = placed(workload);
    if (trouble !== undefined)
      logs[`${namespace}/${podName(workload, index)}/app/previous`] =
        `2026-11-25T13:57:58Z ERROR no database: connection refused\n`;
    return [
      ...(isFirst ? makers(namespace, name, workload) : []),
      podObject(index, workload, trouble),
      ...(trouble?.events ?? [scheduled]).map((one, place) => eventObject(index, workload, place, one)),
    ];
  }).flat();
  return { objects: [...Array.from({ length: nodes }, (_, index) => nodeObject(index)), ...objects], logs };
}

function placed(workload: number): { readonly namespace: string; readonly name: string } {
  return { namespace: `team-${workload % namespaces}`, name: `app-${workload}` };
}

const hash = '7d9f8b6c5d';

function podName(workload: number, index: number): string {
  return `app-${workload}-${hash}-${index.toString(36).padStart(5, '0')}`;
}

const scheduled = { type: 'Normal', reason: 'Scheduled', message: 'Successfully assigned', count: 1 };
const limits = { memory: '128Mi' };

const ended = (terminated: Fields, waiting: Fields = { reason: 'CrashLoopBackOff', message: 'back-off 5m0s' }) => ({
  containerStatuses: [
    {
      name: 'app',
      ready: false,
      restartCount: 17,
      state: { waiting },
      lastState: {
        terminated: { startedAt: '2026-11-25T13:57:00Z', finishedAt: '2026-11-25T13:58:00Z', ...terminated },
      },
    },
  ],
});
const waits = (reason: string, message: string) => ({
  phase: 'Pending',
  containerStatuses: [{ name: 'app', ready: false, restartCount: 0, state: { waiting: { reason, message } } }],
});
const warning = (reason: string, message: string): Fields => ({ type: 'Warning', reason, message, count: 30 });

const troubles: readonly Trouble[] = [
  {
    status: ended({ exitCode: 1, reason: 'Error' }),
    events: [scheduled, warning('BackOff', 'Back-off restarting failed container app')],
  },
  {
    status: ended({ exitCode: 137, reason: 'OOMKilled' }),
    events: [scheduled, warning('BackOff', 'Back-off restarting failed container app')],
  },
  {
    status: waits(
      'ImagePullBackOff',
      'Back-off pulling image "registry.example/app:2": ErrImagePull: registry.example/app:2: not found',
    ),
    events: [scheduled, warning('Failed', 'Failed to pull image "registry.example/app:2": not found')],
  },
  {
    status: waits('CreateContainerConfigError', 'configmap "flags" not found'),
    events: [scheduled, warning('Failed', 'Error: configmap "flags" not found')],
  },
  {
    spec: { nodeName: undefined },
    status: {
      phase: 'Pending',
      containerStatuses: [],
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message: `0/${nodes} nodes are available: ${nodes} Insufficient cpu.`,
          lastTransitionTime: '2026-11-25T13:00:00Z',
        },
      ],
    },
    events: [warning('FailedScheduling', `0/${nodes} nodes are available: ${nodes} Insufficient cpu.`)],
  },
  {
    status: ended({ exitCode: 137, reason: 'Error' }),
    events: [
      scheduled,
      warning('Unhealthy', 'Liveness probe failed: HTTP probe failed with statuscode: 503'),
      {
        type: 'Normal',
        reason: 'Killing',
        message: 'Container app failed liveness probe, will be restarted',
        count: 17,
      },
    ],
  },
  {
    status: {
      phase: 'Failed',
      reason: 'Evicted',
      message: 'The node was low on resource: memory.',
      containerStatuses: [],
    },
    events: [warning('Evicted', 'The node was low on resource: memory.')],
  },
  {
    status: waits('ContainerCreating', ''),
    events: [scheduled, warning('FailedMount', 'MountVolume.SetUp failed for volume "data" : secret "keys" not found')],
  },
];

function podObject(index: number, workload: number, trouble: Trouble | undefined): object {
  const { namespace, name } = placed(workload);
  const isWell = trouble === undefined;
  const cpu = workload % troubles.length === 4 ? '64' : '100m';
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: podName(workload, index),
      namespace,
      uid: `pod-${index}`,
      creationTimestamp: created,
      labels: { app: name, 'pod-template-hash': hash },
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `${name}-${hash}`, uid: `rs-${workload}`, controller: true },
      ],
    },
    spec: {
      nodeName: `node-${(index * 37 + workload) % nodes}`,
      ...templateSpec(workload, isWell ? '100m' : cpu),
      ...trouble?.spec,
    },
    status: {
      phase: 'Running',
      startTime: created,
      conditions: [{ type: 'Ready', status: isWell ? 'True' : 'False', lastTransitionTime: '2026-11-25T13:40:00Z' }],
      containerStatuses: [{ name: 'app', ready: true, restartCount: 0, state: { running: { startedAt: created } } }],
      ...trouble?.status,
    },
  };
}

function templateSpec(workload: number, cpu: string): Fields {
  return {
    containers: [
      {
        name: 'app',
        image: `registry.example/app-${workload}:1`,
        resources: { requests: { cpu, memory: '64Mi' }, limits },
        envFrom: [{ configMapRef: { name: workload % troubles.length === 3 ? 'flags' : 'settings' } }],
        livenessProbe: { httpGet: { path: '/live', port: 8080 } },
      },
    ],
    ...(workload % troubles.length === 7 ? { volumes: [{ name: 'data', secret: { secretName: 'keys' } }] } : {}),
  };
}

function makers(namespace: string, name: string, workload: number): readonly object[] {
  const template = { metadata: { labels: { app: name } }, spec: templateSpec(workload, '100m') };
  const metadata = { namespace, creationTimestamp: created };
  const annotations = { 'deployment.kubernetes.io/revision': '1' };
  const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name, uid: `d-${workload}`, controller: true };
  const selector = { matchLabels: { app: name } };
  const counts = { replicas: perWorkload, readyReplicas: perWorkload - 2, availableReplicas: perWorkload - 2 };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { ...metadata, name, uid: `d-${workload}`, annotations },
      spec: { replicas: perWorkload, selector, template },
      status: { ...counts, updatedReplicas: perWorkload },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { ...metadata, name: `${name}-${hash}`, uid: `rs-${workload}`, annotations, ownerReferences: [owner] },
      spec: { replicas: perWorkload, selector, template },
      status: counts,
    },
    ...(workload < namespaces
      ? [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...metadata, name: 'settings', uid: `cm-${workload}` } }]
      : []),
  ];
}

function nodeObject(index: number): object {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: `node-${index}`,
      uid: `node-${index}`,
      creationTimestamp: created,
      labels: {
        'topology.kubernetes.io/zone': `eu-1${'abc'[index % 3] ?? 'a'}`,
        'kubernetes.io/hostname': `node-${index}`,
      },
    },
    spec: {},
    status: {
      allocatable: { cpu: '16', memory: '64Gi', pods: '110' },
      conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: created }],
    },
  };
}

function eventObject(index: number, workload: number, place: number, event: Fields): object {
  const { namespace } = placed(workload);
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `app.${index}.${place}`, namespace, uid: `event-${index}-${place}` },
    involvedObject: {
      apiVersion: 'v1',
      kind: 'Pod',
      namespace,
      name: podName(workload, index),
      uid: `pod-${index}`,
      fieldPath: 'spec.containers{app}',
    },
    firstTimestamp: '2026-11-25T13:00:00Z',
    lastTimestamp: '2026-11-25T13:58:00Z',
    ...event,
  };
}
