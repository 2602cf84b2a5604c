import { placementRule, type Met } from './placementRule.ts';
import { allocatableField, requestFields } from './fields.ts';
import { refusedResources } from './refusedResources.ts';

export const extendedResourceAbsent = placementRule({
  id: 'scheduling/extended-resource-absent',
  what: 'The pod requests a resource that no node has',
  speaks: 'A pod waits for a node, and requests an extended resource that no node allocates any of.',
  silent: 'A resource that is only used up (scheduling/insufficient-extended-resource).',
  evidence: ({ pod, decided }: Met) =>
    refusedResources(decided).flatMap((resource) => [
      ...requestFields(pod, resource),
      ...(decided.node === undefined ? [] : [allocatableField(decided.node, resource)]),
    ]),
  remedy: () =>
    'See whether its device plugin runs on the nodes that should have it and whether the name is spelled as it registers it; else add such a node.',
});
