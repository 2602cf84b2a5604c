import type { Kind } from '../../core/kind.ts';
import { condition, metadata } from '../metadata.ts';
import { fields, listOf, number, projection, text, type ShapeOf } from '../shape.ts';
import { labelSelector } from './labelSelector.ts';

const shape = fields({
  metadata,
  spec: fields({
    gatewayClassName: text,
    listeners: listOf(
      fields({
        name: text,
        hostname: text,
        port: number,
        protocol: text,
        tls: fields({
          mode: text,
          certificateRefs: listOf(fields({ group: text, kind: text, namespace: text, name: text })),
        }),
        allowedRoutes: fields({
          namespaces: fields({ from: text, selector: labelSelector }),
          kinds: listOf(fields({ group: text, kind: text })),
        }),
      }),
    ),
  }),
  status: fields({
    addresses: listOf(fields({ type: text, value: text })),
    conditions: listOf(condition),
    listeners: listOf(fields({ name: text, attachedRoutes: number, conditions: listOf(condition) })),
  }),
});

export type Gateway = Partial<ShapeOf<typeof shape>>;

export const gateway: Kind<Gateway> = {
  kind: 'Gateway',
  group: 'gateway.networking.k8s.io',
  versions: ['v1', 'v1beta1'],
  resource: 'gateways',
  namespaced: true,
  project: projection(shape),
};
