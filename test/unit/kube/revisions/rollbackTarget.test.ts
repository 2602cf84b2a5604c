import assert from 'node:assert/strict';
import { rollbackTarget } from '../../../../src/kube/revisions/rollbackTarget.ts';
import { controllerHistory, deploymentHistory, ownerOf, templateWith } from './rollingWorld.ts';

const three = [
  { number: 1, image: 'cart:1' },
  { number: 2, image: 'cart:2' },
  { number: 4, image: 'cart:4' },
];

describe('The target of a rollback, as kubectl rollout undo has it', () => {
  for (const [asked, number] of [
    [undefined, 2],
    [0, 2],
    [1, 1],
    [2, 2],
  ] as const)
    it(`of to-revision ${String(asked)} is revision ${number}, for all three kinds`, () => {
      for (const history of [
        deploymentHistory(ownerOf('Deployment', 'cart:4'), three),
        controllerHistory('StatefulSet', ownerOf('StatefulSet', 'cart:4'), three),
        controllerHistory('DaemonSet', ownerOf('DaemonSet', 'cart:4'), three),
      ]) {
        const target = rollbackTarget(history, asked);
        assert.equal(target.state, 'found', history.kind);
        assert.deepEqual([target.revision.number, target.from?.number], [number, 4]);
        assert.deepEqual(target.template, templateWith(`cart:${number}`));
        assert.equal(target.annotations !== undefined, history.kind === 'Deployment');
      }
    });

  for (const [asked, why] of [
    [3, 'was there once'],
    [-1, 'no number'],
    [9, 'is yet to come'],
  ] as const)
    it(`is unknown for to-revision ${asked}, which ${why}`, () => {
      const target = rollbackTarget(deploymentHistory(ownerOf('Deployment', 'cart:4'), three), asked);
      assert.deepEqual(target, {
        state: 'unknownRevision',
        message: `unable to find specified revision ${asked} in history`,
      });
    });

  it('is none where there is but one revision, in the words of each kind', () => {
    const one = three.slice(0, 1);
    const message = [
      deploymentHistory(ownerOf('Deployment', 'cart:1'), one),
      controllerHistory('StatefulSet', ownerOf('StatefulSet', 'cart:1'), one),
    ].map((history) => {
      const target = rollbackTarget(history);
      return target.state === 'noHistory' ? target.message : target.state;
    });
    assert.deepEqual(message, ['no rollout history found for deployment "cart"', 'no last revision to roll back to']);
  });

  it('is refused while the Deployment is paused, but an unknown revision is said first', () => {
    const history = deploymentHistory(ownerOf('Deployment', 'cart:4', { spec: { paused: true } }), three);
    assert.equal(rollbackTarget(history).state, 'paused');
    assert.equal(rollbackTarget(history, 4).state, 'paused');
    assert.equal(rollbackTarget(history, 3).state, 'unknownRevision');
  });

  it('is skipped where the template is that of the revision already, whatever the hash label', () => {
    const target = rollbackTarget(deploymentHistory(ownerOf('Deployment', 'cart:2'), three), 2);
    assert.equal(target.state, 'same');
    assert.equal(target.message, 'skipped rollback (current template already matches revision 2)');
  });

  it('restores the annotations of the ReplicaSet, and keeps those that are the Deployment’s own', () => {
    const owner = ownerOf('Deployment', 'cart:4', {
      metadata: {
        annotations: {
          'deployment.kubernetes.io/revision': '4',
          'kubectl.kubernetes.io/last-applied-configuration': '{}',
          'kubernetes.io/change-cause': 'four',
          'team.example/owner': 'gone with the rollback, as kubectl does',
        },
      },
    });
    const history = deploymentHistory(owner, [
      {
        number: 2,
        image: 'cart:2',
        annotations: {
          'kubernetes.io/change-cause': 'two',
          'deployment.kubernetes.io/desired-replicas': '2',
          'deployment.kubernetes.io/max-replicas': '3',
          'deployment.kubernetes.io/revision-history': '1',
          'kubectl.kubernetes.io/last-applied-configuration': '{"old":true}',
        },
      },
      { number: 4, image: 'cart:4' },
    ]);
    const target = rollbackTarget(history);
    assert.equal(target.state, 'found');
    assert.deepEqual(target.annotations, {
      'deployment.kubernetes.io/revision': '4',
      'kubectl.kubernetes.io/last-applied-configuration': '{}',
      'kubernetes.io/change-cause': 'two',
    });
    assert.equal(JSON.stringify(target.template).includes('pod-template-hash'), false);
  });

  it('counts a ReplicaSet without a number as revision 0, and none whose number cannot be read', () => {
    const history = deploymentHistory(ownerOf('Deployment', 'cart:4'), [
      { number: 'four', image: 'cart:0' },
      { number: 1, image: 'cart:1' },
      { number: 4, image: 'cart:4' },
    ]);
    assert.deepEqual(
      history.revisions.map(({ number }) => number),
      [1, 4],
    );
  });
});
