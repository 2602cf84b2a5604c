import type { JsonObject } from '../../core/json.ts';
import { matches, requirementsOfMap } from '../../kube/selectors.ts';
import { listAt, mapAt, numberAt, textAt, textMapAt, valueAt } from '../kubeObject.ts';
import { ownerReference } from './expandWorkload.ts';
import { suffixOf } from './identity.ts';
import { isReady } from './readiness.ts';

/**
 * The EndpointSlice that the endpoint slice controller writes for a Service with a selector; undefined for one without.
 * Source: k8s.io/endpointslice (reconciler.go, utils.go). All Services of the worlds are IPv4 and have under 100 pods: one slice.
 */
export function endpointSliceOf(
  service: JsonObject,
  pods: readonly JsonObject[],
  zoneOf: (node: string) => string,
): JsonObject | undefined {
  const selector = textMapAt(service, 'spec.selector');
  if (Object.keys(selector).length === 0 || textAt(service, 'spec.type') === 'ExternalName') return undefined;
  const name = textAt(service, 'metadata.name') ?? '';
  const namespace = textAt(service, 'metadata.namespace');
  const requirements = requirementsOfMap(selector);
  const chosen = pods.filter(
    (pod) =>
      textAt(pod, 'metadata.namespace') === namespace &&
      matches(textMapAt(pod, 'metadata.labels'), requirements) &&
      textAt(pod, 'status.podIP') !== undefined &&
      !['Succeeded', 'Failed'].includes(textAt(pod, 'status.phase') ?? ''),
  );
  const isHeadless = textAt(service, 'spec.clusterIP') === 'None';
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: `${name}-${suffixOf('EndpointSlice', namespace ?? '', name)}`,
      generateName: `${name}-`,
      namespace,
      creationTimestamp: textAt(service, 'metadata.creationTimestamp'),
      labels: {
        ...textMapAt(service, 'metadata.labels'),
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
        'kubernetes.io/service-name': name,
        ...(isHeadless ? { 'service.kubernetes.io/headless': '' } : {}),
      },
      annotations: lastChange(service, chosen),
      ownerReferences: [ownerReference(service)],
      generation: 1,
    },
    addressType: 'IPv4',
    // Go writes an empty list that came back from storage as null.
    endpoints: chosen.length === 0 ? null : chosen.map((pod) => endpoint(service, pod, zoneOf)),
    ports: chosen.length === 0 ? null : listAt(service, 'spec.ports').map((port) => endpointPort(asPort(port), chosen)),
  };
}

/** When the newest pod came, or the Service itself. */
function lastChange(service: JsonObject, pods: readonly JsonObject[]): JsonObject {
  const times = [service, ...pods].map((object) => textAt(object, 'metadata.creationTimestamp') ?? '');
  return { 'endpoints.kubernetes.io/last-change-trigger-time': times.sort().at(-1) };
}

function endpoint(service: JsonObject, pod: JsonObject, zoneOf: (node: string) => string): JsonObject {
  const node = textAt(pod, 'spec.nodeName') ?? '';
  const name = textAt(service, 'metadata.name');
  const isEnding = textAt(pod, 'metadata.deletionTimestamp') !== undefined;
  const isNamed = textAt(pod, 'spec.hostname') !== undefined && textAt(pod, 'spec.subdomain') === name;
  return {
    addresses: [textAt(pod, 'status.podIP') ?? ''],
    conditions: {
      ready: (isReady(pod) && !isEnding) || valueAt(service, 'spec.publishNotReadyAddresses') === true,
      serving: isReady(pod),
      terminating: isEnding,
    },
    ...(isNamed ? { hostname: textAt(pod, 'spec.hostname') } : {}),
    nodeName: node,
    targetRef: {
      kind: 'Pod',
      name: textAt(pod, 'metadata.name'),
      namespace: textAt(pod, 'metadata.namespace'),
      uid: textAt(pod, 'metadata.uid'),
    },
    zone: zoneOf(node),
  };
}

interface ServicePort {
  readonly name: string;
  readonly protocol: string;
  readonly target: number | string;
  readonly appProtocol: string | undefined;
}

function asPort(port: Parameters<typeof textAt>[0]): ServicePort {
  const target = valueAt(port, 'targetPort');
  return {
    name: textAt(port, 'name') ?? '',
    protocol: textAt(port, 'protocol') ?? 'TCP',
    target: typeof target === 'string' ? target : numberAt(port, 'targetPort'),
    appProtocol: textAt(port, 'appProtocol'),
  };
}

/** A named port is looked up in the pods' containers, sidecars included. */
function endpointPort({ name, protocol, target, appProtocol }: ServicePort, pods: readonly JsonObject[]): JsonObject {
  const declared = pods
    .flatMap((pod) => [...listAt(pod, 'spec.containers'), ...listAt(pod, 'spec.initContainers')])
    .flatMap((container) => listAt(container, 'ports'))
    .find((port) => textAt(port, 'name') === target && textAt(port, 'protocol') === protocol);
  return {
    name,
    port: typeof target === 'number' ? target : numberAt(declared, 'containerPort'),
    protocol,
    ...(appProtocol === undefined ? {} : { appProtocol }),
  };
}

/** The older object of the same content. Source: the endpoints controller, kubernetes/pkg/controller/endpoint. */
export function endpointsOf(service: JsonObject, slice: JsonObject): JsonObject {
  const ports = listAt(slice, 'ports').map((port) => {
    const { name, ...rest } = mapAt({ port }, 'port');
    return name === '' ? rest : { name, ...rest };
  });
  const addresses = (ready: boolean) =>
    listAt(slice, 'endpoints')
      .filter((one) => (valueAt(one, 'conditions.ready') === true) === ready)
      .filter((one) => ready || valueAt(one, 'conditions.terminating') !== true)
      .map((one) => ({
        ip: listAt(one, 'addresses')[0],
        ...(textAt(one, 'hostname') === undefined ? {} : { hostname: textAt(one, 'hostname') }),
        nodeName: textAt(one, 'nodeName'),
        targetRef: mapAt(one, 'targetRef'),
      }));
  const [ready, unready] = [addresses(true), addresses(false)];
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      name: textAt(service, 'metadata.name'),
      namespace: textAt(service, 'metadata.namespace'),
      creationTimestamp: textAt(service, 'metadata.creationTimestamp'),
      annotations: textMapAt(slice, 'metadata.annotations'),
      labels: {
        ...textMapAt(service, 'metadata.labels'),
        'endpoints.kubernetes.io/managed-by': 'endpoint-controller',
        ...(textAt(service, 'spec.clusterIP') === 'None' ? { 'service.kubernetes.io/headless': '' } : {}),
      },
    },
    ...(ready.length + unready.length === 0
      ? {}
      : {
          subsets: [
            {
              ...(ready.length === 0 ? {} : { addresses: ready }),
              ...(unready.length === 0 ? {} : { notReadyAddresses: unready }),
              ports,
            },
          ],
        }),
  };
}
