import type { Finding } from '../../core/finding.ts';
import { nearest } from '../../core/nearest.ts';
import { defineRule, list } from '../../core/rule.ts';
import { conditionOf, conditionPath } from '../../kube/conditions.ts';
import { attachments, gatewayGroup, refersTo, type ParentRef, type Refusal } from '../../kube/gatewayRoutes.ts';
import { gateway, type Gateway } from '../../kube/kinds/gateway.ts';
import { httpRoute, type HTTPRoute } from '../../kube/kinds/httpRoute.ts';
import { namespace } from '../../kube/kinds/namespace.ts';
import { refOf } from '../../kube/metadata.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

/** A route that no listener takes receives nothing. */
export const routeNotAttached = defineRule({
  id: 'gateway/route-not-attached',
  stage: 'route',
  severity: 'critical',
  speaks:
    'A parent reference of an HTTPRoute names a Gateway that is not there, or one whose listeners do not take it: section, port, kind, namespace or host name; or the Gateway’s controller says that it was not accepted.',
  silent:
    'References to other kinds (a Service, in a mesh); another parent reference of the route to the same Gateway is taken.',
  needs: { routes: list(httpRoute), gateways: list(gateway, 'cluster') },
  uses: { namespaces: list(namespace) },
  judge({ routes, gateways, namespaces }) {
    return routes.flatMap((route) => {
      const attached = attachments(route, gateways, namespaces);
      return (route.spec?.parentRefs ?? []).flatMap((parent, index): readonly Finding[] => {
        if ((parent.kind ?? 'Gateway') !== 'Gateway' || (parent.group ?? gatewayGroup) !== gatewayGroup) return [];
        const found = attached.find((one) => one.parent === parent);
        const at = `spec.parentRefs[${index}]`;
        if (found === undefined) return [gatewayAbsent(route, parent, at, gateways)];
        const taken = attached.some((one) => one.gateway === found.gateway && one.listeners.length > 0);
        if (!taken && found.refusal !== undefined) return [refused(route, parent, at, found.gateway, found.refusal)];
        return taken ? rejected(route, found.gateway) : [];
      });
    });
  },
});

function gatewayAbsent(route: HTTPRoute, parent: ParentRef, at: string, gateways: readonly Gateway[]): Finding {
  const object = refOf(httpRoute, route);
  const where = parent.namespace ?? object.namespace ?? '';
  const elsewhere = gateways.find(({ metadata }) => metadata?.name === parent.name)?.metadata;
  const close = nearest(
    parent.name ?? '',
    gateways.flatMap(({ metadata }) => metadata?.name ?? []),
  )[0];
  return {
    rule: 'gateway/route-not-attached',
    severity: unlessDeleted(route, 'critical'),
    object,
    message: `The route refers to Gateway ${where}/${parent.name ?? ''}, which does not exist${elsewhere === undefined ? '' : `; there is one in ${elsewhere.namespace ?? ''}`}.`,
    evidence: [{ object, path: at, value: parent }],
    remedy:
      elsewhere === undefined
        ? `Correct ${at}.name${close === undefined ? '' : ` (nearest: ${close})`}, or make the Gateway.`
        : `Set ${at}.namespace to ${elsewhere.namespace ?? ''}.`,
  };
}

function refused(route: HTTPRoute, parent: ParentRef, at: string, to: Gateway, refusal: Refusal): Finding {
  const object = refOf(httpRoute, route);
  const gatewayRef = refOf(gateway, to);
  const listeners = (to.spec?.listeners ?? []).filter(
    ({ name }) => parent.sectionName === undefined || refusal === 'section' || name === parent.sectionName,
  );
  const names = listeners.map(({ name }) => name ?? '?').join(', ');
  const hosts = listeners.map(({ hostname }) => hostname ?? '*').join(', ');
  const texts: Record<Refusal, { because: string; path: string; value: unknown; remedy: string }> = {
    section: {
      because: `it asks for listener ${parent.sectionName ?? ''}, and the Gateway has ${names || 'none'}`,
      path: `${at}.sectionName`,
      value: parent.sectionName,
      remedy: `Set ${at}.sectionName to a listener of the Gateway: ${names}.`,
    },
    port: {
      because: `it asks for port ${parent.port ?? ''}, and no such listener has it`,
      path: `${at}.port`,
      value: parent.port,
      remedy: `Set ${at}.port to the port of a listener, or remove it.`,
    },
    kind: {
      because: `the listeners (${names}) do not allow HTTPRoutes`,
      path: at,
      value: parent,
      remedy: 'Add HTTPRoute to allowedRoutes.kinds of a listener, or use a listener of protocol HTTP or HTTPS.',
    },
    namespace: {
      because: `the listeners (${names}) do not allow routes of namespace ${object.namespace ?? ''}`,
      path: 'metadata.namespace',
      value: object.namespace,
      remedy: `Allow the namespace in allowedRoutes.namespaces of a listener of Gateway ${gatewayRef.name} (from: All, or a selector that fits).`,
    },
    hostname: {
      because: `its host names (${(route.spec?.hostnames ?? []).join(', ')}) have none in common with the listeners' (${hosts})`,
      path: 'spec.hostnames',
      value: route.spec?.hostnames ?? [],
      remedy: `Give the route a host name under ${hosts}, or a listener one that covers it.`,
    },
  };
  const { because, path, value, remedy } = texts[refusal];
  const evidenceOfGateway = refusal === 'namespace' ? 'allowedRoutes.namespaces.from' : 'hostname';
  return {
    rule: 'gateway/route-not-attached',
    severity: unlessDeleted(route, 'critical'),
    object,
    message: `No listener of Gateway ${gatewayRef.namespace ?? ''}/${gatewayRef.name} takes the route: ${because}.`,
    evidence: [
      { object, path, value },
      ...listeners.slice(0, 1).map((listener) => ({
        object: gatewayRef,
        path: `spec.listeners[${(to.spec?.listeners ?? []).indexOf(listener)}].${evidenceOfGateway}`,
        value:
          refusal === 'namespace' ? (listener.allowedRoutes?.namespaces?.from ?? null) : (listener.hostname ?? null),
      })),
    ],
    remedy,
  };
}

/** What its controller said, where by the objects the route would fit. */
function rejected(route: HTTPRoute, to: Gateway): readonly Finding[] {
  const object = refOf(httpRoute, route);
  return (route.status?.parents ?? []).flatMap(({ parentRef, conditions }, index): Finding[] => {
    const accepted = conditionOf(conditions, 'Accepted');
    if (parentRef === undefined || !refersTo(route, parentRef, to) || accepted?.status !== 'False') return [];
    return [
      {
        rule: 'gateway/route-not-attached',
        severity: unlessDeleted(route, 'critical'),
        object,
        message: `Gateway ${to.metadata?.name ?? ''} did not accept the route: ${accepted.reason ?? 'no reason'}, ${accepted.message ?? 'no message'}.`,
        evidence: [{ object, path: conditionPath(conditions, 'Accepted', `status.parents[${index}]`), value: 'False' }],
        remedy: 'Mend what the condition names.',
      },
    ];
  });
}
