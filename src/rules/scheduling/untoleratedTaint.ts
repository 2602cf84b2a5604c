import { placementRule } from './placementRule.ts';
import { nodeField } from './fields.ts';
import { untoleratedBesideCordon } from '../../kube/scheduling/tolerates.ts';

/** PreferNoSchedule keeps nobody off. */
export const untoleratedTaint = placementRule({
  id: 'scheduling/untolerated-taint',
  what: 'The nodes that could take the pod have a taint that it does not tolerate',
  speaks: 'A pod waits for a node, and where the least would have to change a taint keeps it off.',
  silent:
    'The taints of control planes and of a few nodes that are kept for others, where another change helps; taints with effect PreferNoSchedule; cordoned nodes (scheduling/node-cordoned).',
  evidence: ({ pod, decided: { node } }) => {
    if (node === undefined) return [];
    const against = untoleratedBesideCordon(node.node, pod.spec?.tolerations);
    return against.map(({ key }) =>
      nodeField(node, `spec.taints[${node.node.spec?.taints?.findIndex((taint) => taint.key === key) ?? 0}].key`, key),
    );
  },
  remedy: () =>
    'Give the pod a toleration only where such nodes are meant for it; else take the taint off, or add nodes without it.',
});
