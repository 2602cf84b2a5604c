import type { Kind } from '../../core/kind.ts';
import { metadata } from '../metadata.ts';
import { fields, mapOf, projection, textOrNumber, type ShapeOf } from '../shape.ts';

const shape = fields({
  metadata,
  status: fields({ hard: mapOf(textOrNumber), used: mapOf(textOrNumber) }),
});

export type ResourceQuota = Partial<ShapeOf<typeof shape>>;

export const resourceQuota: Kind<ResourceQuota> = {
  kind: 'ResourceQuota',
  group: '',
  versions: ['v1'],
  resource: 'resourcequotas',
  namespaced: true,
  project: projection(shape),
};
