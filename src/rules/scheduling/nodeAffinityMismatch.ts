import type { Evidence } from '../../core/finding.ts';
import { placementRule, type Met } from './placementRule.ts';
import { labelField, podField } from './fields.ts';

const terms = 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';

export const nodeAffinityMismatch = placementRule({
  id: 'scheduling/node-affinity-mismatch',
  what: 'No node that could take the pod matches its required node affinity',
  speaks:
    'A pod waits for a node, and its required node affinity matches none that could take it, names none that exists, or contradicts itself.',
  silent: 'Preferred node affinity; labels that a nodeSelector wants (scheduling/node-selector-mismatch).',
  evidence: wanted,
  remedy: () => 'Correct the affinity, or label the nodes that are meant.',
});

/** The first requirement of the first term, and what the node has. */
function wanted({ pod, decided: { node } }: Met): readonly Evidence[] {
  const [first] =
    pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const [label] = first?.matchExpressions ?? [];
  if (label !== undefined)
    return [
      podField(pod, `${terms}[0].matchExpressions[0].key`, label.key),
      podField(pod, `${terms}[0].matchExpressions[0].values`, label.values ?? []),
      ...(node === undefined || label.key === undefined ? [] : [labelField(node, label.key)]),
    ];
  const [field] = first?.matchFields ?? [];
  return field === undefined ? [] : [podField(pod, `${terms}[0].matchFields[0].values`, field.values ?? [])];
}
