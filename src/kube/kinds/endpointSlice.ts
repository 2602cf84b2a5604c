import type { Kind } from '../../core/kind.ts';
import { metadata } from '../metadata.ts';
import { fields, flag, listOf, number, projection, text, type ShapeOf } from '../shape.ts';

const shape = fields({
  metadata,
  addressType: text,
  endpoints: listOf(
    fields({
      addresses: listOf(text),
      conditions: fields({ ready: flag, serving: flag, terminating: flag }),
      hostname: text,
      nodeName: text,
      zone: text,
      targetRef: fields({ kind: text, namespace: text, name: text, uid: text }),
    }),
  ),
  ports: listOf(fields({ name: text, port: number, protocol: text, appProtocol: text })),
});

export type EndpointSlice = Partial<ShapeOf<typeof shape>>;

export const endpointSlice: Kind<EndpointSlice> = {
  kind: 'EndpointSlice',
  group: 'discovery.k8s.io',
  versions: ['v1'],
  resource: 'endpointslices',
  namespaced: true,
  project: projection(shape),
};
