import type { NetworkPolicy } from './kinds/networkPolicy.ts';
import type { Pod } from './kinds/pod.ts';
import { resolvedPort } from './ports.ts';
import { matches, requirementsOf } from './selectors.ts';
import type { ServicePort } from './services.ts';

/** The policies that select a pod; an empty selector selects all of its namespace. */
export function policiesOver(pod: Pod, policies: readonly NetworkPolicy[]): readonly NetworkPolicy[] {
  return policies.filter(
    ({ metadata, spec }) =>
      pod.metadata?.namespace === metadata?.namespace &&
      matches(pod.metadata?.labels, requirementsOf(spec?.podSelector ?? {})),
  );
}

/**
 * Whether policies leave nobody at all who may connect to the pod on one of these ports, where the network enforces them. A pod that no
 * policy for Ingress selects is open; the rules of several policies are a union. Who it is that may is not asked.
 * Source: the NetworkPolicy API, networking.k8s.io/v1.
 */
export function isShut(pod: Pod, policies: readonly NetworkPolicy[], ports: readonly ServicePort[]): boolean {
  // Left out, policyTypes holds Ingress
  const own = policiesOver(pod, policies).filter(({ spec }) => spec?.policyTypes?.includes('Ingress') ?? true);
  if (own.length === 0) return false;
  const rules = own.flatMap(({ spec }) => spec?.ingress ?? []);
  if (ports.length === 0) return rules.length === 0;
  return ports.every((port) => !rules.some((rule) => admits(rule, pod, port)));
}

type Rule = NonNullable<NonNullable<NetworkPolicy['spec']>['ingress']>[number];

/** A rule without ports is for all of them. */
function admits({ ports = [] }: Rule, pod: Pod, port: ServicePort): boolean {
  const number = resolvedPort(pod, port);
  return (
    ports.length === 0 ||
    number === undefined ||
    ports.some(({ port: allowed, endPort, protocol = 'TCP' }) => {
      if (protocol !== (port.protocol ?? 'TCP')) return false;
      if (allowed === undefined) return true;
      if (typeof allowed === 'string') return resolvedPort(pod, { targetPort: allowed, protocol }) === number;
      return number >= allowed && number <= (endPort ?? allowed);
    })
  );
}
