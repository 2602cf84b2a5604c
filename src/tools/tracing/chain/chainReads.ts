import { endpointSlice, type EndpointSlice } from '../../../kube/kinds/endpointSlice.ts';
import { deployment, type Deployment } from '../../../kube/kinds/deployment.ts';
import { gateway, type Gateway } from '../../../kube/kinds/gateway.ts';
import { httpRoute, type HTTPRoute } from '../../../kube/kinds/httpRoute.ts';
import { ingress, type Ingress } from '../../../kube/kinds/ingress.ts';
import { node, type Node } from '../../../kube/kinds/node.ts';
import { pod, type Pod } from '../../../kube/kinds/pod.ts';
import { service, type Service } from '../../../kube/kinds/service.ts';
import type { Reader } from '../../../rules/reader.ts';
import type { Reading } from '../../../rules/snapshot.ts';

type List<T> = Reading<readonly T[]>;

/** What leads to Services: read first, in the namespace or, where it must be found, everywhere. */
export interface EntryLists {
  readonly services: List<Service>;
  readonly ingresses: List<Ingress>;
  readonly routes: List<HTTPRoute>;
}

/** What stands behind a Service. */
export interface BackLists {
  readonly pods: List<Pod>;
  readonly slices: List<EndpointSlice>;
  readonly nodes: List<Node>;
}

/** The namespace of the cluster's DNS. */
export const dnsNamespace = 'kube-system';

export async function readEntries(reader: Reader, namespace: string | undefined): Promise<EntryLists> {
  const [services, ingresses, routes] = await Promise.all([
    reader.list(service, namespace),
    reader.list(ingress, namespace),
    reader.list(httpRoute, namespace),
  ]);
  return { services, ingresses, routes };
}

export async function readBack(reader: Reader, namespace: string): Promise<BackLists> {
  const [pods, slices, nodes] = await Promise.all([
    reader.list(pod, namespace),
    reader.list(endpointSlice, namespace),
    reader.list(node, undefined),
    readDns(reader),
  ]);
  return { pods, slices, nodes };
}

/** For the rules of cluster DNS, which look at a snapshot of its namespace. */
export async function readDns(reader: Reader): Promise<void> {
  await Promise.all([reader.list(service, dnsNamespace), reader.list(endpointSlice, dnsNamespace)]);
}

export function readDeployments(reader: Reader, namespace: string): Promise<List<Deployment>> {
  return reader.list(deployment, namespace);
}

export function readGateways(reader: Reader): Promise<List<Gateway>> {
  return reader.list(gateway, undefined);
}
