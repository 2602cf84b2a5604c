import assert from 'node:assert/strict';
import { failedScheduling } from '../../../../src/kube/scheduling/failedScheduling.ts';

describe('The message of FailedScheduling', () => {
  const cases: Readonly<Record<string, readonly [string, ReturnType<typeof failedScheduling>]>> = {
    'counts reasons': [
      '0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had untolerated taint(s). preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
      {
        nodes: 3,
        reasons: [
          { nodes: 1, reason: 'Insufficient cpu' },
          { nodes: 2, reason: 'node(s) had untolerated taint(s)' },
        ],
      },
    ],
    'of an older server names the taint, whose braces and commas are its own': [
      "0/2 nodes are available: 1 node(s) had untolerated taint {dedicated: a, b}, 1 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/2 nodes are available.",
      {
        nodes: 2,
        reasons: [
          { nodes: 1, reason: 'node(s) had untolerated taint {dedicated: a, b}' },
          { nodes: 1, reason: "node(s) didn't match Pod's node affinity/selector" },
        ],
      },
    ],
    'may tell what was decided before': [
      '0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims. preemption: 0/3 nodes are available.',
      { nodes: 3, before: 'pod has unbound immediate PersistentVolumeClaims', reasons: [] },
    ],
    'without nodes is another text': ['no nodes available to schedule pods', undefined],
  };
  for (const [name, [message, expected]] of Object.entries(cases))
    it(name, () => assert.deepEqual(failedScheduling(message), expected));
});
