import assert from 'node:assert/strict';
import fc from 'fast-check';
import { schedulingVerdict } from '../../../../src/kube/scheduling/schedulingVerdict.ts';
import { changed, smallestChange } from '../../../../src/kube/scheduling/smallestChange.ts';
import { schedulingCase } from '../../../judge/scheduling/schedulingCase.ts';
import { generatedCluster } from './generatedCluster.ts';

describe('The smallest change that lets a pod schedule', () => {
  it('lets it schedule, over generated clusters', () => {
    let found = 0;
    fc.assert(
      fc.property(schedulingCase, (one) => {
        const { cluster, pod } = generatedCluster(one);
        const verdict = schedulingVerdict(pod, cluster);
        const change = smallestChange(pod, cluster, verdict);
        if (change === undefined) return;
        found++;
        const node = cluster.nodes.find(({ name }) => name === change.node);
        assert.ok(node);
        const after = changed(change, pod, node);
        const nodes = cluster.nodes.map((other) => (other === node ? after.node : other));
        const again = schedulingVerdict(after.pod, { ...cluster, nodes });
        assert.deepEqual(again.nodes.find(({ node: name }) => name === change.node)?.refusals, [], words(change));
      }),
      { numRuns: 500, seed: 42 },
    );
    assert.ok(found > 100, `${found} of 500 cases had a change to find`);
  });

  it('is none where the pod fits, and none where it is held back', () => {
    fc.assert(
      fc.property(schedulingCase, (one) => {
        const { cluster, pod } = generatedCluster(one);
        const verdict = schedulingVerdict(pod, cluster);
        if (verdict.held !== undefined || verdict.nodes.some(({ refusals }) => refusals.length === 0))
          assert.equal(smallestChange(pod, cluster, verdict), undefined);
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});

function words({ changes }: { readonly changes: readonly { readonly words: string }[] }): string {
  return changes.map((one) => one.words).join(' and ');
}
