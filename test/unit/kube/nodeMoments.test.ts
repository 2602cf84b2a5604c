import assert from 'node:assert/strict';
import { nodeMoments } from '../../../src/kube/timeline/nodeMoments.ts';

describe('The moments of a node', () => {
  const severityOf = (key: string): string | undefined =>
    nodeMoments({
      metadata: { name: 'node-1' },
      spec: { taints: [{ key, effect: 'NoSchedule', timeAdded: '2026-11-25T12:00:00Z' }] },
    })[0]?.severity;

  for (const key of ['not-ready', 'unreachable', 'disk-pressure'])
    it(`a taint ${key} of the node controller is trouble`, () =>
      assert.equal(severityOf(`node.kubernetes.io/${key}`), 'warning'));

  for (const key of ['node.kubernetes.io/unschedulable', 'dedicated', 'ToBeDeletedByClusterAutoscaler'])
    it(`a taint ${key} is somebody's will and no failure`, () => assert.equal(severityOf(key), 'info'));
});
