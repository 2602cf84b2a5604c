import type { Kind } from '../../core/kind.ts';
import { metadata } from '../metadata.ts';
import { fields, listOf, number, projection, text, type ShapeOf } from '../shape.ts';

const backend = fields({
  service: fields({ name: text, port: fields({ name: text, number }) }),
  resource: fields({ apiGroup: text, kind: text, name: text }),
});

export type IngressBackend = ShapeOf<typeof backend>;

const shape = fields({
  metadata,
  spec: fields({
    ingressClassName: text,
    defaultBackend: backend,
    tls: listOf(fields({ hosts: listOf(text), secretName: text })),
    rules: listOf(
      fields({ host: text, http: fields({ paths: listOf(fields({ path: text, pathType: text, backend })) }) }),
    ),
  }),
  status: fields({ loadBalancer: fields({ ingress: listOf(fields({ ip: text, hostname: text })) }) }),
});

export type Ingress = Partial<ShapeOf<typeof shape>>;

export const ingress: Kind<Ingress> = {
  kind: 'Ingress',
  group: 'networking.k8s.io',
  versions: ['v1'],
  resource: 'ingresses',
  namespaced: true,
  project: projection(shape),
};
