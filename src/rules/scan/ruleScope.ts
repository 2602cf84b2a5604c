import type { AnyRule, Need } from '../../core/rule.ts';
import { lease } from '../../kube/kinds/lease.ts';

/** Where the cluster's DNS is looked for. */
export const dnsNamespace = 'kube-system';

/**
 * Whether a rule looks at the cluster and at no namespace of it, so that it has to be judged only once. The leases of nodes all stand
 * in one namespace, which the rules about them know.
 */
export function isOfCluster({ needs, uses }: AnyRule): boolean {
  return [...Object.values(needs), ...Object.values(uses)].every(looksNowhere);
}

function looksNowhere({ kind, how, scope }: Need<unknown>): boolean {
  return how === 'list' && (!kind.namespaced || scope === 'cluster' || kind === lease);
}

/** The cluster's DNS serves every namespace: its rules matter for a scan of any. */
export function isAboutDns({ id }: AnyRule): boolean {
  return id.startsWith('dns/');
}

/** They look at the pods of the whole cluster, but only where a pod waits. */
export function isAboutScheduling({ id }: AnyRule): boolean {
  return id.startsWith('scheduling/');
}
