import type { Kind } from '../../core/kind.ts';
import { metadata } from '../metadata.ts';
import { fields, listOf, projection, text, type ShapeOf } from '../shape.ts';

const shape = fields({
  metadata,
  provisioner: text,
  volumeBindingMode: text,
  allowedTopologies: listOf(fields({ matchLabelExpressions: listOf(fields({ key: text, values: listOf(text) })) })),
});

export type StorageClass = Partial<ShapeOf<typeof shape>>;

export const storageClass: Kind<StorageClass> = {
  kind: 'StorageClass',
  group: 'storage.k8s.io',
  versions: ['v1'],
  resource: 'storageclasses',
  namespaced: false,
  project: projection(shape),
};
