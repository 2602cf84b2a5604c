import type { AnyRule } from '../core/rule.ts';
import { dnsRules } from './dns/index.ts';
import { gatewayRules } from './gateway/index.ts';
import { ingressRules } from './ingress/index.ts';
import { namespaceRules } from './namespace/index.ts';
import { nodeRules } from './node/index.ts';
import { podRules } from './pod/index.ts';
import { rolloutRules } from './rollout/index.ts';
import { serviceRules } from './service/index.ts';
import { workloadRules } from './workload/index.ts';

/** Every rule of the product, by subject. */
export const allRules: readonly AnyRule[] = [
  ...nodeRules,
  ...namespaceRules,
  ...podRules,
  ...rolloutRules,
  ...workloadRules,
  ...dnsRules,
  ...serviceRules,
  ...ingressRules,
  ...gatewayRules,
];
