import type { Kind } from '../../core/kind.ts';
import { condition, metadata } from '../metadata.ts';
import { fields, listOf, projection, text, type ShapeOf } from '../shape.ts';

const shape = fields({
  metadata,
  spec: fields({ finalizers: listOf(text) }),
  status: fields({ phase: text, conditions: listOf(condition) }),
});

export type Namespace = Partial<ShapeOf<typeof shape>>;

export const namespace: Kind<Namespace> = {
  kind: 'Namespace',
  group: '',
  versions: ['v1'],
  resource: 'namespaces',
  namespaced: false,
  project: projection(shape),
};
