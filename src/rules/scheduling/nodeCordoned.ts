import { placementRule } from './placementRule.ts';
import { nodeField } from './fields.ts';

export const nodeCordoned = placementRule({
  id: 'scheduling/node-cordoned',
  what: 'The node that could take the pod is cordoned',
  speaks: 'A pod waits for a node, and the least to change is to uncordon one.',
  silent: 'Pods that another node takes; pods that tolerate it, as those of DaemonSets do.',
  evidence: ({ decided: { node } }) => (node === undefined ? [] : [nodeField(node, 'spec.unschedulable', true)]),
  remedy: ({ decided: { node } }) =>
    `Uncordon it when its maintenance is done${node === undefined ? '' : `: kubectl uncordon ${node.name}`}.`,
});
