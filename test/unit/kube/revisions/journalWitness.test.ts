import assert from 'node:assert/strict';
import type { SeenAvailable } from '../../../../src/core/witnessed.ts';
import { availabilityOf, lastKnownGood } from '../../../../src/kube/revisions/availability.ts';
import { availableTemplate } from '../../../../src/kube/revisions/availableTemplate.ts';
import { currentRevision } from '../../../../src/kube/revisions/history.ts';
import { journalWitness } from '../../../../src/kube/revisions/journalWitness.ts';
import type { RollingKind } from '../../../../src/kube/revisions/rollingKind.ts';
import { rolloutWitness } from '../../../../src/kube/revisions/rolloutWitness.ts';
import { templateMark } from '../../../../src/kube/revisions/templateMark.ts';
import { deploymentHistory, ownerOf, templateWith } from './rollingWorld.ts';

const saw = (image: string, when: SeenAvailable['when'] = 'after'): SeenAvailable => ({
  template: templateMark(templateWith(image), 'salt'),
  at: '2026-11-25T14:02:11.123Z',
  change: '01J',
  when,
});

describe('What our journal saw of a revision', () => {
  const owner = ownerOf('Deployment', 'cart:3');
  const kept = [
    { number: 1, image: 'cart:1' },
    { number: 2, image: 'cart:2' },
    { number: 3, image: 'cart:3' },
  ];

  it('makes it known, says when and by which change, and denies none of the others', () => {
    const history = deploymentHistory(owner, kept);
    const witnesses = [journalWitness([saw('cart:1'), saw('cart:2', 'before')], 'salt')];
    assert.deepEqual(
      history.revisions.map((one) => availabilityOf(one, witnesses)),
      [
        { state: 'yes', source: 'our journal: rolled out and settled 2026-11-25T14:02:11Z (change 01J)' },
        { state: 'yes', source: 'our journal: all its pods were available 2026-11-25T14:02:11Z (before change 01J)' },
        { state: 'unknown', source: 'no pods of it now, and nothing else that is kept tells' },
      ],
    );
    assert.equal(lastKnownGood(history.revisions, currentRevision(history), witnesses)?.number, 2);
  });

  it('stays with the template when a rollback gives it another number, and the number goes to nobody else', () => {
    const again = { number: 4, image: 'cart:1', annotations: { 'deployment.kubernetes.io/revision-history': '1' } };
    const history = deploymentHistory(ownerOf('Deployment', 'cart:1'), [...kept.slice(1), again]);
    const witnesses = [journalWitness([saw('cart:1')], 'salt')];
    assert.deepEqual(
      history.revisions.map((one) => [one.number, availabilityOf(one, witnesses).state]),
      [
        [2, 'unknown'],
        [3, 'unknown'],
        [4, 'yes'],
      ],
    );
  });

  it('is believed where its rollout of today is not done', () => {
    const conditions = [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }];
    const history = deploymentHistory(ownerOf('Deployment', 'cart:3', { status: { conditions } }), kept);
    const witnesses = [rolloutWitness(history), journalWitness([saw('cart:3')], 'salt')];
    assert.equal(history.revisions.map((one) => availabilityOf(one, witnesses).state).at(-1), 'yes');
  });

  it('is nothing by another salt', () => {
    const history = deploymentHistory(owner, kept);
    const witnesses = [journalWitness([saw('cart:1')], 'another')];
    assert.ok(history.revisions.every((one) => availabilityOf(one, witnesses).state === 'unknown'));
  });
});

const whole = {
  Deployment: { replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2 },
  StatefulSet: {
    replicas: 2,
    updatedReplicas: 2,
    readyReplicas: 2,
    availableReplicas: 2,
    currentRevision: 'a',
    updateRevision: 'a',
  },
  DaemonSet: {
    desiredNumberScheduled: 2,
    currentNumberScheduled: 2,
    updatedNumberScheduled: 2,
    numberReady: 2,
    numberAvailable: 2,
  },
};

describe('The template of a workload all of whose pods are available', () => {
  for (const [kind, status, none, some] of [
    ['Deployment', whole.Deployment, { replicas: 0 }, ['updatedReplicas', 'availableReplicas', 'replicas']],
    ['StatefulSet', whole.StatefulSet, { replicas: 0 }, ['updatedReplicas', 'readyReplicas', 'availableReplicas']],
    ['DaemonSet', whole.DaemonSet, {}, ['updatedNumberScheduled', 'numberAvailable']],
  ] as const) {
    const of = (more: object = {}, spec: object = {}): object | undefined =>
      availableTemplate(
        kind satisfies RollingKind,
        ownerOf(kind, 'cart:1', { status: { ...status, ...more }, spec: { ...spec } }),
      );
    it(`is told by the status of a ${kind}`, () => assert.deepEqual(of(), templateWith('cart:1')));
    for (const count of some)
      it(`is not told by a ${kind} with ${count} 1 of 2`, () => assert.equal(of({ [count]: 1 }), undefined));
    it(`is not told by a ${kind} whose last change is not observed, nor of no pods`, () => {
      assert.equal(of({ observedGeneration: 3 }), undefined);
      const zero = Object.fromEntries(Object.keys(status).map((key) => [key, 0]));
      assert.equal(of(zero, none), undefined);
    });
  }

  it('is not told by pods that a partition keeps at the revision before', () => {
    const spec = { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } } };
    const status = { ...whole.StatefulSet, updatedReplicas: 1, updateRevision: 'b' };
    assert.equal(availableTemplate('StatefulSet', ownerOf('StatefulSet', 'cart:1', { spec, status })), undefined);
  });
});
