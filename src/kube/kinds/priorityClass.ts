import type { Kind } from '../../core/kind.ts';
import { metadata } from '../metadata.ts';
import { fields, flag, number, projection, text, type ShapeOf } from '../shape.ts';

const shape = fields({
  metadata,
  value: number,
  globalDefault: flag,
  preemptionPolicy: text,
});

export type PriorityClass = Partial<ShapeOf<typeof shape>>;

export const priorityClass: Kind<PriorityClass> = {
  kind: 'PriorityClass',
  group: 'scheduling.k8s.io',
  versions: ['v1'],
  resource: 'priorityclasses',
  namespaced: false,
  project: projection(shape),
};
