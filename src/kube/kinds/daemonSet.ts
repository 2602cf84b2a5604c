import type { Kind } from '../../core/kind.ts';
import { condition, metadata } from '../metadata.ts';
import { fields, listOf, number, projection, text, textOrNumber, type ShapeOf } from '../shape.ts';
import { labelSelector } from './labelSelector.ts';
import { podTemplate } from './podSpec.ts';

const shape = fields({
  metadata,
  spec: fields({
    selector: labelSelector,
    updateStrategy: fields({
      type: text,
      rollingUpdate: fields({ maxUnavailable: textOrNumber, maxSurge: textOrNumber }),
    }),
    template: podTemplate,
  }),
  status: fields({
    observedGeneration: number,
    desiredNumberScheduled: number,
    currentNumberScheduled: number,
    updatedNumberScheduled: number,
    numberReady: number,
    numberAvailable: number,
    numberUnavailable: number,
    numberMisscheduled: number,
    conditions: listOf(condition),
  }),
});

export type DaemonSet = Partial<ShapeOf<typeof shape>>;

export const daemonSet: Kind<DaemonSet> = {
  kind: 'DaemonSet',
  group: 'apps',
  versions: ['v1'],
  resource: 'daemonsets',
  namespaced: true,
  project: projection(shape),
};
