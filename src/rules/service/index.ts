import type { AnyRule } from '../../core/rule.ts';
import { addressFamilyUnmatched } from './addressFamilyUnmatched.ts';
import { endpointsDisagree } from './endpointsDisagree.ts';
import { endpointsMissing } from './endpointsMissing.ts';
import { externalNameInvalid } from './externalNameInvalid.ts';
import { loadBalancerPending } from './loadBalancerPending.ts';
import { localTrafficGap } from './localTrafficGap.ts';
import { noReadyEndpoints } from './noReadyEndpoints.ts';
import { protocolMismatch } from './protocolMismatch.ts';
import { selectorMatchesNothing } from './selectorMatchesNothing.ts';
import { selectsSeveralWorkloads } from './selectsSeveralWorkloads.ts';
import { someEndpointsNotReady } from './someEndpointsNotReady.ts';
import { targetPortUnmatched } from './targetPortUnmatched.ts';

export const serviceRules: readonly AnyRule[] = [
  selectorMatchesNothing,
  noReadyEndpoints,
  someEndpointsNotReady,
  targetPortUnmatched,
  protocolMismatch,
  endpointsDisagree,
  endpointsMissing,
  loadBalancerPending,
  localTrafficGap,
  externalNameInvalid,
  addressFamilyUnmatched,
  selectsSeveralWorkloads,
];
