import { objectPath } from '../../../core/objectRef.ts';
import { attachments, isServiceBackend, routeBackends } from '../../../kube/gatewayRoutes.ts';
import { gatewayHostCovers, hostCloseness, ingressHostCovers } from '../../../kube/hosts.ts';
import { pathCloseness, pathCovers } from '../../../kube/httpPaths.ts';
import { backendPort, ingressRoutes } from '../../../kube/ingresses.ts';
import type { Gateway } from '../../../kube/kinds/gateway.ts';
import { httpRoute, type HTTPRoute } from '../../../kube/kinds/httpRoute.ts';
import { ingress, type Ingress } from '../../../kube/kinds/ingress.ts';
import type { Service } from '../../../kube/kinds/service.ts';
import { refOf } from '../../../kube/metadata.ts';
import { servicePort } from '../../../kube/services.ts';
import type { Entry } from './chainSelection.ts';

export function entriesOfIngress(one: Ingress): readonly Entry[] {
  return ingressRoutes(one).map((route) => ({ type: 'ingress', ingress: one, route }));
}

export function entriesOfRoute(route: HTTPRoute): readonly Entry[] {
  return routeBackends(route).map((backend) => ({ type: 'route', route, backend }));
}

/** `Ingress/shop/web`. */
export function entryPath(entry: Entry): string {
  return objectPath(entry.type === 'ingress' ? refOf(ingress, entry.ingress) : refOf(httpRoute, entry.route));
}

/** The Service that an entry leads to; undefined for a resource backend. */
export function entryTarget(
  entry: Entry,
): { readonly namespace: string; readonly name: string; readonly port?: number | string } | undefined {
  if (entry.type === 'ingress') {
    const name = entry.route.backend.service?.name;
    const port = backendPort(entry.route.backend);
    if (name === undefined) return undefined;
    return { namespace: entry.ingress.metadata?.namespace ?? '', name, ...(port === undefined ? {} : { port }) };
  }
  const { backend, namespace = '' } = entry.backend;
  if (backend.name === undefined || !isServiceBackend(backend)) return undefined;
  return { namespace, name: backend.name, ...(backend.port === undefined ? {} : { port: backend.port }) };
}

/** The ways in that lead to a Service, those for the port in question first. */
export function entriesTo(
  service: Service,
  ingresses: readonly Ingress[],
  routes: readonly HTTPRoute[],
  port: number | string | undefined,
): readonly Entry[] {
  const all = [...ingresses.flatMap(entriesOfIngress), ...routes.flatMap(entriesOfRoute)].filter((entry) => {
    const target = entryTarget(entry);
    return target?.name === service.metadata?.name && target?.namespace === service.metadata?.namespace;
  });
  const wanted = port === undefined ? undefined : servicePort(service, port);
  const fits = (entry: Entry): number => {
    const asked = entryTarget(entry)?.port;
    return wanted !== undefined && asked !== undefined && servicePort(service, asked) === wanted ? 0 : 1;
  };
  return all.toSorted((a, b) => fits(a) - fits(b));
}

/** The ways in that serve a host and path, the one that the controller would take first. */
export function entriesFor(
  host: string,
  path: string,
  ingresses: readonly Ingress[],
  routes: readonly HTTPRoute[],
  gateways: readonly Gateway[],
): readonly Entry[] {
  const byIngress = ingresses
    .flatMap(entriesOfIngress)
    .filter(
      (entry) => entry.type === 'ingress' && ingressHostCovers(entry.route.host, host) && pathCovers(entry.route, path),
    );
  const byRoute = routes
    .filter((route) => hostnamesOf(route, gateways).some((name) => gatewayHostCovers(name, host)))
    .flatMap(entriesOfRoute)
    .filter((entry) => entry.type === 'route' && pathCovers(entry.backend, path));
  return [...byIngress, ...byRoute].toSorted((a, b) => closeness(b, host, gateways) - closeness(a, host, gateways));
}

/** Host before path before the default backend, as controllers do. */
function closeness(entry: Entry, host: string, gateways: readonly Gateway[]): number {
  if (entry.type === 'ingress') {
    const fallback = entry.route.at === 'spec.defaultBackend' ? -1 : 0;
    return hostCloseness(entry.route.host) * 10_000 + pathCloseness(entry.route) + fallback;
  }
  const names = hostnamesOf(entry.route, gateways).filter((name) => gatewayHostCovers(name, host));
  return Math.max(...names.map(hostCloseness)) * 10_000 + pathCloseness(entry.backend);
}

/** A route without host names takes those of the listeners that it is attached to; undefined stands for any. */
function hostnamesOf(route: HTTPRoute, gateways: readonly Gateway[]): readonly (string | undefined)[] {
  const own = route.spec?.hostnames ?? [];
  if (own.length > 0) return own;
  return attachments(route, gateways, undefined).flatMap(({ listeners }) => listeners.map(({ hostname }) => hostname));
}

/** Every host that an Ingress, a route or a listener names: where a mistyped one is looked for. */
export function knownHosts(
  ingresses: readonly Ingress[],
  routes: readonly HTTPRoute[],
  gateways: readonly Gateway[],
): readonly string[] {
  return [
    ...ingresses.flatMap(({ spec }) => (spec?.rules ?? []).flatMap(({ host }) => host ?? [])),
    ...routes.flatMap(({ spec }) => spec?.hostnames ?? []),
    ...gateways.flatMap(({ spec }) => (spec?.listeners ?? []).flatMap(({ hostname }) => hostname ?? [])),
  ];
}
