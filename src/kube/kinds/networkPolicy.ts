import type { Kind } from '../../core/kind.ts';
import { metadata } from '../metadata.ts';
import { anything, fields, listOf, projection, text, type ShapeOf } from '../shape.ts';
import { labelSelector } from './podSpec.ts';

const shape = fields({
  metadata,
  spec: fields({
    podSelector: labelSelector,
    policyTypes: listOf(text),
    ingress: listOf(anything),
    egress: listOf(anything),
  }),
});

export type NetworkPolicy = Partial<ShapeOf<typeof shape>>;

export const networkPolicy: Kind<NetworkPolicy> = {
  kind: 'NetworkPolicy',
  group: 'networking.k8s.io',
  versions: ['v1'],
  resource: 'networkpolicies',
  namespaced: true,
  project: projection(shape),
};
