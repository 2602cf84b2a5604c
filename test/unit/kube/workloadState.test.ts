import assert from 'node:assert/strict';
import type { DaemonSet } from '../../../src/kube/kinds/daemonSet.ts';
import type { Deployment } from '../../../src/kube/kinds/deployment.ts';
import { daemonSetState, deploymentState, statefulSetState } from '../../../src/kube/workloadState.ts';

type Status = NonNullable<Deployment['status']>;

const deployment = (status: Status, spec: Deployment['spec'] = {}) =>
  deploymentState({ metadata: { generation: 1 }, spec: { replicas: 3, ...spec }, status });
const rolledOut: Status = { observedGeneration: 1, replicas: 3, updatedReplicas: 3 };
const progressing = (reason: string): Status => ({
  ...rolledOut,
  conditions: [{ type: 'Progressing', status: 'True', reason }],
});

describe('the state of a workload', () => {
  it('takes a count that the server left out for none', () => {
    assert.deepEqual(deployment(rolledOut), { words: '0/3 ready', level: 'critical', lacking: 3 });
    assert.deepEqual(deployment(rolledOut, { paused: true }), {
      words: '0/3 ready · paused',
      level: 'critical',
      lacking: 3,
    });
    assert.deepEqual(deployment({ observedGeneration: 1, replicas: 3, readyReplicas: 3 }), {
      words: '3/3 ready · rolling out',
      level: 'ok',
    });
    const set = { metadata: { generation: 1 }, spec: { replicas: 3 }, status: { observedGeneration: 1, replicas: 3 } };
    assert.deepEqual(statefulSetState(set), { words: '0/3 ready', level: 'critical', lacking: 3 });
  });

  it('is on its way until the new pods of a Deployment were available for the first time', () => {
    for (const reason of ['NewReplicaSetCreated', 'FoundNewReplicaSet', 'ReplicaSetUpdated'])
      assert.deepEqual(deployment(progressing(reason)), { words: '0/3 ready · rolling out', level: 'starting' });
    assert.deepEqual(deployment(progressing('NewReplicaSetAvailable')), {
      words: '0/3 ready',
      level: 'critical',
      lacking: 3,
    });
  });

  it('says whether pods cannot be made or cannot be deleted', () => {
    const failing = (reason: string): Status => ({
      ...rolledOut,
      conditions: [{ type: 'ReplicaFailure', status: 'True', reason }],
    });
    assert.equal(deployment(failing('FailedCreate')).words, '0/3 ready · blocked from creating pods');
    assert.equal(deployment(failing('FailedDelete')).words, '0/3 ready · blocked from deleting pods');
  });

  it('takes a DaemonSet without updated pods for rolling out, unless it waits for somebody to delete them', () => {
    const status: DaemonSet['status'] = { observedGeneration: 1, desiredNumberScheduled: 2, numberReady: 2 };
    const state = (type: string) =>
      daemonSetState({ metadata: { generation: 1 }, spec: { updateStrategy: { type } }, status });
    assert.deepEqual(state('RollingUpdate'), { words: '2/2 ready · rolling out', level: 'ok' });
    assert.deepEqual(state('OnDelete'), { words: '2/2 ready', level: 'ok' });
  });

  it('does not say of a DaemonSet that nobody has looked at yet that it is wanted on no node', () => {
    const status = { desiredNumberScheduled: 0, numberReady: 0 };
    assert.deepEqual(daemonSetState({ metadata: { generation: 1 }, status }), {
      words: '0/0 ready · rolling out',
      level: 'ok',
    });
    assert.deepEqual(daemonSetState({ metadata: { generation: 1 }, status: { ...status, observedGeneration: 1 } }), {
      words: 'wanted on no node',
      level: 'quiet',
    });
  });
});
