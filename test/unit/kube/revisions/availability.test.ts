import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/core/json.ts';
import { pod, type Pod } from '../../../../src/kube/kinds/pod.ts';
import { availabilityOf, lastKnownGood, type Witness } from '../../../../src/kube/revisions/availability.ts';
import { currentRevisionWitness } from '../../../../src/kube/revisions/currentRevisionWitness.ts';
import { currentRevision, type RevisionHistory } from '../../../../src/kube/revisions/history.ts';
import { podsWitness } from '../../../../src/kube/revisions/podsWitness.ts';
import { replicasWitness } from '../../../../src/kube/revisions/replicasWitness.ts';
import { rolloutWitness } from '../../../../src/kube/revisions/rolloutWitness.ts';
import { controllerHistory, deploymentHistory, ownerOf } from './rollingWorld.ts';

/** `yes: NewReplicaSetAvailable`, by revision. */
function said(history: RevisionHistory, pods: readonly Pod[] = []): Readonly<Record<string, string>> {
  const witnesses = witnessesOf(history, pods);
  return Object.fromEntries(
    history.revisions.map((one) => {
      const { state, source } = availabilityOf(one, witnesses);
      return [one.number, state === 'unknown' ? state : `${state}: ${source}`];
    }),
  );
}

function witnessesOf(history: RevisionHistory, pods: readonly Pod[] = []): readonly Witness[] {
  return [podsWitness(pods), rolloutWitness(history), replicasWitness(history), currentRevisionWitness(history)];
}

function progressing(reason: string, more: JsonObject = {}): { readonly status: JsonObject } {
  return { status: { observedGeneration: 4, conditions: [{ type: 'Progressing', status: 'True', reason }], ...more } };
}

const old = { number: 1, image: 'cart:1' };
const current = { number: 2, image: 'cart:2', wanted: 2 };

describe('Whether a Deployment’s revision was ever available', () => {
  for (const [reason, word] of [
    ['NewReplicaSetAvailable', 'yes: NewReplicaSetAvailable'],
    ['ProgressDeadlineExceeded', 'no: ProgressDeadlineExceeded'],
    ['NewReplicaSetCreated', 'no: NewReplicaSetCreated: its rollout is not done'],
    ['ReplicaSetUpdated', 'no: ReplicaSetUpdated: its rollout is not done'],
    ['DeploymentPaused', 'unknown'],
    ['DeploymentResumed', 'unknown'],
    ['FoundNewReplicaSet', 'unknown'],
  ] as const)
    it(`is ${word} of the newest with ${reason}, and unknown of the one before`, () => {
      const history = deploymentHistory(ownerOf('Deployment', 'cart:2', progressing(reason)), [old, current]);
      assert.deepEqual(said(history), { 1: 'unknown', 2: word });
    });

  it('says how many pods it has where nothing tells, and not that it has none', () => {
    const history = deploymentHistory(ownerOf('Deployment', 'cart:2', progressing('DeploymentPaused')), [
      { number: 1, image: 'cart:1' },
      { number: 2, image: 'cart:2', wanted: 1 },
    ]);
    const seen = history.revisions.map((one) => ({ ...one, pods: { wanted: 1, made: one.number - 1, available: 0 } }));
    assert.deepEqual(
      seen.map((one) => availabilityOf(one, []).source),
      [
        'no pods of it now, and nothing else that is kept tells',
        '0 of 1 pod available now, and nothing else that is kept tells',
      ],
    );
  });

  it('is not told by a condition that is of the change before', () => {
    const stale = { ...progressing('NewReplicaSetAvailable', { observedGeneration: 3 }) };
    assert.equal(said(deploymentHistory(ownerOf('Deployment', 'cart:2', stale), [old, current]))[2], 'unknown');
  });

  it('is not told by a rollout of no pods', () => {
    const owner = ownerOf('Deployment', 'cart:2', { ...progressing('NewReplicaSetAvailable'), spec: { replicas: 0 } });
    assert.equal(said(deploymentHistory(owner, [old, { ...current, wanted: 0 }]))[2], 'unknown');
  });

  it('is not denied for what was rolled back to: it may have been available under its earlier number', () => {
    const owner = ownerOf('Deployment', 'cart:1', progressing('ProgressDeadlineExceeded'));
    const back = { number: 3, image: 'cart:1', annotations: { 'deployment.kubernetes.io/revision-history': '1' } };
    const history = deploymentHistory(owner, [{ number: 2, image: 'cart:2' }, back]);
    assert.equal(said(history)[3], 'unknown');
    assert.deepEqual(currentRevision(history)?.earlierNumbers, [1]);
  });

  it('is seen of an old one by its pods, and of the newest by all of them only', () => {
    const owner = ownerOf('Deployment', 'cart:2', progressing('ProgressDeadlineExceeded'));
    const history = deploymentHistory(owner, [
      { ...old, available: 1 },
      { ...current, available: 1 },
    ]);
    assert.deepEqual(said(history), { 1: 'yes: 1 pod available now', 2: 'no: ProgressDeadlineExceeded' });
    assert.equal(lastKnownGood(history.revisions, currentRevision(history), witnessesOf(history))?.number, 1);
  });

  it('makes no last known good one of the newest itself, nor of unknown ones', () => {
    const owner = ownerOf('Deployment', 'cart:2', progressing('NewReplicaSetAvailable'));
    const history = deploymentHistory(owner, [old, current]);
    assert.equal(lastKnownGood(history.revisions, currentRevision(history), witnessesOf(history)), undefined);
  });
});

const readyPod = (hash: string, ready = 'True', more: object = {}): Pod =>
  pod.project({
    metadata: { name: 'p', labels: { 'controller-revision-hash': hash }, ...more },
    status: { conditions: [{ type: 'Ready', status: ready }] },
  });

const first = { number: 1, image: 'cart:1', createdAt: '2026-11-25T09:00:00Z' };
const second = { number: 2, image: 'cart:2', createdAt: '2026-11-25T11:00:00Z' };

describe('Whether a StatefulSet’s or DaemonSet’s revision was ever available', () => {
  it('is seen by pods that are ready and stay, of each kind by its own mark', () => {
    const set = controllerHistory('StatefulSet', ownerOf('StatefulSet', 'cart:2'), [first, second]);
    assert.deepEqual(said(set, [readyPod('statefulset-cart1')]), { 1: 'yes: 1 pod ready now', 2: 'unknown' });
    const daemons = controllerHistory('DaemonSet', ownerOf('DaemonSet', 'cart:2'), [first, second]);
    const pods = [readyPod('cart1'), readyPod('cart1'), readyPod('cart2', 'False')];
    assert.deepEqual(said(daemons, pods), { 1: 'yes: 2 pods ready now', 2: 'unknown' });
    const going = readyPod('cart2', 'True', { deletionTimestamp: '2026-11-25T12:00:00Z' });
    assert.equal(said(daemons, [going])[2], 'unknown');
  });

  it('is told by status.currentRevision of a later one, not of the first, and not where no pods are wanted', () => {
    const at = (name: string, spec: JsonObject = {}): RevisionHistory =>
      controllerHistory(
        'StatefulSet',
        ownerOf('StatefulSet', 'cart:2', { spec, status: { observedGeneration: 4, currentRevision: name } }),
        [first, second],
      );
    assert.deepEqual(said(at('statefulset-cart2')), { 1: 'unknown', 2: 'yes: status.currentRevision' });
    assert.deepEqual(said(at('statefulset-cart1')), { 1: 'unknown', 2: 'unknown' });
    assert.deepEqual(said(at('statefulset-cart2', { replicas: 0 })), { 1: 'unknown', 2: 'unknown' });
  });
});
