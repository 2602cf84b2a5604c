import type { Kind } from '../../core/kind.ts';
import { condition, metadata } from '../metadata.ts';
import { fields, listOf, number, projection, type ShapeOf } from '../shape.ts';
import { labelSelector } from './labelSelector.ts';
import { podTemplate } from './podSpec.ts';

const shape = fields({
  metadata,
  spec: fields({ replicas: number, minReadySeconds: number, selector: labelSelector, template: podTemplate }),
  status: fields({
    observedGeneration: number,
    replicas: number,
    readyReplicas: number,
    availableReplicas: number,
    conditions: listOf(condition),
  }),
});

export type ReplicaSet = Partial<ShapeOf<typeof shape>>;

export const replicaSet: Kind<ReplicaSet> = {
  kind: 'ReplicaSet',
  group: 'apps',
  versions: ['v1'],
  resource: 'replicasets',
  namespaced: true,
  project: projection(shape),
};
