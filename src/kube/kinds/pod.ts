import type { Kind } from '../../core/kind.ts';
import { condition, metadata } from '../metadata.ts';
import { fields, listOf, number, projection, text, type ShapeOf } from '../shape.ts';
import { containerStatus } from './container.ts';
import { podSpec } from './podSpec.ts';

const shape = fields({
  metadata,
  spec: podSpec,
  status: fields({
    phase: text,
    reason: text,
    message: text,
    nominatedNodeName: text,
    hostIP: text,
    podIP: text,
    podIPs: listOf(fields({ ip: text })),
    qosClass: text,
    startTime: text,
    observedGeneration: number,
    conditions: listOf(condition),
    containerStatuses: listOf(containerStatus),
    initContainerStatuses: listOf(containerStatus),
    ephemeralContainerStatuses: listOf(containerStatus),
  }),
});

export type Pod = Partial<ShapeOf<typeof shape>>;

export const pod: Kind<Pod> = {
  kind: 'Pod',
  group: '',
  versions: ['v1'],
  resource: 'pods',
  namespaced: true,
  project: projection(shape),
};
