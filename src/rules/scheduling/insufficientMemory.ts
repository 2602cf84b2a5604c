import { placementRule } from './placementRule.ts';
import { allocatableField, requestFields } from './fields.ts';

export const insufficientMemory = placementRule({
  id: 'scheduling/insufficient-memory',
  what: 'Too little memory is free for what the pod requests',
  speaks:
    'A pod waits for a node, and where the least would have to change too little memory is free for what it requests.',
  silent:
    'Pods that wait for less than 30 s; requests that fit; what containers use, which the scheduler does not look at.',
  evidence: ({ pod, decided: { node } }) => [
    ...requestFields(pod, 'memory'),
    ...(node === undefined ? [] : [allocatableField(node, 'memory')]),
  ],
  remedy: () =>
    'Lower its memory request towards what it uses, let other pods request less, or add a node with more memory.',
});
