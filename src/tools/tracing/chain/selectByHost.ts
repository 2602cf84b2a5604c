import { isIP } from 'node:net';
import { KubeError } from '../../../core/kubeError.ts';
import { nearest } from '../../../core/nearest.ts';
import { objectPath } from '../../../core/objectRef.ts';
import { serviceNameOf } from '../../../kube/clusterNames.ts';
import { publishedAddresses } from '../../../kube/ingresses.ts';
import type { Gateway } from '../../../kube/kinds/gateway.ts';
import type { HTTPRoute } from '../../../kube/kinds/httpRoute.ts';
import type { Ingress } from '../../../kube/kinds/ingress.ts';
import { service, type Service } from '../../../kube/kinds/service.ts';
import { refOf } from '../../../kube/metadata.ts';
import { refersTo } from '../../../kube/gatewayRoutes.ts';
import { pathCovers } from '../../../kube/httpPaths.ts';
import type { Target } from './chainQuestion.ts';
import type { Entry, Selection, ServiceStep } from './chainSelection.ts';
import { entriesFor, entriesOfIngress, entriesOfRoute, entryPath, entryTarget, knownHosts } from './entries.ts';

export interface HostLists {
  readonly services: readonly Service[];
  readonly ingresses: readonly Ingress[];
  readonly routes: readonly HTTPRoute[];
  readonly gateways: readonly Gateway[];
}

type HostTarget = Extract<Target, { by: 'host' }>;

/**
 * The chain behind a host: an Ingress or route that serves it, else a Service by its name in the cluster's DNS, else whoever has
 * published the address.
 * @throws KubeError `not_found`, with the nearest hosts.
 */
export function selectByHost(
  target: HostTarget,
  lists: HostLists,
  { namespace, port }: { readonly namespace: string | undefined; readonly port: number | undefined },
): Selection {
  const { host, path } = target;
  const dns = { host, inside: false };
  const inside = serviceNameOf(host);
  const entries =
    inside?.qualified === true || isIP(host) !== 0
      ? []
      : entriesFor(host, path, lists.ingresses, lists.routes, lists.gateways);
  const named = entries.filter((entry) => !isCatchAll(entry));
  if (named.length > 0) return throughEntry(target, named, lists.services, dns);
  const byName = lists.services.find(
    ({ metadata }) => metadata?.name === inside?.name && metadata?.namespace === (inside?.namespace ?? namespace),
  );
  if (inside !== undefined && byName !== undefined && isIP(host) === 0)
    return throughService(target, byName, port, { host, inside: true }, false);
  const byAddress = addressed(host, path, lists);
  if ('service' in byAddress)
    return throughService(target, byAddress.service, port, isIP(host) === 0 ? dns : undefined, byAddress.fromOutside);
  if (byAddress.entries.length > 0)
    return throughEntry(target, byAddress.entries, lists.services, isIP(host) === 0 ? dns : undefined);
  if (entries.length > 0) {
    const owner = lists.ingresses.find(({ spec }) => spec?.rules?.some((rule) => rule.host === host));
    const through = throughEntry(target, entries, lists.services, dns);
    const own = through.entry?.type === 'ingress' && through.entry.ingress === owner;
    return owner === undefined || own ? through : { ...through, doubt: noPath(owner, host, path) };
  }
  throw unknownHost(target, lists, inside?.name);
}

/** Some controllers then ask the Ingresses without a host, others (ingress-nginx) answer 404. */
function noPath({ metadata }: Ingress, host: string, path: string): string {
  return `Ingress ${metadata?.namespace ?? ''}/${metadata?.name ?? ''} serves ${host}, but none of its paths covers ${path}: its controller may answer 404`;
}

/** An Ingress rule without a host or a default backend: it takes what nobody names. */
function isCatchAll(entry: Entry): boolean {
  return entry.type === 'ingress' ? entry.route.host === undefined : false;
}

function throughEntry(
  target: HostTarget,
  entries: readonly Entry[],
  services: readonly Service[],
  dns: Selection['dns'],
): Selection {
  const [entry] = entries;
  if (entry === undefined) throw new Error('no entry');
  const step = serviceStep(entry, services);
  const own = entry.type === 'ingress' ? entry.ingress : entry.route;
  const namespace =
    step?.state === 'found'
      ? (step.service.metadata?.namespace ?? '')
      : (step?.namespace ?? own.metadata?.namespace ?? '');
  const port = entryTarget(entry)?.port;
  return {
    start: target.text,
    scope: { namespace, name: target.text },
    namespace,
    entry,
    ...(step === undefined ? {} : { service: step }),
    ...(port === undefined ? {} : { port }),
    ...(dns === undefined ? {} : { dns }),
    fromOutside: true,
    candidates: [...new Set(entries.slice(1).map(entryPath))].filter((one) => one !== entryPath(entry)),
  };
}

export function serviceStep(entry: Entry, services: readonly Service[]): ServiceStep | undefined {
  const wanted = entryTarget(entry);
  if (wanted === undefined) return undefined;
  const found = services.find(
    ({ metadata }) => metadata?.name === wanted.name && metadata.namespace === wanted.namespace,
  );
  return found === undefined
    ? { state: 'absent', namespace: wanted.namespace, name: wanted.name }
    : { state: 'found', service: found };
}

function throughService(
  target: HostTarget,
  found: Service,
  port: number | undefined,
  dns: Selection['dns'],
  fromOutside: boolean,
): Selection {
  const namespace = found.metadata?.namespace ?? '';
  return {
    start: target.text,
    scope: { namespace, name: target.text },
    namespace,
    service: { state: 'found', service: found },
    ...(port === undefined ? {} : { port }),
    ...(dns === undefined ? {} : { dns }),
    fromOutside,
    candidates: [],
  };
}

/** Who has the address: a Service by its own or its load balancer's, else the Ingresses or routes behind a published one. */
function addressed(
  host: string,
  path: string,
  { services, ingresses, routes, gateways }: HostLists,
): { readonly service: Service; readonly fromOutside: boolean } | { readonly entries: readonly Entry[] } {
  const own = services.find(({ spec }) => [spec?.clusterIP, ...(spec?.clusterIPs ?? [])].includes(host));
  if (own !== undefined) return { service: own, fromOutside: false };
  const behindIngress = ingresses
    .filter((one) => publishedAddresses(one).includes(host))
    .flatMap(entriesOfIngress)
    .filter((entry) => entry.type === 'ingress' && pathCovers(entry.route, path));
  const behindGateway = gateways
    .filter(({ status }) => (status?.addresses ?? []).some(({ value }) => value === host))
    .flatMap((one) =>
      routes.filter((route) => (route.spec?.parentRefs ?? []).some((parent) => refersTo(route, parent, one))),
    )
    .flatMap(entriesOfRoute)
    .filter((entry) => entry.type === 'route' && pathCovers(entry.backend, path));
  if (behindIngress.length + behindGateway.length > 0) return { entries: [...behindIngress, ...behindGateway] };
  const published = services.find(
    (one) => publishedAddresses(one).includes(host) || (one.spec?.externalIPs ?? []).includes(host),
  );
  return published === undefined ? { entries: [] } : { service: published, fromOutside: true };
}

function unknownHost(
  target: HostTarget,
  { services, ingresses, routes, gateways }: HostLists,
  name: string | undefined,
): KubeError {
  const hosts = nearest(target.host, knownHosts(ingresses, routes, gateways));
  const names = services.map((one) => refOf(service, one));
  const close =
    name === undefined
      ? []
      : nearest(
          name,
          names.map((ref) => ref.name),
        );
  const elsewhere = names
    .filter((ref) => close.includes(ref.name))
    .map(objectPath)
    .slice(0, 3);
  return new KubeError({
    code: 'not_found',
    operation: 'get',
    resource: 'ingresses.networking.k8s.io',
    name: target.host,
    detail: 'no Ingress, HTTPRoute, Service or load balancer has this host',
    headline:
      isIP(target.host) === 0
        ? `Nothing in the cluster serves ${target.host}.`
        : `No Ingress, HTTPRoute, Service, load balancer or pod has the address ${target.host}.`,
    ...(hosts.length > 0
      ? { nearest: { input: 'url', names: hosts } }
      : {
          hint:
            elsewhere.length > 0
              ? `nearest: ${elsewhere.join(', ')}`
              : isIP(target.host) === 0
                ? 'see which hosts there are: list the Ingresses and HTTPRoutes'
                : 'the address of a node leads to Services of type NodePort: give the name of the Service',
        }),
  });
}
