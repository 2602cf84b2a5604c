import type { Kind } from '../../core/kind.ts';
import { metadata } from '../metadata.ts';
import { fields, flag, listOf, projection, text, type ShapeOf } from '../shape.ts';

const shape = fields({
  metadata,
  imagePullSecrets: listOf(fields({ name: text })),
  automountServiceAccountToken: flag,
});

export type ServiceAccount = Partial<ShapeOf<typeof shape>>;

export const serviceAccount: Kind<ServiceAccount> = {
  kind: 'ServiceAccount',
  group: '',
  versions: ['v1'],
  resource: 'serviceaccounts',
  namespaced: true,
  project: projection(shape),
};
