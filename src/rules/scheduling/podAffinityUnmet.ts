import { placementRule } from './placementRule.ts';
import { labelField, podField } from './fields.ts';

const required = 'requiredDuringSchedulingIgnoredDuringExecution';

export const podAffinityUnmet = placementRule({
  id: 'scheduling/pod-affinity-unmet',
  what: 'The pods that the pod has to be near run on no node that could take it',
  speaks:
    'A pod waits for a node, and its required pod affinity finds its pods nowhere, or where there is no room for it.',
  silent: 'Preferred pod affinity; the first pod of a group that wants to be together.',
  evidence: ({ pod, decided: { node } }) => {
    const [term] = pod.spec?.affinity?.podAffinity?.[required] ?? [];
    if (term === undefined) return [];
    const { topologyKey = '', labelSelector } = term;
    return [
      podField(pod, `spec.affinity.podAffinity.${required}[0].labelSelector`, labelSelector),
      podField(pod, `spec.affinity.podAffinity.${required}[0].topologyKey`, topologyKey),
      ...(node === undefined ? [] : [labelField(node, topologyKey)]),
    ];
  },
  remedy: () =>
    'Start the pods that it wants to be near, correct the selector or the namespace of its affinity, or make it preferred.',
});
