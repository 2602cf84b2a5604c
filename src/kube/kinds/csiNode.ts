import type { Kind } from '../../core/kind.ts';
import { metadata } from '../metadata.ts';
import { fields, listOf, number, projection, text, type ShapeOf } from '../shape.ts';

const shape = fields({
  metadata,
  spec: fields({ drivers: listOf(fields({ name: text, allocatable: fields({ count: number }) })) }),
});

/** How many volumes of each driver a node may have attached. */
export type CsiNode = Partial<ShapeOf<typeof shape>>;

export const csiNode: Kind<CsiNode> = {
  kind: 'CSINode',
  group: 'storage.k8s.io',
  versions: ['v1'],
  resource: 'csinodes',
  namespaced: false,
  project: projection(shape),
};
