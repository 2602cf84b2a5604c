import type { AnyRule } from '../../core/rule.ts';
import { clusterDnsDegraded } from './clusterDnsDegraded.ts';
import { clusterDnsUnavailable } from './clusterDnsUnavailable.ts';

export const dnsRules: readonly AnyRule[] = [clusterDnsUnavailable, clusterDnsDegraded];
