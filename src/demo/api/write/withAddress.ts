import type { JsonObject } from '../../../core/json.ts';
import type { Cause } from '../../apiError.ts';
import type { Store } from '../../store.ts';
import { asObject, listAt, mapAt, numberAt, textAt, valueAt } from '../../kubeObject.ts';
import { wrong } from './validation.ts';

/** Service addresses of the worlds are 10.96.0.0/16; given ones count up from here. */
const range = '10.96.200.';
const firstNodePort = 30_900;

/** A new Service with a cluster IP, and with ports on the nodes where its type has them. */
export function withAddress(store: Store, service: JsonObject): JsonObject {
  const type = textAt(service, 'spec.type');
  if (type === 'ExternalName') return service;
  const services = store.list('services');
  const taken = services.map((one) => textAt(one, 'spec.clusterIP'));
  const free = firstFree((number) => !taken.includes(`${range}${number}`), 1);
  const address = textAt(service, 'spec.clusterIP') ?? `${range}${free}`;
  const onNodes = type === 'NodePort' || type === 'LoadBalancer';
  const used = services.flatMap((one) => listAt(one, 'spec.ports').map((port) => valueAt(port, 'nodePort')));
  const ports = listAt(service, 'spec.ports').map((port, index) => ({
    ...asObject(port),
    ...(onNodes && valueAt(port, 'nodePort') === undefined
      ? { nodePort: firstFree((number) => !used.includes(number), firstNodePort + index * 10) }
      : {}),
  }));
  return {
    ...service,
    spec: {
      ...mapAt(service, 'spec'),
      clusterIP: address,
      clusterIPs: [address],
      ...(ports.length === 0 ? {} : { ports }),
    },
  };
}

/**
 * What a new Service asks for that another has: the addresses first, and the ports only where those were free.
 * Source: kubernetes/pkg/registry/core/service/storage/alloc.go.
 */
export function addressProblems(store: Store, service: JsonObject): readonly Cause[] {
  const services = store.list('services');
  const address = textAt(service, 'spec.clusterIP') ?? '';
  const isTaken =
    address !== '' && address !== 'None' && services.some((one) => textAt(one, 'spec.clusterIP') === address);
  if (isTaken)
    return [
      {
        reason: 'FieldValueInvalid',
        message: `Invalid value: []string{"${address}"}: failed to allocate IP ${address}: provided IP is already allocated`,
        field: 'spec.clusterIPs',
      },
    ];
  const used = services.flatMap((one) => listAt(one, 'spec.ports').map((port) => numberAt(port, 'nodePort')));
  const ports = listAt(service, 'spec.ports').map((port) => numberAt(port, 'nodePort'));
  const index = ports.findIndex((port) => port !== 0 && used.includes(port));
  return index === -1
    ? []
    : [wrong(`spec.ports[${index}].nodePort`, ports[index] ?? 0, 'provided port is already allocated')];
}

function firstFree(isFree: (number: number) => boolean, from: number): number {
  let number = from;
  while (!isFree(number)) number++;
  return number;
}
