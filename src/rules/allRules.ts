import type { AnyRule } from '../core/rule.ts';
import { containerRules } from './container/index.ts';
import { cronjobRules } from './cronjob/index.ts';
import { daemonsetRules } from './daemonset/index.ts';
import { dnsRules } from './dns/index.ts';
import { gatewayRules } from './gateway/index.ts';
import { imageRules } from './image/index.ts';
import { ingressRules } from './ingress/index.ts';
import { jobRules } from './job/index.ts';
import { limitRangeRules } from './limit-range/index.ts';
import { namespaceRules } from './namespace/index.ts';
import { nodeRules } from './node/index.ts';
import { podRules } from './pod/index.ts';
import { quotaRules } from './quota/index.ts';
import { referenceRules } from './reference/index.ts';
import { rolloutRules } from './rollout/index.ts';
import { schedulingRules } from './scheduling/index.ts';
import { serviceRules } from './service/index.ts';
import { statefulsetRules } from './statefulset/index.ts';
import { workloadRules } from './workload/index.ts';

/** Every rule of the product, by subject. */
export const allRules: readonly AnyRule[] = [
  ...nodeRules,
  ...namespaceRules,
  ...referenceRules,
  ...quotaRules,
  ...limitRangeRules,
  ...schedulingRules,
  ...podRules,
  ...imageRules,
  ...containerRules,
  ...rolloutRules,
  ...workloadRules,
  ...statefulsetRules,
  ...daemonsetRules,
  ...jobRules,
  ...cronjobRules,
  ...dnsRules,
  ...serviceRules,
  ...ingressRules,
  ...gatewayRules,
];
