import { placementRule, type Met } from './placementRule.ts';
import { allocatableField, requestFields } from './fields.ts';
import { refusedResources } from './refusedResources.ts';

export const insufficientExtendedResource = placementRule({
  id: 'scheduling/insufficient-extended-resource',
  what: 'Too little of a resource is free for what the pod requests',
  speaks:
    'A pod waits for a node, and too little is free of an extended resource (a GPU) or of huge pages that it requests.',
  silent: 'A resource that no node has (scheduling/extended-resource-absent).',
  evidence: ({ pod, decided }: Met) =>
    refusedResources(decided).flatMap((resource) => [
      ...requestFields(pod, resource),
      ...(decided.node === undefined ? [] : [allocatableField(decided.node, resource)]),
    ]),
  remedy: () => 'Wait for a pod that holds it to end, request less of it, or add a node that has it.',
});
