import assert from 'node:assert/strict';
import { earlierAvailable } from '../../../src/rules/rollout/earlierAvailable.ts';

const placed = { spec: { nodeName: 'node-1' }, status: { phase: 'Pending' } };
const unplaced = { spec: {}, status: { phase: 'Pending' } };

function shown(updatedReplicas: number, availableReplicas: number, sick: readonly object[] = [placed]): boolean {
  const one = { metadata: { name: 'web', namespace: 'shop' }, status: { updatedReplicas, availableReplicas } };
  return earlierAvailable(one, sick).length > 0;
}

describe('That a revision before would help', () => {
  it('is shown where more pods are available than there are of the newest', () => {
    assert.ok(shown(1, 2));
    assert.ok(!shown(2, 2));
    assert.ok(!shown(1, 0));
  });

  it('is not shown where the newest has no pods, none of them fails, or one has found no node', () => {
    assert.ok(!shown(0, 2));
    assert.ok(!shown(1, 2, []));
    assert.ok(!shown(1, 2, [placed, unplaced]));
  });
});
