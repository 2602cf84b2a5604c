import { placementRule } from './placementRule.ts';
import { allocatableField, requestFields } from './fields.ts';

export const insufficientCpu = placementRule({
  id: 'scheduling/insufficient-cpu',
  what: 'Too little cpu is free for what the pod requests',
  speaks:
    'A pod waits for a node, and where the least would have to change too little cpu is free for what it requests.',
  silent:
    'Pods that wait for less than 30 s; requests that fit; what containers use, which the scheduler does not look at.',
  evidence: ({ pod, decided: { node } }) => [
    ...requestFields(pod, 'cpu'),
    ...(node === undefined ? [] : [allocatableField(node, 'cpu')]),
  ],
  remedy: () => 'Lower its cpu request towards what it uses, let other pods request less, or add a node.',
});
