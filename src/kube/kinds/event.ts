import type { Kind } from '../../core/kind.ts';
import { metadata } from '../metadata.ts';
import { fields, number, projection, text, type ShapeOf } from '../shape.ts';

/**
 * core/v1 and events.k8s.io show the same stored object; core/v1 has all its fields (events.k8s.io calls count, lastTimestamp and
 * source deprecatedCount, deprecatedLastTimestamp and deprecatedSource).
 */
const shape = fields({
  metadata,
  involvedObject: fields({
    apiVersion: text,
    kind: text,
    namespace: text,
    name: text,
    uid: text,
    fieldPath: text,
  }),
  related: fields({ apiVersion: text, kind: text, namespace: text, name: text, uid: text }),
  type: text,
  reason: text,
  message: text,
  action: text,
  count: number,
  firstTimestamp: text,
  lastTimestamp: text,
  eventTime: text,
  series: fields({ count: number, lastObservedTime: text }),
  source: fields({ component: text, host: text }),
  reportingComponent: text,
  reportingInstance: text,
});

export type KubeEvent = Partial<ShapeOf<typeof shape>>;

export const event: Kind<KubeEvent> = {
  kind: 'Event',
  group: '',
  versions: ['v1'],
  resource: 'events',
  namespaced: true,
  project: projection(shape),
};
