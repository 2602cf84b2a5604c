import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rolloutState, type RolloutPhase } from '../../../../src/kube/rollouts/rolloutState.ts';
import { rolloutStatus, type RolloutStatus } from '../../../../src/kube/rollouts/rolloutStatus.ts';
import { workloadKinds, type Workload, type WorkloadKind } from '../../../../src/kube/rollouts/workload.ts';
import { deployment } from './rolloutWorld.ts';

const of = (kind: WorkloadKind, object: object): Workload => workloadKinds[kind].project(object);

function daemonSet(desired: number, updated: number, available: number, type = 'RollingUpdate', more = {}): object {
  return {
    metadata: { name: 'web', generation: 2 },
    spec: { updateStrategy: { type } },
    status: {
      observedGeneration: 2,
      desiredNumberScheduled: desired,
      currentNumberScheduled: desired,
      updatedNumberScheduled: updated,
      numberReady: available,
      numberAvailable: available,
      ...more,
    },
  };
}

const rolling = { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } } };
const partitioned = { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } };
const exceeded = { conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }] };
const unseen = { observedGeneration: 1 };

/** The object, its phase, and the words of kubectl 1.36 for it, whole. */
const states: readonly (readonly [string, Workload, RolloutPhase, RolloutStatus['is'], string])[] = [
  [
    'a Deployment that is through',
    of('Deployment', deployment()),
    'settled',
    'done',
    'deployment "web" successfully rolled out',
  ],
  [
    'one that its controller has not seen',
    of('Deployment', deployment({}, {}, {}, unseen)),
    'not observed',
    'waiting',
    'Waiting for deployment spec update to be observed...',
  ],
  [
    'one that is scaled up',
    of('Deployment', deployment({ desired: 5, made: 3 })),
    'scaling up',
    'waiting',
    'Waiting for deployment "web" rollout to finish: 3 out of 5 new replicas have been updated...',
  ],
  [
    'one that rolls out',
    of('Deployment', deployment({ made: 4, updated: 1 })),
    'updating',
    'waiting',
    'Waiting for deployment "web" rollout to finish: 1 out of 3 new replicas have been updated...',
  ],
  [
    'one with old pods',
    of('Deployment', deployment({ made: 4, updated: 3, ready: 4 })),
    'ending old pods',
    'waiting',
    'Waiting for deployment "web" rollout to finish: 1 old replicas are pending termination...',
  ],
  [
    'one that becomes available',
    of('Deployment', deployment({ ready: 2 })),
    'becoming available',
    'waiting',
    'Waiting for deployment "web" rollout to finish: 2 of 3 updated replicas are available...',
  ],
  [
    'one that is scaled down, which kubectl takes for done',
    of('Deployment', deployment({ desired: 3, made: 5 })),
    'scaling down',
    'done',
    'deployment "web" successfully rolled out',
  ],
  [
    'one past its deadline',
    of('Deployment', deployment({ ready: 1 }, {}, {}, exceeded)),
    'deadline exceeded',
    'refused',
    'deployment "web" exceeded its progress deadline',
  ],
  [
    'a paused one with a new template',
    of('Deployment', deployment({ updated: 0, ready: 3 }, {}, { paused: true })),
    'held',
    'waiting',
    'Waiting for deployment "web" rollout to finish: 0 out of 3 new replicas have been updated...',
  ],
  [
    'a paused one in the midst of a rollout',
    of('Deployment', deployment({ made: 4, updated: 1, ready: 4 }, {}, { paused: true })),
    'held',
    'waiting',
    'Waiting for deployment "web" rollout to finish: 1 out of 3 new replicas have been updated...',
  ],
  [
    'a paused one that is scaled up',
    of('Deployment', deployment({ desired: 5, made: 3, updated: 0, ready: 3 }, {}, { paused: true })),
    'scaling up',
    'waiting',
    'Waiting for deployment "web" rollout to finish: 0 out of 5 new replicas have been updated...',
  ],
  [
    'a paused one without a new template',
    of('Deployment', deployment({}, {}, { paused: true })),
    'settled',
    'done',
    'deployment "web" successfully rolled out',
  ],
  [
    'one that is scaled to zero',
    of('Deployment', deployment({ desired: 0 })),
    'settled',
    'done',
    'deployment "web" successfully rolled out',
  ],
  [
    'a StatefulSet that is through',
    of('StatefulSet', deployment({}, {}, rolling)),
    'settled',
    'done',
    'partitioned roll out complete: 3 new pods have been updated...',
  ],
  [
    'one that waits for pods',
    of('StatefulSet', deployment({ ready: 1 }, {}, rolling)),
    'becoming available',
    'waiting',
    'Waiting for 2 pods to be ready...',
  ],
  [
    'one that rolls out',
    of('StatefulSet', deployment({ updated: 1, ready: 3 }, {}, rolling)),
    'updating',
    'waiting',
    'Waiting for partitioned roll out to finish: 1 out of 3 new pods have been updated...',
  ],
  [
    'one with a partition, through',
    of('StatefulSet', deployment({ updated: 1, ready: 3 }, {}, partitioned)),
    'settled',
    'done',
    'partitioned roll out complete: 1 new pods have been updated...',
  ],
  [
    'one with a partition, on its way',
    of('StatefulSet', deployment({ updated: 0, ready: 3 }, {}, partitioned)),
    'updating',
    'waiting',
    'Waiting for partitioned roll out to finish: 0 out of 1 new pods have been updated...',
  ],
  [
    'one under OnDelete',
    of('StatefulSet', deployment({ updated: 1, ready: 3 }, {}, { updateStrategy: { type: 'OnDelete' } })),
    'held',
    'refused',
    'rollout status is only available for RollingUpdate strategy type',
  ],
  [
    'one that was never looked at',
    of('StatefulSet', deployment({}, {}, rolling, { observedGeneration: 0 })),
    'not observed',
    'waiting',
    'Waiting for statefulset spec update to be observed...',
  ],
  [
    'a DaemonSet that is through',
    of('DaemonSet', daemonSet(4, 4, 4)),
    'settled',
    'done',
    'daemon set "web" successfully rolled out',
  ],
  [
    'one that rolls out',
    of('DaemonSet', daemonSet(4, 1, 3)),
    'updating',
    'waiting',
    'Waiting for daemon set "web" rollout to finish: 1 out of 4 new pods have been updated...',
  ],
  [
    'one that becomes available',
    of('DaemonSet', daemonSet(4, 4, 2)),
    'becoming available',
    'waiting',
    'Waiting for daemon set "web" rollout to finish: 2 of 4 updated pods are available...',
  ],
  [
    'one under OnDelete',
    of('DaemonSet', daemonSet(4, 1, 4, 'OnDelete')),
    'held',
    'refused',
    'rollout status is only available for RollingUpdate strategy type',
  ],
  [
    'one that is wanted nowhere',
    of('DaemonSet', daemonSet(0, 0, 0)),
    'settled',
    'done',
    'daemon set "web" successfully rolled out',
  ],
];

describe('where a rollout stands', () => {
  for (const [title, workload, phase, is, says] of states)
    it(`${title}: ${phase}`, () => {
      assert.equal(rolloutState(workload).phase, phase);
      assert.deepEqual(rolloutStatus(workload), { says, is });
    });

  it('tells of a ReplicaSet, of which kubectl tells nothing', () => {
    const workload = of('ReplicaSet', deployment({ ready: 1 }));
    assert.equal(rolloutStatus(workload), undefined);
    assert.equal(rolloutState(workload).phase, 'becoming available');
    assert.equal(rolloutState(of('ReplicaSet', deployment())).phase, 'settled');
  });

  it('has never settled where kubectl still waits', () => {
    const count = fc.nat(4);
    const arbitrary = fc.record({
      kind: fc.constantFrom<WorkloadKind>('Deployment', 'StatefulSet', 'DaemonSet'),
      counts: fc.record({ desired: count, made: count, updated: count, ready: count, available: count }),
      observed: fc.nat(2),
      spec: fc.constantFrom<object>(rolling, partitioned, { ...rolling, paused: true }),
      status: fc.constantFrom<object>({}, {}, exceeded),
    });
    fc.assert(
      fc.property(arbitrary, ({ kind, counts, observed, spec, status }) => {
        const { desired, updated, available, made } = counts;
        const written = { ...status, observedGeneration: observed };
        const object =
          kind === 'DaemonSet'
            ? daemonSet(desired, updated, available, 'RollingUpdate', { ...written, currentNumberScheduled: made })
            : deployment(counts, {}, spec, written);
        const workload = of(kind, object);
        if (rolloutState(workload).phase === 'settled') assert.equal(rolloutStatus(workload)?.is, 'done');
      }),
      { seed: 42, numRuns: 3000 },
    );
  });
});
