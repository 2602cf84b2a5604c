import assert from 'node:assert/strict';
import { load } from 'js-yaml';
import { pod } from '../../../src/kube/kinds/pod.ts';
import { levelAt } from '../../../src/kube/podHealth.ts';
import { podSummary } from '../../../src/kube/podSummary.ts';

const now = Date.parse('2026-11-25T14:00:00Z');

/** Each case: the pod as YAML, the level at 14:00. */
const cases: readonly (readonly [name: string, level: string, yaml: string])[] = [
  [
    'a ready pod',
    'ok',
    `{ status: { phase: Running, conditions: [{ type: Ready, status: 'True' }] }, spec: { nodeName: n } }`,
  ],
  ['a finished pod', 'quiet', '{ status: { phase: Succeeded } }'],
  ['a failed pod', 'critical', '{ status: { phase: Failed } }'],
  [
    'a failed pod of a Job, which the Job replaces',
    'warning',
    `{ metadata: { ownerReferences: [{ kind: Job, name: j, controller: true }] }, status: { phase: Failed } }`,
  ],
  [
    'a pod that waits for a node for ten seconds',
    'starting',
    `{ metadata: { creationTimestamp: '2026-11-25T13:59:50Z' }, status: { phase: Pending } }`,
  ],
  [
    'a pod that waits for a node for a minute',
    'critical',
    `{ metadata: { creationTimestamp: '2026-11-25T13:59:00Z' }, status: { phase: Pending } }`,
  ],
  [
    'a pod whose container is being made',
    'starting',
    `
metadata: { creationTimestamp: '2026-11-25T13:59:00Z' }
spec: { nodeName: n, containers: [{ name: a }] }
status: { phase: Pending, containerStatuses: [{ name: a, state: { waiting: { reason: ContainerCreating } } }] }`,
  ],
  [
    'the same an hour later',
    'warning',
    `
metadata: { creationTimestamp: '2026-11-25T12:59:00Z' }
spec: { nodeName: n, containers: [{ name: a }] }
status: { phase: Pending, containerStatuses: [{ name: a, state: { waiting: { reason: ContainerCreating } } }] }`,
  ],
  [
    'an image that cannot be pulled',
    'critical',
    `
metadata: { creationTimestamp: '2026-11-25T13:59:50Z' }
spec: { nodeName: n, containers: [{ name: a }] }
status: { phase: Pending, containerStatuses: [{ name: a, state: { waiting: { reason: ImagePullBackOff } } }] }`,
  ],
  [
    'an init container that crashes',
    'critical',
    `
spec: { nodeName: n, initContainers: [{ name: i }], containers: [{ name: a }] }
status: { phase: Pending, initContainerStatuses: [{ name: i, state: { waiting: { reason: CrashLoopBackOff } } }] }`,
  ],
  [
    'a pod that is running within what its probes allow',
    'starting',
    `
metadata: { creationTimestamp: '2026-11-25T13:57:00Z' }
spec: { nodeName: n, containers: [{ name: a, startupProbe: { failureThreshold: 30, periodSeconds: 10 } }] }
status:
  phase: Running
  conditions: [{ type: Ready, status: 'False' }]
  containerStatuses: [{ name: a, ready: false, state: { running: { startedAt: '2026-11-25T13:57:00Z' } } }]`,
  ],
  [
    'a phase Running whose container is not ready for long',
    'warning',
    `
metadata: { creationTimestamp: '2026-11-25T12:00:00Z' }
spec: { nodeName: n, containers: [{ name: a, readinessProbe: { periodSeconds: 10 } }] }
status:
  phase: Running
  conditions: [{ type: Ready, status: 'False' }]
  containerStatuses: [{ name: a, ready: false, state: { running: { startedAt: '2026-11-25T12:00:00Z' } } }]`,
  ],
  [
    'a ready pod that restarted ten minutes ago',
    'warning',
    `
spec: { nodeName: n, containers: [{ name: a }] }
status:
  phase: Running
  conditions: [{ type: Ready, status: 'True' }]
  containerStatuses:
    - { name: a, ready: true, restartCount: 2, state: { running: {} }, lastState: { terminated: { exitCode: 137, finishedAt: '2026-11-25T13:50:00Z' } } }`,
  ],
  [
    'a ready pod that restarted yesterday',
    'ok',
    `
spec: { nodeName: n, containers: [{ name: a }] }
status:
  phase: Running
  conditions: [{ type: Ready, status: 'True' }]
  containerStatuses:
    - { name: a, ready: true, restartCount: 200, state: { running: {} }, lastState: { terminated: { exitCode: 137, finishedAt: '2026-11-24T13:50:00Z' } } }`,
  ],
  [
    'a readiness gate that nobody sets',
    'critical',
    `
metadata: { creationTimestamp: '2026-11-25T13:00:00Z' }
spec: { nodeName: n, containers: [{ name: a }], readinessGates: [{ conditionType: lb.test/registered }] }
status:
  phase: Running
  conditions:
    - { type: Ready, status: 'False' }
    - { type: ContainersReady, status: 'True', lastTransitionTime: '2026-11-25T13:01:00Z' }
  containerStatuses: [{ name: a, ready: true, state: { running: {} } }]`,
  ],
  [
    'a deletion within its grace period',
    'quiet',
    `{ metadata: { deletionTimestamp: '2026-11-25T14:00:10Z' }, status: { phase: Running } }`,
  ],
  [
    'a deletion that hangs',
    'critical',
    `{ metadata: { deletionTimestamp: '2026-11-25T13:50:00Z' }, status: { phase: Running } }`,
  ],
  [
    'a container that ends well again and again though it should run for ever',
    'critical',
    `
spec: { nodeName: n, restartPolicy: Always, containers: [{ name: a }] }
status:
  phase: Running
  containerStatuses: [{ name: a, restartCount: 5, state: { terminated: { exitCode: 0, reason: Completed } } }]`,
  ],
  [
    'a sidecar beside a ready container',
    'ok',
    `
spec: { nodeName: n, initContainers: [{ name: s, restartPolicy: Always }], containers: [{ name: a }] }
status:
  phase: Running
  conditions: [{ type: Ready, status: 'True' }]
  initContainerStatuses: [{ name: s, ready: true, started: true, state: { running: {} } }]
  containerStatuses: [{ name: a, ready: true, state: { running: {} } }]`,
  ],
];

describe('podHealth', () => {
  for (const [name, level, yaml] of cases)
    it(`takes ${name} as ${level}`, () => {
      assert.equal(levelAt(podSummary(pod.project(load(yaml))), now), level);
    });
});
