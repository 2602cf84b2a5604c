import type { Kind } from '../../core/kind.ts';
import { metadata } from '../metadata.ts';
import { fields, flag, listOf, mapOf, projection, text, textOrNumber, type ShapeOf } from '../shape.ts';

const shape = fields({
  metadata,
  spec: fields({
    unschedulable: flag,
    providerID: text,
    taints: listOf(fields({ key: text, value: text, effect: text, timeAdded: text })),
  }),
  status: fields({
    capacity: mapOf(textOrNumber),
    allocatable: mapOf(textOrNumber),
    conditions: listOf(
      fields({
        type: text,
        status: text,
        reason: text,
        message: text,
        lastHeartbeatTime: text,
        lastTransitionTime: text,
      }),
    ),
    addresses: listOf(fields({ type: text, address: text })),
    nodeInfo: fields({
      kubeletVersion: text,
      osImage: text,
      architecture: text,
      operatingSystem: text,
      containerRuntimeVersion: text,
    }),
  }),
});

export type Node = Partial<ShapeOf<typeof shape>>;

export const node: Kind<Node> = {
  kind: 'Node',
  group: '',
  versions: ['v1'],
  resource: 'nodes',
  namespaced: false,
  project: projection(shape),
};
