import type { Kind } from '../../core/kind.ts';
import { metadata } from '../metadata.ts';
import { fields, projection, text, type ShapeOf } from '../shape.ts';

const shape = fields({
  metadata,
  handler: text,
});

export type RuntimeClass = Partial<ShapeOf<typeof shape>>;

export const runtimeClass: Kind<RuntimeClass> = {
  kind: 'RuntimeClass',
  group: 'node.k8s.io',
  versions: ['v1'],
  resource: 'runtimeclasses',
  namespaced: false,
  project: projection(shape),
};
