import type { JsonObject } from '../../../core/json.ts';
import type { Store } from '../../store.ts';
import { asObject, listAt, mapAt, textAt, valueAt } from '../../kubeObject.ts';

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

function firstFree(isFree: (number: number) => boolean, from: number): number {
  let number = from;
  while (!isFree(number)) number++;
  return number;
}
