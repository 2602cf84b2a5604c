import type { ByName } from '../../core/rule.ts';
import { isServiceBackend, routeBackends, type RouteBackend } from '../../kube/gatewayRoutes.ts';
import type { HTTPRoute } from '../../kube/kinds/httpRoute.ts';
import type { Service } from '../../kube/kinds/service.ts';

export interface ReadBackend extends RouteBackend {
  readonly name: string;
  readonly service: Service | 'absent';
}

/**
 * The Services that a route leads to, each once: those of its own namespace from the list, those of others by name. What could not be
 * read is left out.
 */
export function backendsRead(
  route: HTTPRoute,
  services: readonly Service[],
  others: ByName<Service> | undefined,
): readonly ReadBackend[] {
  const seen = new Set<string>();
  return routeBackends(route).flatMap((one): ReadBackend[] => {
    const { name } = one.backend;
    if (name === undefined || !isServiceBackend(one.backend) || seen.has(one.at)) return [];
    seen.add(one.at);
    const listed = services.find(({ metadata }) => metadata?.name === name && metadata.namespace === one.namespace);
    if (listed !== undefined || one.namespace === route.metadata?.namespace)
      return [{ ...one, name, service: listed ?? 'absent' }];
    const named = others?.get(one.namespace, name);
    if (named === undefined || named.state === 'unread') return [];
    return [{ ...one, name, service: named.state === 'found' ? named.object : 'absent' }];
  });
}
