import { hasLabels } from '../../kube/scheduling/matchesNode.ts';
import { placementRule, type Met } from './placementRule.ts';
import { labelField, podField, step } from './fields.ts';

export const nodeSelectorMismatch = placementRule({
  id: 'scheduling/node-selector-mismatch',
  what: 'No node that could take the pod has the labels of its nodeSelector',
  speaks:
    'A pod waits for a node, and where the least would have to change a label of its nodeSelector is missing or has another value.',
  silent: 'Node affinity that is only preferred.',
  evidence: (met) =>
    missing(met).flatMap(([key, value]) => [
      podField(met.pod, `spec.nodeSelector${step(key)}`, value),
      ...(met.decided.node === undefined ? [] : [labelField(met.decided.node, key)]),
    ]),
  remedy: (met) =>
    `Label a node so (kubectl label node NAME ${missing(met)
      .map(([key, value]) => `${key}=${value}`)
      .join(' ')}), or correct the nodeSelector.`,
});

function missing({ pod, decided: { node } }: Met): readonly (readonly [string, string])[] {
  return Object.entries(pod.spec?.nodeSelector ?? {}).filter(
    ([key, value]) => node === undefined || !hasLabels({ [key]: value }, node),
  );
}
