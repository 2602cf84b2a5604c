import type { Kind } from '../../core/kind.ts';
import { metadata } from '../metadata.ts';
import { fields, mapOf, projection, text, type ShapeOf } from '../shape.ts';

const shape = fields({
  metadata,
  data: mapOf(text),
  binaryData: mapOf(text),
});

export type ConfigMap = Partial<ShapeOf<typeof shape>>;

export const configMap: Kind<ConfigMap> = {
  kind: 'ConfigMap',
  group: '',
  versions: ['v1'],
  resource: 'configmaps',
  namespaced: true,
  listAs: 'metadata',
  project: projection(shape),
};
