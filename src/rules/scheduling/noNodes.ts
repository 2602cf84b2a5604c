import { placementRule } from './placementRule.ts';
import { podField } from './fields.ts';

export const noNodes = placementRule({
  id: 'scheduling/no-nodes',
  what: 'No pod can run',
  speaks: 'A pod waits for a node, and there is none in the cluster.',
  silent: 'Nodes that could not be read, which is a gap.',
  evidence: ({ pod }) => [podField(pod, 'spec.nodeName', pod.spec?.nodeName)],
  remedy: () => 'Add a node, or see why the node pool is empty: scaled to zero, machines that do not join.',
});
