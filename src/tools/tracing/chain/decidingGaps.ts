import type { Gap } from '../../../core/gap.ts';
import { publishedAddresses } from '../../../kube/ingresses.ts';
import type { Hop } from './chainData.ts';
import type { ChainFacts } from './chainFacts.ts';
import { dnsNamespace } from './chainReads.ts';

/**
 * The gaps without which the verdict cannot stand. The others stay in the answer, and what is proved without them is not in doubt:
 * a pod that is Ready and in its EndpointSlice as ready has a node that works; an Ingress with an address is served by somebody,
 * whatever its class and wherever its controller runs; the cluster's DNS matters where a name of it was asked about.
 */
export function decidingGaps({ selection }: ChainFacts, hops: readonly Hop[], gaps: readonly Gap[]): readonly Gap[] {
  const isOk = (wanted: Hop['hop']): boolean => hops.some(({ hop, state }) => hop === wanted && state === 'ok');
  const { entry, dns } = selection;
  const isServed = entry?.type === 'ingress' && publishedAddresses(entry.ingress).length > 0;
  const needless = new Set([
    ...(isOk('endpoints') && isOk('pods') ? ['nodes'] : []),
    ...(isServed ? ['ingressclasses', 'pods in all namespaces'] : []),
    ...(dns?.inside === true ? [] : [`services in ${dnsNamespace}`, `endpointslices in ${dnsNamespace}`]),
  ]);
  return gaps.filter(({ wanted }) => !needless.has(wanted));
}

/** Hops that nobody can vouch for. What is resolved outside the cluster, and a node behind ready pods, the verdict does not rest on. */
export function undecidedHops(hops: readonly Hop[], facts: ChainFacts): readonly Hop[] {
  const isInside = facts.selection.dns?.inside === true;
  return hops.filter(({ hop, state }) => state === 'unknown' && hop !== 'node' && (hop !== 'dns' || isInside));
}
