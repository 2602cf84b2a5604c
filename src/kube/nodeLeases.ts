import type { Lease } from './kinds/lease.ts';

/** Every kubelet renews a lease of its node's name here, each 10 s (coordination.k8s.io, since 1.14). */
export const nodeLeaseNamespace = 'kube-node-lease';

/** The kubelets' leases by the name of the node. */
export function leasesByNode(leases: readonly Lease[]): ReadonlyMap<string, Lease> {
  const own = leases.filter(({ metadata }) => metadata?.namespace === nodeLeaseNamespace);
  return new Map(own.map((lease) => [lease.metadata?.name ?? '', lease]));
}
