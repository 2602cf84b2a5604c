import type { Finding } from '../../../core/finding.ts';
import type { ObjectRef } from '../../../core/objectRef.ts';
import { isTrue } from '../../../kube/conditions.ts';
import { publishedAddresses, routeText } from '../../../kube/ingresses.ts';
import { gateway } from '../../../kube/kinds/gateway.ts';
import { httpRoute } from '../../../kube/kinds/httpRoute.ts';
import { ingress } from '../../../kube/kinds/ingress.ts';
import { service } from '../../../kube/kinds/service.ts';
import { refOf } from '../../../kube/metadata.ts';
import type { Hop } from './chainData.ts';
import type { ChainFacts } from './chainFacts.ts';

/** From the client to the Service: name, load balancer, Ingress or Gateway. */
export function frontHops(facts: ChainFacts): readonly Hop[] {
  return [dnsHop(facts), loadBalancerHop(facts), entryHop(facts)].filter((hop) => hop !== undefined);
}

/** Shown where a name was asked for, and wherever the cluster's DNS is down. */
function dnsHop({ selection, judgement, gaps }: ChainFacts): Hop | undefined {
  const { dns } = selection;
  const down = judgement.dns.find(({ severity }) => severity === 'critical');
  if (down !== undefined && (dns === undefined || dns.inside))
    return { hop: 'dns', object: down.object, state: 'broken', because: 'the cluster’s DNS has no ready endpoint' };
  if (dns === undefined) return undefined;
  if (!dns.inside) return { hop: 'dns', state: 'unknown', because: `${dns.host} is resolved outside the cluster` };
  const unread = gaps.some(
    ({ wanted }) => wanted === 'services in kube-system' || wanted === 'endpointslices in kube-system',
  );
  if (unread) return { hop: 'dns', state: 'unknown', because: 'the cluster’s DNS could not be looked at' };
  return { hop: 'dns', state: 'ok', because: `${dns.host} is a name of the cluster` };
}

function loadBalancerHop(facts: ChainFacts): Hop | undefined {
  const { selection, service: one, gateway: through } = facts;
  const { entry, fromOutside } = selection;
  const pending = findingOf(facts, 'service/load-balancer-pending');
  if (one?.spec?.type === 'LoadBalancer' && (entry === undefined || pending !== undefined)) {
    const object = refOf(service, one);
    if (pending?.severity === 'critical')
      return { hop: 'loadBalancer', object, state: 'broken', because: 'no address in status.loadBalancer' };
    return addressHop(object, publishedAddresses(one));
  }
  if (!fromOutside || entry === undefined) return undefined;
  if (entry.type === 'ingress') return addressHop(refOf(ingress, entry.ingress), publishedAddresses(entry.ingress));
  if (through === undefined) return undefined;
  return addressHop(
    refOf(gateway, through),
    (through.status?.addresses ?? []).flatMap(({ value }) => value ?? []),
  );
}

function addressHop(object: ObjectRef, addresses: readonly string[]): Hop {
  return addresses.length > 0
    ? { hop: 'loadBalancer', object, state: 'ok', because: addresses.slice(0, 3).join(', ') }
    : { hop: 'loadBalancer', object, state: 'unknown', because: 'no address published in its status' };
}

function entryHop(facts: ChainFacts): Hop | undefined {
  const { entry } = facts.selection;
  if (entry === undefined) return undefined;
  return entry.type === 'ingress' ? ingressHop(facts) : gatewayHop(facts);
}

const inShort: Readonly<Record<string, string>> = {
  'ingress/class-missing': 'its class does not exist',
  'ingress/backend-service-missing': 'its backend Service does not exist',
  'ingress/backend-port-missing': 'its backend Service has no such port',
  'ingress/tls-secret-missing': 'its TLS Secret does not exist',
  'ingress/tls-secret-invalid': 'its TLS Secret cannot be used',
  'ingress/certificate-expired': 'its certificate has expired',
  'ingress/controller-not-ready': 'its controller has no ready pod',
  'gateway/class-missing': 'its class does not exist',
  'gateway/not-accepted': 'not accepted',
  'gateway/not-programmed': 'not programmed',
  'gateway/listener-conflict': 'its listeners conflict',
  'gateway/route-not-attached': 'no listener takes the route',
  'gateway/backend-missing': 'the route’s backend does not exist',
  'gateway/backend-port-missing': 'the route’s backend has no such port',
  'gateway/reference-not-permitted': 'no ReferenceGrant allows the backend',
};

function ingressHop({ selection, judgement, classesRead }: ChainFacts): Hop | undefined {
  const { entry } = selection;
  if (entry?.type !== 'ingress') return undefined;
  const object = refOf(ingress, entry.ingress);
  const broken = breakOf(judgement.findings, 'ingress/');
  if (broken !== undefined) return { hop: 'ingress', object, state: 'broken', because: broken };
  const leads = `rule ${routeText(entry.route)}`;
  if (selection.doubt !== undefined)
    return { hop: 'ingress', object, state: 'unknown', because: `${leads}; ${selection.doubt}` };
  // An address says that somebody serves it, whatever its class.
  if (!classesRead && publishedAddresses(entry.ingress).length === 0)
    return { hop: 'ingress', object, state: 'unknown', because: `${leads}; its class could not be looked at` };
  return { hop: 'ingress', object, state: 'ok', because: leads };
}

function gatewayHop({ selection, judgement, gateway: through, gatewaysRead }: ChainFacts): Hop | undefined {
  const { entry } = selection;
  if (entry?.type !== 'route') return undefined;
  const route = refOf(httpRoute, entry.route);
  const object = through === undefined ? route : refOf(gateway, through);
  const broken = breakOf(judgement.findings, 'gateway/');
  if (broken !== undefined) return { hop: 'gateway', object, state: 'broken', because: broken };
  const { backend, path } = entry.backend;
  const leads = `route ${route.name} ${path} → ${backend.name ?? 'nothing'}${backend.port === undefined ? '' : `:${backend.port}`}`;
  if (!gatewaysRead)
    return { hop: 'gateway', object, state: 'unknown', because: `${leads}; its Gateway could not be looked at` };
  const accepted = (entry.route.status?.parents ?? []).some(({ conditions }) => isTrue(conditions, 'Accepted'));
  return { hop: 'gateway', object, state: 'ok', because: accepted ? `${leads}, accepted` : leads };
}

function breakOf(findings: readonly Finding[], subject: string): string | undefined {
  const found = findings.find(({ rule, severity }) => severity === 'critical' && rule.startsWith(subject));
  return found === undefined ? undefined : (inShort[found.rule] ?? found.message);
}

function findingOf({ judgement }: ChainFacts, rule: string): Finding | undefined {
  return judgement.findings.find((finding) => finding.rule === rule);
}
