import type { Kind } from '../../core/kind.ts';
import { condition, metadata } from '../metadata.ts';
import { fields, flag, listOf, number, projection, text, textOrNumber, type ShapeOf } from '../shape.ts';
import { labelSelector } from './labelSelector.ts';
import { podTemplate } from './podSpec.ts';

const shape = fields({
  metadata,
  spec: fields({
    replicas: number,
    paused: flag,
    minReadySeconds: number,
    progressDeadlineSeconds: number,
    revisionHistoryLimit: number,
    selector: labelSelector,
    strategy: fields({
      type: text,
      rollingUpdate: fields({ maxSurge: textOrNumber, maxUnavailable: textOrNumber }),
    }),
    template: podTemplate,
  }),
  status: fields({
    observedGeneration: number,
    replicas: number,
    updatedReplicas: number,
    readyReplicas: number,
    availableReplicas: number,
    unavailableReplicas: number,
    conditions: listOf(condition),
  }),
});

export type Deployment = Partial<ShapeOf<typeof shape>>;

export const deployment: Kind<Deployment> = {
  kind: 'Deployment',
  group: 'apps',
  versions: ['v1'],
  resource: 'deployments',
  namespaced: true,
  project: projection(shape),
};
