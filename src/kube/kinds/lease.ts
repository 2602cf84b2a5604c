import type { Kind } from '../../core/kind.ts';
import { metadata } from '../metadata.ts';
import { fields, number, projection, text, type ShapeOf } from '../shape.ts';

const shape = fields({
  metadata,
  spec: fields({ holderIdentity: text, leaseDurationSeconds: number, renewTime: text }),
});

export type Lease = Partial<ShapeOf<typeof shape>>;

export const lease: Kind<Lease> = {
  kind: 'Lease',
  group: 'coordination.k8s.io',
  versions: ['v1'],
  resource: 'leases',
  namespaced: true,
  project: projection(shape),
};
