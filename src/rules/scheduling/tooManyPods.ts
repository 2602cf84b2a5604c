import { placementRule } from './placementRule.ts';
import { allocatableField } from './fields.ts';

/** As many pods as the kubelet may have (maxPods), whatever they request. */
export const tooManyPods = placementRule({
  id: 'scheduling/too-many-pods',
  what: 'The nodes have as many pods as they may',
  speaks:
    'A pod waits for a node, and where the least would have to change there are as many pods as the node may have.',
  silent: 'Nodes with room for one more pod; finished pods, which take none.',
  evidence: ({ decided: { node } }) => (node === undefined ? [] : [allocatableField(node, 'pods')]),
  remedy: () => 'Add a node, remove pods that nobody needs, or raise the maxPods of the kubelets.',
});
