import { hostnamesIntersect } from './hosts.ts';
import type { Gateway } from './kinds/gateway.ts';
import type { HTTPRoute } from './kinds/httpRoute.ts';
import type { Namespace } from './kinds/namespace.ts';
import { matches, requirementsOf } from './selectors.ts';

export const gatewayGroup = 'gateway.networking.k8s.io';

export type ParentRef = NonNullable<NonNullable<HTTPRoute['spec']>['parentRefs']>[number];
export type Listener = NonNullable<NonNullable<Gateway['spec']>['listeners']>[number];
export type BackendRef = NonNullable<
  NonNullable<NonNullable<NonNullable<HTTPRoute['spec']>['rules']>[number]>['backendRefs']
>[number];

/** Why a listener does not take a route, in the order in which they are looked at. */
export type Refusal = 'section' | 'port' | 'kind' | 'namespace' | 'hostname';

export interface Attachment {
  readonly parent: ParentRef;
  /** `spec.parentRefs[0]`. */
  readonly at: string;
  readonly gateway: Gateway;
  /** The listeners that take the route. */
  readonly listeners: readonly Listener[];
  /** Where none does: what stood in the way of the listener that came nearest. */
  readonly refusal?: Refusal;
}

/** A reference to a Gateway; kind and group default to it, the namespace to the route's own. */
export function refersTo(route: HTTPRoute, parent: ParentRef, gateway: Gateway): boolean {
  return (
    (parent.kind ?? 'Gateway') === 'Gateway' &&
    (parent.group ?? gatewayGroup) === gatewayGroup &&
    parent.name === gateway.metadata?.name &&
    (parent.namespace ?? route.metadata?.namespace) === gateway.metadata?.namespace
  );
}

/**
 * Where a route would attach, by the rules of gateway.networking.k8s.io/v1: section and port of the parent reference, allowed kinds and
 * namespaces of the listener (its own namespace by default), and host names that have one in common.
 * `namespaces` undefined: they could not be read, and a selector over them counts as fitting.
 */
export function attachments(
  route: HTTPRoute,
  gateways: readonly Gateway[],
  namespaces: readonly Namespace[] | undefined,
): readonly Attachment[] {
  return (route.spec?.parentRefs ?? []).flatMap((parent, index) => {
    const gateway = gateways.find((one) => refersTo(route, parent, one));
    if (gateway === undefined) return [];
    const tried = (gateway.spec?.listeners ?? []).map((listener) => ({
      listener,
      refusal: refusalOf(route, parent, gateway, listener, namespaces),
    }));
    const listeners = tried.filter(({ refusal }) => refusal === undefined).map(({ listener }) => listener);
    const refusal = refusals.findLast((reason) => tried.some((one) => one.refusal === reason));
    return [
      {
        parent,
        at: `spec.parentRefs[${index}]`,
        gateway,
        listeners,
        ...(listeners.length > 0 || refusal === undefined ? {} : { refusal }),
      },
    ];
  });
}

const refusals: readonly Refusal[] = ['section', 'port', 'kind', 'namespace', 'hostname'];

function refusalOf(
  route: HTTPRoute,
  parent: ParentRef,
  gateway: Gateway,
  listener: Listener,
  namespaces: readonly Namespace[] | undefined,
): Refusal | undefined {
  if (parent.sectionName !== undefined && parent.sectionName !== listener.name) return 'section';
  if (parent.port !== undefined && parent.port !== listener.port) return 'port';
  if (!allowsKind(listener)) return 'kind';
  if (!allowsNamespace(listener, gateway.metadata?.namespace, route.metadata?.namespace, namespaces))
    return 'namespace';
  const hostnames = route.spec?.hostnames ?? [];
  if (hostnames.length > 0 && !hostnames.some((name) => hostnamesIntersect(listener.hostname, name))) return 'hostname';
  return undefined;
}

/** Without a list of kinds the protocol decides: HTTP and HTTPS take HTTPRoutes; a protocol of an implementation's own may. */
function allowsKind({ allowedRoutes, protocol = '' }: Listener): boolean {
  const kinds = allowedRoutes?.kinds ?? [];
  if (kinds.length > 0)
    return kinds.some(({ kind, group = gatewayGroup }) => kind === 'HTTPRoute' && group === gatewayGroup);
  return !['TLS', 'TCP', 'UDP'].includes(protocol);
}

function allowsNamespace(
  { allowedRoutes }: Listener,
  own: string | undefined,
  routes: string | undefined,
  namespaces: readonly Namespace[] | undefined,
): boolean {
  const { from = 'Same', selector } = allowedRoutes?.namespaces ?? {};
  switch (from) {
    case 'All':
      return true;
    case 'None':
      return false;
    case 'Selector': {
      const known = namespaces?.find(({ metadata }) => metadata?.name === routes);
      return known === undefined || selector === undefined || matches(known.metadata?.labels, requirementsOf(selector));
    }
    default:
      return own === routes;
  }
}

/** Whether a Gateway picks routes' namespaces by label, so that the namespaces are worth reading. */
export function selectsNamespaces({ spec }: Gateway): boolean {
  return (spec?.listeners ?? []).some(({ allowedRoutes }) => allowedRoutes?.namespaces?.from === 'Selector');
}

/** One way through an HTTPRoute, and where it stands. */
export interface RouteBackend {
  readonly path: string;
  readonly type: string;
  readonly backend: BackendRef;
  readonly namespace: string | undefined;
  /** `spec.rules[0].backendRefs[1]`. */
  readonly at: string;
}

export function routeBackends({ metadata, spec }: HTTPRoute): readonly RouteBackend[] {
  return (spec?.rules ?? []).flatMap(({ matches: conditions = [], backendRefs = [] }, rule) =>
    backendRefs.flatMap((backend, index) =>
      (conditions.length === 0 ? [{}] : conditions).map(({ path }: { path?: { type?: string; value?: string } }) => ({
        path: path?.value ?? '/',
        type: path?.type ?? 'PathPrefix',
        backend,
        namespace: backend.namespace ?? metadata?.namespace,
        at: `spec.rules[${rule}].backendRefs[${index}]`,
      })),
    ),
  );
}

/** A backend that is a Service: the default kind of the core group. */
export function isServiceBackend({ kind = 'Service', group = '' }: BackendRef): boolean {
  return kind === 'Service' && group === '';
}
