import { placementRule } from './placementRule.ts';
import { allocatableField, requestFields } from './fields.ts';

export const insufficientEphemeralStorage = placementRule({
  id: 'scheduling/insufficient-ephemeral-storage',
  what: 'Too little local storage is free for what the pod requests',
  speaks:
    'A pod waits for a node, and where the least would have to change too little ephemeral-storage is free for what it requests.',
  silent:
    'Pods that wait for less than 30 s; requests that fit; what containers use, which the scheduler does not look at.',
  evidence: ({ pod, decided: { node } }) => [
    ...requestFields(pod, 'ephemeral-storage'),
    ...(node === undefined ? [] : [allocatableField(node, 'ephemeral-storage')]),
  ],
  remedy: () => 'Lower its ephemeral-storage request, use a volume instead, or add a node with a larger disk.',
});
