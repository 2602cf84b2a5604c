import type { Kind } from '../../core/kind.ts';
import { condition, metadata } from '../metadata.ts';
import { fields, listOf, projection, text, type ShapeOf } from '../shape.ts';

const shape = fields({
  metadata,
  spec: fields({ controllerName: text }),
  status: fields({ conditions: listOf(condition) }),
});

export type GatewayClass = Partial<ShapeOf<typeof shape>>;

export const gatewayClass: Kind<GatewayClass> = {
  kind: 'GatewayClass',
  group: 'gateway.networking.k8s.io',
  versions: ['v1', 'v1beta1'],
  resource: 'gatewayclasses',
  namespaced: false,
  project: projection(shape),
};
