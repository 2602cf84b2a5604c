import assert from 'node:assert/strict';
import type { Pod } from '../../../src/kube/kinds/pod.ts';
import { unreadyEvidence } from '../../../src/kube/unreadyEvidence.ts';
import { whyUnready } from '../../../src/kube/whyUnready.ts';
import { evidenceHolds } from '../../support/evidenceHolds.ts';

const unready = { type: 'Ready', status: 'False' };

describe('Why a pod is not ready', () => {
  const cases: Readonly<Record<string, readonly [Partial<Pod>, string, string]>> = {
    'it is terminating': [
      { metadata: { deletionTimestamp: '2026-11-25T14:00:00Z' }, status: { phase: 'Running', conditions: [unready] } },
      'Terminating',
      'metadata.deletionTimestamp',
    ],
    'a container waits for a reason that is a fault': [
      {
        status: {
          conditions: [unready],
          containerStatuses: [
            { name: 'a', state: { waiting: { reason: 'ContainerCreating' } } },
            { name: 'b', state: { waiting: { reason: 'ImagePullBackOff' } } },
          ],
        },
      },
      'ImagePullBackOff',
      'status.containerStatuses[1].state.waiting.reason',
    ],
    'an init container failed': [
      {
        status: {
          initContainerStatuses: [{ name: 'a', state: { terminated: { exitCode: 1, reason: 'Error' } } }],
          containerStatuses: [{ name: 'b', state: { waiting: { reason: 'PodInitializing' } } }],
        },
      },
      'Error',
      'status.initContainerStatuses[0].state.terminated.reason',
    ],
    'a container ended with a code and no reason': [
      { status: { containerStatuses: [{ name: 'a', state: { terminated: { exitCode: 3 } } }] } },
      'exit code 3',
      'status.containerStatuses[0].state.terminated.exitCode',
    ],
    'no node takes it': [
      {
        status: { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }] },
      },
      'Unschedulable',
      'status.conditions[0].status',
    ],
    'it ended as a whole': [
      { status: { phase: 'Failed', reason: 'Evicted', conditions: [unready] } },
      'Evicted',
      'status.reason',
    ],
    'its containers run': [
      { status: { phase: 'Running', conditions: [unready] } },
      'NotReady',
      'status.conditions[0].status',
    ],
    'no kubelet has taken it up': [
      { status: { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'True' }] } },
      'Pending',
      'status.phase',
    ],
    'nothing has written its status': [{}, 'Unknown', 'status.phase'],
  };
  for (const [name, [given, word, path]] of Object.entries(cases))
    it(`${name}: ${word}, at ${path}`, () => {
      const one = { kind: 'Pod', ...given, metadata: { name: 'api-1', namespace: 'shop', ...given.metadata } };
      const why = whyUnready(one);
      assert.deepEqual([why.word, why.path], [word, path]);
      assert.ok(evidenceHolds(unreadyEvidence(one), [one]), JSON.stringify(why));
    });
});
