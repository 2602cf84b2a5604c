import type { Kind } from '../../core/kind.ts';
import { condition, metadata } from '../metadata.ts';
import { anything, fields, listOf, number, projection, text, type ShapeOf } from '../shape.ts';

const shape = fields({
  metadata,
  spec: fields({
    scaleTargetRef: fields({ apiVersion: text, kind: text, name: text }),
    minReplicas: number,
    maxReplicas: number,
    metrics: listOf(anything),
  }),
  status: fields({
    currentReplicas: number,
    desiredReplicas: number,
    lastScaleTime: text,
    conditions: listOf(condition),
  }),
});

export type HorizontalPodAutoscaler = Partial<ShapeOf<typeof shape>>;

export const horizontalPodAutoscaler: Kind<HorizontalPodAutoscaler> = {
  kind: 'HorizontalPodAutoscaler',
  group: 'autoscaling',
  versions: ['v2'],
  resource: 'horizontalpodautoscalers',
  namespaced: true,
  project: projection(shape),
};
