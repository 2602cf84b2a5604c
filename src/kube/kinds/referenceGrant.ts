import type { Kind } from '../../core/kind.ts';
import { metadata } from '../metadata.ts';
import { fields, listOf, projection, text, type ShapeOf } from '../shape.ts';

const shape = fields({
  metadata,
  spec: fields({
    from: listOf(fields({ group: text, kind: text, namespace: text })),
    to: listOf(fields({ group: text, kind: text, name: text })),
  }),
});

export type ReferenceGrant = Partial<ShapeOf<typeof shape>>;

export const referenceGrant: Kind<ReferenceGrant> = {
  kind: 'ReferenceGrant',
  group: 'gateway.networking.k8s.io',
  versions: ['v1', 'v1beta1'],
  resource: 'referencegrants',
  namespaced: true,
  project: projection(shape),
};
