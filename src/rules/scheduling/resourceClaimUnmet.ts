import { placementRule } from './placementRule.ts';

/** Dynamic resource allocation is judged by the scheduler's words alone. */
export const resourceClaimUnmet = placementRule({
  id: 'scheduling/resource-claim-unmet',
  what: 'The devices that the pod claims cannot be had',
  speaks:
    'A pod waits for a node, and the scheduler says that its resource claims (dynamic resource allocation) cannot be allocated.',
  silent: 'Extended resources of device plugins (scheduling/insufficient-extended-resource).',
  evidence: () => [],
  remedy: () =>
    'See the ResourceClaim and its DeviceClass, and the ResourceSlices that the driver of the nodes publishes.',
});
