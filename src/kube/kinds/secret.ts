import type { Kind } from '../../core/kind.ts';
import { metadata } from '../metadata.ts';
import { fields, mapOf, projection, text, type ShapeOf } from '../shape.ts';

const shape = fields({
  metadata,
  type: text,
  data: mapOf(text),
});

export type Secret = Partial<ShapeOf<typeof shape>>;

export const secret: Kind<Secret> = {
  kind: 'Secret',
  group: '',
  versions: ['v1'],
  resource: 'secrets',
  namespaced: true,
  listAs: 'metadata',
  project: projection(shape),
};
