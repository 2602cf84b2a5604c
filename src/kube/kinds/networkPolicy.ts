import type { Kind } from '../../core/kind.ts';
import { metadata } from '../metadata.ts';
import { anything, fields, listOf, number, projection, text, textOrNumber, type ShapeOf } from '../shape.ts';
import { labelSelector } from './labelSelector.ts';

const ports = listOf(fields({ port: textOrNumber, endPort: number, protocol: text }));

const shape = fields({
  metadata,
  spec: fields({
    podSelector: labelSelector,
    policyTypes: listOf(text),
    ingress: listOf(fields({ from: listOf(anything), ports })),
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
