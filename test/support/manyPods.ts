/** Pods by the thousand, a few percent of them sick in several ways, each with an event; deterministic. */
export function manyPods(count: number): readonly object[] {
  return Array.from({ length: count }, (_, index) => [podObject(index), eventObject(index)]).flat();
}

const startedAt = '2026-11-25T10:00:00Z';

function podObject(index: number): object {
  const name = `app-${index % 40}-7d9f8b6c5d-${index.toString(36).padStart(5, '0')}`;
  const sick = index % 25 === 0;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: `team-${index % 12}`,
      uid: `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`,
      creationTimestamp: startedAt,
      labels: { app: `app-${index % 40}`, 'pod-template-hash': '7d9f8b6c5d' },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: `app-${index % 40}-7d9f8b6c5d`,
          uid: `rs-${index % 40}`,
          controller: true,
        },
      ],
    },
    spec: {
      nodeName: `node-${index % 100}`,
      containers: [{ name: 'app', image: `registry.example/app-${index % 40}:1.2.3` }],
    },
    status: {
      phase: 'Running',
      startTime: startedAt,
      conditions: [{ type: 'Ready', status: sick ? 'False' : 'True', lastTransitionTime: startedAt }],
      containerStatuses: [
        sick
          ? {
              name: 'app',
              ready: false,
              restartCount: index % 50,
              state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s restarting failed container' } },
              lastState: { terminated: { exitCode: 1, reason: 'Error', finishedAt: '2026-11-25T13:55:00Z' } },
            }
          : { name: 'app', ready: true, restartCount: 0, state: { running: { startedAt } } },
      ],
    },
  };
}

function eventObject(index: number): object {
  const namespace = `team-${index % 12}`;
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `app.${index}`, namespace, uid: `event-${index}` },
    involvedObject: {
      apiVersion: 'v1',
      kind: 'Pod',
      namespace,
      name: `app-${index % 40}-7d9f8b6c5d-${index.toString(36).padStart(5, '0')}`,
    },
    type: index % 25 === 0 ? 'Warning' : 'Normal',
    reason: index % 25 === 0 ? 'BackOff' : 'Pulled',
    message: index % 25 === 0 ? 'Back-off restarting failed container app' : 'Successfully pulled image',
    count: 1 + (index % 7),
    firstTimestamp: '2026-11-25T13:00:00Z',
    lastTimestamp: new Date(Date.parse('2026-11-25T13:59:00Z') - index * 50).toISOString(),
  };
}
