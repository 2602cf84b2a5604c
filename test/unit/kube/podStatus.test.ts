import assert from 'node:assert/strict';
import { load } from 'js-yaml';
import { pod } from '../../../src/kube/kinds/pod.ts';
import { podStatus } from '../../../src/kube/podStatus.ts';

/** Each case: the pod, then `READY STATUS RESTARTS` as kubectl 1.36 prints them. */
const cases: readonly (readonly [name: string, yaml: string, expected: string])[] = [
  ['nothing but a phase', '{ status: { phase: Pending } }', '0/0 Pending 0'],
  [
    'a running pod with a container that waits to start again',
    `
spec: { containers: [{ name: a }, { name: b }] }
status:
  phase: Running
  containerStatuses:
    - { name: a, ready: false, restartCount: 14, state: { waiting: { reason: CrashLoopBackOff } } }
    - { name: b, ready: true, restartCount: 1, state: { running: {} } }`,
    '1/2 CrashLoopBackOff 15',
  ],
  [
    'the first of two that ended',
    `
spec: { containers: [{ name: a }, { name: b }] }
status:
  phase: Failed
  containerStatuses:
    - { name: a, state: { terminated: { exitCode: 1, reason: Error } } }
    - { name: b, state: { terminated: { exitCode: 137, reason: OOMKilled } } }`,
    '0/2 Error 0',
  ],
  [
    'an end without a reason',
    `
spec: { containers: [{ name: a }] }
status: { phase: Failed, containerStatuses: [{ name: a, state: { terminated: { exitCode: 3 } } }] }`,
    '0/1 ExitCode:3 0',
  ],
  [
    'an end by a signal',
    `
spec: { containers: [{ name: a }] }
status: { phase: Failed, containerStatuses: [{ name: a, state: { terminated: { exitCode: 137, signal: 9 } } }] }`,
    '0/1 Signal:9 0',
  ],
  [
    'an init container that fails, with its restarts',
    `
spec: { initContainers: [{ name: i }, { name: j }], containers: [{ name: a }] }
status:
  phase: Pending
  initContainerStatuses: [{ name: i, restartCount: 3, state: { waiting: { reason: CrashLoopBackOff } } }, { name: j, restartCount: 7 }]
  containerStatuses: [{ name: a, state: { waiting: { reason: PodInitializing } } }]`,
    '0/1 Init:CrashLoopBackOff 3',
  ],
  [
    'a second init container that runs',
    `
spec: { initContainers: [{ name: i }, { name: j }], containers: [{ name: a }] }
status:
  phase: Pending
  initContainerStatuses: [{ name: i, state: { terminated: { exitCode: 0 } } }, { name: j, state: { running: {} } }]`,
    '0/1 Init:1/2 0',
  ],
  [
    'an init container that ended badly',
    `
spec: { initContainers: [{ name: i }], containers: [{ name: a }] }
status: { phase: Pending, initContainerStatuses: [{ name: i, state: { terminated: { exitCode: 2 } } }] }`,
    '0/1 Init:ExitCode:2 0',
  ],
  [
    'a started sidecar, which counts as a container',
    `
spec: { initContainers: [{ name: s, restartPolicy: Always }], containers: [{ name: a }] }
status:
  phase: Running
  conditions: [{ type: Ready, status: 'True' }]
  initContainerStatuses: [{ name: s, ready: true, started: true, restartCount: 2, state: { running: {} } }]
  containerStatuses: [{ name: a, ready: true, restartCount: 1, state: { running: {} } }]`,
    '2/2 Running 3',
  ],
  [
    'a sidecar that has not started',
    `
spec: { initContainers: [{ name: s, restartPolicy: Always }], containers: [{ name: a }] }
status: { phase: Pending, initContainerStatuses: [{ name: s, started: false, state: { running: {} } }] }`,
    '0/2 Init:0/1 0',
  ],
  [
    'restarts of plain init containers are forgotten once the app runs',
    `
spec: { initContainers: [{ name: i }], containers: [{ name: a }] }
status:
  phase: Running
  initContainerStatuses: [{ name: i, restartCount: 5, state: { terminated: { exitCode: 0, reason: Completed } } }]
  containerStatuses: [{ name: a, ready: true, restartCount: 0, state: { running: {} } }]`,
    '1/1 Running 0',
  ],
  [
    'one container done, the other serving',
    `
spec: { containers: [{ name: a }, { name: b }] }
status:
  phase: Running
  conditions: [{ type: Ready, status: 'True' }]
  containerStatuses:
    - { name: a, state: { terminated: { exitCode: 0, reason: Completed } } }
    - { name: b, ready: true, state: { running: {} } }`,
    '1/2 Running 0',
  ],
  [
    'one container done, the pod not ready',
    `
spec: { containers: [{ name: a }, { name: b }] }
status:
  phase: Running
  conditions: [{ type: Ready, status: 'False' }]
  containerStatuses:
    - { name: a, state: { terminated: { exitCode: 0, reason: Completed } } }
    - { name: b, ready: true, state: { running: {} } }`,
    '1/2 NotReady 0',
  ],
  [
    'one container done, the other failed',
    `
spec: { containers: [{ name: a }, { name: b }] }
status:
  phase: Failed
  containerStatuses:
    - { name: a, state: { terminated: { exitCode: 0, reason: Completed } } }
    - { name: b, state: { terminated: { exitCode: 1, reason: Error } } }`,
    '0/2 Error 0',
  ],
  [
    'an unmet readiness gate, which does not show',
    `
spec: { containers: [{ name: a }], readinessGates: [{ conditionType: lb.test/registered }] }
status:
  phase: Running
  conditions: [{ type: Ready, status: 'False', reason: ReadinessGatesNotReady }]
  containerStatuses: [{ name: a, ready: true, state: { running: {} } }]`,
    '1/1 Running 0',
  ],
  ['an evicted pod', '{ status: { phase: Failed, reason: Evicted } }', '0/0 Evicted 0'],
  [
    'a scheduling gate',
    `{ status: { phase: Pending, conditions: [{ type: PodScheduled, status: 'False', reason: SchedulingGated }] } }`,
    '0/0 SchedulingGated 0',
  ],
  [
    'a deletion',
    "{ metadata: { deletionTimestamp: '2026-11-25T14:00:00Z' }, status: { phase: Running } }",
    '0/0 Terminating 0',
  ],
  [
    'a deletion on a lost node',
    "{ metadata: { deletionTimestamp: '2026-11-25T14:00:00Z' }, status: { phase: Running, reason: NodeLost } }",
    '0/0 Unknown 0',
  ],
  [
    'a deletion of a finished pod',
    "{ metadata: { deletionTimestamp: '2026-11-25T14:00:00Z' }, status: { phase: Succeeded } }",
    '0/0 Succeeded 0',
  ],
];

describe('podStatus', () => {
  for (const [name, yaml, expected] of cases)
    it(`prints ${name} as kubectl does`, () => {
      const { ready, containers, status, restarts } = podStatus(pod.project(load(yaml)));
      assert.equal(`${ready}/${containers} ${status} ${restarts}`, expected);
    });

  it('takes the latest end before a restart as its time', () => {
    const { lastRestartAt } = podStatus(
      pod.project(
        load(`
spec: { containers: [{ name: a }, { name: b }] }
status:
  phase: Running
  containerStatuses:
    - { name: a, restartCount: 1, lastState: { terminated: { exitCode: 1, finishedAt: '2026-11-25T13:00:00Z' } } }
    - { name: b, restartCount: 1, lastState: { terminated: { exitCode: 1, finishedAt: '2026-11-25T13:30:00Z' } } }`),
      ),
    );
    assert.equal(lastRestartAt, Date.parse('2026-11-25T13:30:00Z'));
  });

  it('bears a status of any shape', () => {
    const absurd = { spec: { containers: 'none' }, status: { phase: 7, containerStatuses: [null, { state: 'up' }] } };
    assert.equal(podStatus(pod.project(absurd)).status, '');
  });
});
