import type { Kind } from '../../core/kind.ts';
import { metadata } from '../metadata.ts';
import { fields, projection, text, type ShapeOf } from '../shape.ts';

const shape = fields({
  metadata,
  spec: fields({ controller: text }),
});

export type IngressClass = Partial<ShapeOf<typeof shape>>;

export const ingressClass: Kind<IngressClass> = {
  kind: 'IngressClass',
  group: 'networking.k8s.io',
  versions: ['v1'],
  resource: 'ingressclasses',
  namespaced: false,
  project: projection(shape),
};
