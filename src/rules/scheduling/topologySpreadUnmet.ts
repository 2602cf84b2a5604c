import { placementRule } from './placementRule.ts';
import { labelField, podField } from './fields.ts';

export const topologySpreadUnmet = placementRule({
  id: 'scheduling/topology-spread-unmet',
  what: 'On every node that could take the pod its topology spread would be broken',
  speaks:
    'A pod waits for a node, and a constraint with whenUnsatisfiable DoNotSchedule keeps it off: a domain would have too many more pods than another.',
  silent: "Constraints with ScheduleAnyway, and the scheduler's own defaults.",
  evidence: ({ pod, decided: { node } }) => {
    const constraints = pod.spec?.topologySpreadConstraints ?? [];
    const index = constraints.findIndex(({ whenUnsatisfiable }) => whenUnsatisfiable === 'DoNotSchedule');
    const own = constraints[index];
    if (own === undefined) return [];
    return [
      podField(pod, `spec.topologySpreadConstraints[${index}].maxSkew`, own.maxSkew),
      podField(pod, `spec.topologySpreadConstraints[${index}].topologyKey`, own.topologyKey),
      ...(node === undefined ? [] : [labelField(node, own.topologyKey ?? '')]),
    ];
  },
  remedy: () =>
    'Make room in the domain that has the fewest, count only nodes that can take it (nodeTaintsPolicy Honor), or let the constraint be ScheduleAnyway.',
});
