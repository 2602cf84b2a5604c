import { isReadyEndpoint, type Endpoint } from '../../kube/endpoints.ts';
import { isServiceBackend, routeBackends } from '../../kube/gatewayRoutes.ts';
import { ingressRoutes, publishedAddresses } from '../../kube/ingresses.ts';
import type { EndpointSlice } from '../../kube/kinds/endpointSlice.ts';
import type { HTTPRoute } from '../../kube/kinds/httpRoute.ts';
import type { Ingress } from '../../kube/kinds/ingress.ts';
import type { Service } from '../../kube/kinds/service.ts';
import type { HealthLevel } from '../../kube/podHealth.ts';
import { requirementsOfMap, selectorText } from '../../kube/selectors.ts';
import { selectorOf } from '../../kube/services.ts';
import { ageSecondsOf } from './objectList.ts';

export interface ServiceRow {
  readonly namespace: string;
  readonly name: string;
  readonly level: HealthLevel;
  readonly type: string;
  /** Of the cluster, external ones and the load balancer's; for ExternalName the name. */
  readonly addresses: readonly string[];
  /** `http 80→8080/TCP`, with `:30080` where a node port is open. */
  readonly ports: readonly string[];
  readonly selector?: string;
  /** Absent where the EndpointSlices could not be read, and for ExternalName. */
  readonly readyEndpoints?: number;
  readonly notReadyEndpoints?: number;
  /** `Ingress/shop`, `HTTPRoute/shop`, `load balancer`, `node port`. */
  readonly exposedBy: readonly string[];
  readonly ageSeconds: number;
}

export interface ServicesData {
  readonly types: readonly { readonly type: string; readonly services: number }[];
  readonly services: readonly ServiceRow[];
  /** How many findings there are, where not all are given. */
  readonly findingCount?: number;
}

export interface EndpointCount {
  readonly ready: number;
  readonly notReady: number;
  /** Names of the Service's ports that slices with endpoints carry; an unnamed one is ''. */
  readonly ports: ReadonlySet<string>;
}

const none: EndpointCount = { ready: 0, notReady: 0, ports: new Set() };

/** How many endpoints each Service has, by `namespace/name`; one that stands in several slices (ports, families) counts once. */
export function endpointCounts(slices: readonly EndpointSlice[]): ReadonlyMap<string, EndpointCount> {
  const states = new Map<string, Map<string, boolean>>();
  const carried = new Map<string, Set<string>>();
  for (const { metadata, endpoints = [], ports = [] } of slices) {
    const key = `${metadata?.namespace ?? ''}/${metadata?.labels?.['kubernetes.io/service-name'] ?? ''}`;
    const known = states.get(key) ?? new Map<string, boolean>();
    states.set(key, known);
    const names = carried.get(key) ?? new Set<string>();
    carried.set(key, names);
    if (endpoints.length > 0) for (const { name = '' } of ports) names.add(name);
    for (const endpoint of endpoints) {
      if (endpoint.conditions?.terminating === true) continue;
      const id = idOf(endpoint);
      known.set(id, (known.get(id) ?? false) || isReadyEndpoint(endpoint));
    }
  }
  return new Map(
    [...states].map(([key, known]) => {
      const ready = [...known.values()].filter((one) => one).length;
      return [key, { ready, notReady: known.size - ready, ports: carried.get(key) ?? none.ports }];
    }),
  );
}

function idOf({ targetRef, addresses }: Endpoint): string {
  return targetRef?.name === undefined ? (addresses ?? []).join(',') : `${targetRef.kind ?? ''}/${targetRef.name}`;
}

export function keyOf({ metadata }: Service): string {
  return `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;
}

export function countOf(service: Service, counts: ReadonlyMap<string, EndpointCount>): EndpointCount {
  return counts.get(keyOf(service)) ?? none;
}

/** The Ingresses and routes, of those that were read, that lead to each Service, by `namespace/name`. */
export function exposures(
  ingresses: readonly Ingress[],
  routes: readonly HTTPRoute[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const exposed = new Map<string, Set<string>>();
  const add = (namespace: string, name: string | undefined, by: string): void => {
    if (name === undefined) return;
    const key = `${namespace}/${name}`;
    exposed.set(key, (exposed.get(key) ?? new Set()).add(by));
  };
  for (const ingress of ingresses) {
    const { namespace = '', name = '' } = ingress.metadata ?? {};
    for (const { backend } of ingressRoutes(ingress)) add(namespace, backend.service?.name, `Ingress/${name}`);
  }
  for (const route of routes)
    for (const { backend, namespace = '' } of routeBackends(route))
      if (isServiceBackend(backend)) add(namespace, backend.name, `HTTPRoute/${route.metadata?.name ?? ''}`);
  return exposed;
}

export function serviceRow(
  service: Service,
  level: HealthLevel,
  count: EndpointCount | undefined,
  exposedBy: ReadonlySet<string>,
  now: number,
): ServiceRow {
  const { metadata, spec } = service;
  const type = spec?.type ?? 'ClusterIP';
  const selector = selectorOf(service);
  const own = type === 'LoadBalancer' ? ['load balancer'] : type === 'NodePort' ? ['node port'] : [];
  return {
    namespace: metadata?.namespace ?? '',
    name: metadata?.name ?? '',
    level,
    type,
    addresses:
      type === 'ExternalName'
        ? [spec?.externalName ?? '']
        : [
            ...(spec?.clusterIPs ?? (spec?.clusterIP === undefined ? [] : [spec.clusterIP])),
            ...(spec?.externalIPs ?? []),
            ...publishedAddresses(service),
          ],
    ports: (spec?.ports ?? []).map(portText),
    ...(selector === undefined ? {} : { selector: selectorText(requirementsOfMap(selector)) }),
    ...(count === undefined || type === 'ExternalName'
      ? {}
      : { readyEndpoints: count.ready, notReadyEndpoints: count.notReady }),
    exposedBy: [...own, ...exposedBy],
    ageSeconds: ageSecondsOf(service, now),
  };
}

function portText({
  name = '',
  port = 0,
  targetPort = port,
  protocol = 'TCP',
  nodePort,
}: NonNullable<NonNullable<Service['spec']>['ports']>[number]): string {
  const target = targetPort === port ? '' : `→${targetPort}`;
  return `${name === '' ? '' : `${name} `}${port}${target}/${protocol}${nodePort === undefined ? '' : `:${nodePort}`}`;
}
