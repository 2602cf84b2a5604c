import type { Kind } from '../../core/kind.ts';
import { condition, metadata } from '../metadata.ts';
import { fields, listOf, number, projection, text, textOrNumber, type ShapeOf } from '../shape.ts';
import { labelSelector } from './podSpec.ts';

const shape = fields({
  metadata,
  spec: fields({
    selector: labelSelector,
    minAvailable: textOrNumber,
    maxUnavailable: textOrNumber,
    unhealthyPodEvictionPolicy: text,
  }),
  status: fields({
    currentHealthy: number,
    desiredHealthy: number,
    disruptionsAllowed: number,
    expectedPods: number,
    conditions: listOf(condition),
  }),
});

export type PodDisruptionBudget = Partial<ShapeOf<typeof shape>>;

export const podDisruptionBudget: Kind<PodDisruptionBudget> = {
  kind: 'PodDisruptionBudget',
  group: 'policy',
  versions: ['v1'],
  resource: 'poddisruptionbudgets',
  namespaced: true,
  project: projection(shape),
};
