import { isRecord } from '../../../src/core/json.ts';
import type { Answer } from '../hands/apiClient.ts';

export interface ControllersEndpoint {
  /** `Pod/name`, or the addresses where it is about no pod. */
  readonly id: string;
  readonly addresses: readonly string[];
  readonly ready: boolean;
  readonly terminating: boolean;
}

/** What the slices of one Service say. */
export interface ControllersView {
  /** Each once, ready where one of its slices says so. */
  readonly endpoints: readonly ControllersEndpoint[];
  /** Of those, the ones that a port of the Service leads to, or all for a Service without ports. */
  readonly carried: readonly ControllersEndpoint[];
  /** Names of the Service's ports that lead to a pod that is not on its way out. */
  readonly offered: ReadonlySet<string>;
}

/** Read from the slices as they came over the wire, with nothing of the product's own. */
export function controllersView(slices: readonly Answer[], service: string, ports: readonly string[]): ControllersView {
  const own = slices.filter(
    (slice) => part(part(slice, 'metadata'), 'labels')['kubernetes.io/service-name'] === service,
  );
  const offered = new Set<string>();
  const endpoints = new Map<string, ControllersEndpoint>();
  const carried = new Map<string, ControllersEndpoint>();
  for (const slice of own) {
    const names = list(slice, 'ports').map(({ name }) => (typeof name === 'string' ? name : ''));
    const leads = ports.length === 0 || names.some((name) => ports.includes(name));
    for (const each of list(slice, 'endpoints').map(endpointOf)) {
      endpoints.set(each.id, either(endpoints.get(each.id), each));
      if (leads) carried.set(each.id, either(carried.get(each.id), each));
      if (!each.terminating) for (const name of names) offered.add(name);
    }
  }
  return { endpoints: [...endpoints.values()], carried: [...carried.values()], offered };
}

function endpointOf(endpoint: Answer): ControllersEndpoint {
  const { ready, terminating } = part(endpoint, 'conditions');
  const addresses = (Array.isArray(endpoint.addresses) ? endpoint.addresses : []).map(String);
  const { kind, name } = part(endpoint, 'targetRef');
  return {
    id: typeof name === 'string' ? `${String(kind)}/${name}` : addresses.join(','),
    addresses,
    ready: ready !== false,
    terminating: terminating === true,
  };
}

function either(known: ControllersEndpoint | undefined, other: ControllersEndpoint): ControllersEndpoint {
  return known?.ready === true ? known : other;
}

function part(of: Answer, field: string): Answer {
  const value = of[field];
  return isRecord(value) ? value : {};
}

function list(of: Answer, field: string): readonly Answer[] {
  const value = of[field];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
