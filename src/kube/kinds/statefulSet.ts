import type { Kind } from '../../core/kind.ts';
import { condition, metadata } from '../metadata.ts';
import { fields, listOf, number, projection, text, type ShapeOf } from '../shape.ts';
import { labelSelector } from './labelSelector.ts';
import { claimSpec } from './persistentVolumeClaim.ts';
import { podTemplate } from './podSpec.ts';

const shape = fields({
  metadata,
  spec: fields({
    replicas: number,
    serviceName: text,
    podManagementPolicy: text,
    ordinals: fields({ start: number }),
    selector: labelSelector,
    updateStrategy: fields({ type: text, rollingUpdate: fields({ partition: number }) }),
    template: podTemplate,
    volumeClaimTemplates: listOf(fields({ metadata, spec: claimSpec })),
  }),
  status: fields({
    observedGeneration: number,
    replicas: number,
    readyReplicas: number,
    availableReplicas: number,
    updatedReplicas: number,
    currentReplicas: number,
    currentRevision: text,
    updateRevision: text,
    conditions: listOf(condition),
  }),
});

export type StatefulSet = Partial<ShapeOf<typeof shape>>;

export const statefulSet: Kind<StatefulSet> = {
  kind: 'StatefulSet',
  group: 'apps',
  versions: ['v1'],
  resource: 'statefulsets',
  namespaced: true,
  project: projection(shape),
};
