import type { Kind } from '../../core/kind.ts';
import { metadata } from '../metadata.ts';
import { anything, fields, listOf, mapOf, projection, text, textOrNumber, type ShapeOf } from '../shape.ts';

const shape = fields({
  metadata,
  spec: fields({ hard: mapOf(textOrNumber), scopes: listOf(text), scopeSelector: anything }),
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
