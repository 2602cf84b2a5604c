import type { Kind } from '../../core/kind.ts';
import { condition, metadata } from '../metadata.ts';
import { fields, listOf, number, projection, text, textOrNumber, type ShapeOf } from '../shape.ts';
import { labelSelector } from './labelSelector.ts';

const shape = fields({
  metadata,
  spec: fields({
    minAvailable: textOrNumber,
    maxUnavailable: textOrNumber,
    selector: labelSelector,
    unhealthyPodEvictionPolicy: text,
  }),
  status: fields({
    observedGeneration: number,
    disruptionsAllowed: number,
    currentHealthy: number,
    desiredHealthy: number,
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
