import type { Json } from '../../core/json.ts';
import { listAt, numberAt, textAt, textMapAt, valueAt, type KubeObject } from '../kubeObject.ts';
import {
  ageColumn,
  column,
  firstThree,
  labelsText,
  nameColumn,
  none,
  selectorText,
  textColumn,
  wide,
  type Column,
} from './column.ts';

export const serviceColumns: readonly Column[] = [
  nameColumn,
  textColumn('Type', 'spec.type'),
  column('Cluster-IP', (service) => texts(service, 'spec.clusterIPs')[0] ?? none),
  column('External-IP', externalAddress),
  column('Port(s)', (service) => listAt(service, 'spec.ports').map(portText).join(',') || none),
  ageColumn,
  wide('Selector', (service) => labelsText(textMapAt(service, 'spec.selector'))),
];

function externalAddress(service: KubeObject): string {
  const external = texts(service, 'spec.externalIPs');
  switch (textAt(service, 'spec.type')) {
    case 'ExternalName':
      return textAt(service, 'spec.externalName') ?? '';
    case 'LoadBalancer':
      return [...loadBalancerAddresses(service), ...external].join(',') || '<pending>';
    default:
      return external.join(',') || none;
  }
}

function portText(port: Json): string {
  const nodePort = numberAt(port, 'nodePort');
  return `${numberAt(port, 'port')}${nodePort > 0 ? `:${nodePort}` : ''}/${textAt(port, 'protocol') ?? 'TCP'}`;
}

function loadBalancerAddresses(object: KubeObject): readonly string[] {
  const addresses = listAt(object, 'status.loadBalancer.ingress').map(
    (one) => textAt(one, 'ip') ?? textAt(one, 'hostname') ?? '',
  );
  return [...new Set(addresses)].sort();
}

export const ingressColumns: readonly Column[] = [
  nameColumn,
  textColumn('Class', 'spec.ingressClassName', none),
  column('Hosts', (ingress) => {
    const rules = listAt(ingress, 'spec.rules');
    const hosts = rules.map((rule) => textAt(rule, 'host') ?? '').filter((host) => host !== '');
    if (hosts.length === 0) return '*';
    return rules.length > 3 ? `${hosts.slice(0, 3).join(',')} + ${rules.length - 3} more...` : hosts.join(',');
  }),
  column('Address', (ingress) => loadBalancerAddresses(ingress).join(',')),
  column('Ports', (ingress) => (listAt(ingress, 'spec.tls').length === 0 ? '80' : '80, 443')),
  ageColumn,
];

export const ingressClassColumns: readonly Column[] = [
  nameWithDefault('ingressclass.kubernetes.io/is-default-class'),
  textColumn('Controller', 'spec.controller'),
  column('Parameters', (ingressClass) => {
    const group = textAt(ingressClass, 'spec.parameters.apiGroup');
    const kind = textAt(ingressClass, 'spec.parameters.kind');
    if (kind === undefined) return none;
    return `${kind}${group === undefined ? '' : `.${group}`}/${textAt(ingressClass, 'spec.parameters.name') ?? ''}`;
  }),
  ageColumn,
];

/** The name, and whether it is the class of those that name none. */
export function nameWithDefault(annotation: string): Column {
  return {
    ...nameColumn,
    cell: ({ metadata }) =>
      metadata.annotations?.[annotation] === 'true' ? `${metadata.name} (default)` : metadata.name,
  };
}

export const endpointsColumns: readonly Column[] = [
  nameColumn,
  column('Endpoints', (endpoints) => firstThree(listAt(endpoints, 'subsets').flatMap(addressesOf), none)),
  ageColumn,
];

function addressesOf(subset: Json): readonly string[] {
  const addresses = listAt(subset, 'addresses').map((address) => textAt(address, 'ip') ?? '');
  const ports = listAt(subset, 'ports').map((port) => numberAt(port, 'port'));
  return ports.length === 0 ? addresses : ports.flatMap((port) => addresses.map((address) => `${address}:${port}`));
}

export const endpointSliceColumns: readonly Column[] = [
  nameColumn,
  textColumn('AddressType', 'addressType'),
  column('Ports', (slice) =>
    firstThree(
      listAt(slice, 'ports').map((port) =>
        valueAt(port, 'port') === undefined ? (textAt(port, 'name') ?? '*') : String(numberAt(port, 'port')),
      ),
      '<unset>',
    ),
  ),
  column('Endpoints', (slice) =>
    firstThree(
      listAt(slice, 'endpoints').flatMap((one) => texts(one, 'addresses')),
      '<unset>',
    ),
  ),
  ageColumn,
];

export const networkPolicyColumns: readonly Column[] = [
  nameColumn,
  column('Pod-Selector', (policy) => selectorText(policy, 'spec.podSelector')),
  ageColumn,
];

export const podDisruptionBudgetColumns: readonly Column[] = [
  nameColumn,
  column('Min Available', (budget) => intOrText(valueAt(budget, 'spec.minAvailable'))),
  column('Max Unavailable', (budget) => intOrText(valueAt(budget, 'spec.maxUnavailable'))),
  column('Allowed Disruptions', (budget) => numberAt(budget, 'status.disruptionsAllowed'), 'integer'),
  ageColumn,
];

function intOrText(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : 'N/A';
}

function texts(object: Json, path: string): readonly string[] {
  return listAt(object, path).filter((one) => typeof one === 'string');
}
