import assert from 'node:assert/strict';
import type { Effect } from '../../../src/core/draft.ts';
import { verifyEffect } from '../../../src/changes/verify/verifyEffect.ts';
import { crashed, deployment, pod, replicaSet, scripted } from '../kube/rollouts/rolloutWorld.ts';
import { node } from '../rules/objects.ts';
import type { ScriptedCluster } from '../tree/scriptedCluster.ts';

const web = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' };
const undo = 'kube-sre undo 01J';

function verify(world: ScriptedCluster, effect: Effect, seconds = 1, signal = new AbortController().signal) {
  return verifyEffect(world.cluster, effect, { seconds, undo }, signal);
}

const evicted: Effect = {
  type: 'replacement',
  object: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web-new-0' },
  controller: { apiVersion: 'apps/v1', kind: 'ReplicaSet', namespace: 'shop', name: 'web-new' },
};
const rollout: Effect = { type: 'rollout', object: web };

describe('What becomes of a change', () => {
  it('has nothing to find where it settles', async () => {
    const { verified, findings, gaps } = await verify(scripted(deployment({}), pod('web-new-1')), rollout);
    assert.deepEqual({ ...verified, seconds: 0 }, { settled: true, ready: 3, seconds: 0 });
    assert.deepEqual([findings, gaps], [[], []]);
  });

  it('is told by the rules about the pods that fail, and then that it has not settled', async () => {
    const world = scripted(deployment({ updated: 1, ready: 2 }), pod('web-new-1', crashed(6)), node('node-1'));
    const { verified, findings } = await verify(world, rollout);
    assert.equal(verified.settled, false);
    assert.match(
      verified.because ?? '',
      /^1 of 3 pods are updated; pod web-new-1, container app: CrashLoopBackOff \(6 restarts/,
    );
    assert.ok(findings.some(({ rule, object }) => rule === 'container/crash-loop' && object.name === 'web-new-1'));
    const last = findings.at(-1);
    assert.deepEqual([last?.rule, last?.severity, last?.object], ['change/not-settled', 'critical', web]);
    assert.deepEqual(last?.evidence, [{ object: web, path: 'status.readyReplicas', value: 2 }]);
    assert.equal(last.remedy, 'Mend what holds it up, or take it back: kube-sre undo 01J.');
  });

  it('is told by the rules about the workload where a quota lets no pods be made', async () => {
    const message =
      'pods "web-new-" is forbidden: exceeded quota: small, requested: pods=1, used: pods=2, limited: pods=2';
    const refused = { conditions: [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message }] };
    const { verified, findings } = await verify(
      scripted(deployment({ made: 2 }, {}, {}, refused), pod('web-new-1')),
      rollout,
    );
    assert.match(verified.because ?? '', /nothing has moved for 1 s; the server does not let it make pods: pods "web/);
    assert.deepEqual(
      findings.map(({ rule, severity }) => `${severity} ${rule}`),
      ['critical quota/blocks', 'critical rollout/create-refused', 'warning change/not-settled'],
    );
  });

  it('is a finding of its own where no rule knows why', async () => {
    const { findings } = await verify(scripted(deployment({ ready: 2 }), pod('web-new-1')), rollout);
    assert.deepEqual(
      findings.map(({ rule, severity }) => `${severity} ${rule}`),
      ['warning change/not-settled'],
    );
  });

  it('of an evicted pod is told by what holds up the one in its place', async () => {
    const made = pod('web-new-1', crashed(6), { metadata: { creationTimestamp: '2026-11-25T14:00:00Z' } });
    const world = scripted(deployment({ ready: 2 }), made, node('node-1'));
    const { verified, findings } = await verify(world, evicted);
    assert.equal(verified.replacement, 'web-new-1');
    assert.ok(findings.some(({ rule }) => rule === 'container/crash-loop'));
    const last = findings.at(-1);
    assert.deepEqual([last?.rule, last?.object.name], ['change/not-settled', 'web-new-1']);
    assert.deepEqual(last?.evidence, [
      { object: last?.object, path: 'status.containerStatuses[0].restartCount', value: 6 },
    ]);
  });

  it('of an evicted pod is told by its controller where that makes no other', async () => {
    const { findings } = await verify(scripted(replicaSet('new', '2')), evicted);
    assert.deepEqual(
      findings.map(({ rule, object, message }) => [rule, object.name, message]),
      [
        [
          'change/not-settled',
          'web-new',
          'The change is written, and has not settled: ReplicaSet web-new has made no other pod yet.',
        ],
      ],
    );
  });

  it('leaves a gap where it may not be watched, and a cancelled call neither', async () => {
    const gone: Effect = { type: 'rollout', object: { ...web, name: 'other' } };
    const unseen = await verify(scripted(deployment({})), gone);
    assert.match(unseen.verified.because ?? '', /^it could not be watched: /);
    assert.deepEqual(
      [unseen.findings, unseen.gaps.map(({ wanted }) => wanted)],
      [[], ['what has become of the change']],
    );
    const cancelled = await verify(scripted(deployment({})), rollout, 1, AbortSignal.abort());
    assert.deepEqual([cancelled.findings, cancelled.gaps], [[], []]);
  });
});
