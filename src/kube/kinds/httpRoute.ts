import type { Kind } from '../../core/kind.ts';
import { condition, metadata } from '../metadata.ts';
import { anything, fields, listOf, number, projection, text, type ShapeOf } from '../shape.ts';

const parentRef = fields({ group: text, kind: text, namespace: text, name: text, sectionName: text, port: number });

const shape = fields({
  metadata,
  spec: fields({
    parentRefs: listOf(parentRef),
    hostnames: listOf(text),
    rules: listOf(
      fields({
        matches: listOf(fields({ path: fields({ type: text, value: text }), method: text, headers: listOf(anything) })),
        filters: listOf(anything),
        backendRefs: listOf(
          fields({ group: text, kind: text, namespace: text, name: text, port: number, weight: number }),
        ),
      }),
    ),
  }),
  status: fields({
    parents: listOf(fields({ parentRef, controllerName: text, conditions: listOf(condition) })),
  }),
});

export type HTTPRoute = Partial<ShapeOf<typeof shape>>;

export const httpRoute: Kind<HTTPRoute> = {
  kind: 'HTTPRoute',
  group: 'gateway.networking.k8s.io',
  versions: ['v1', 'v1beta1'],
  resource: 'httproutes',
  namespaced: true,
  project: projection(shape),
};
