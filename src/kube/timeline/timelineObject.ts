import { podTemplate } from '../kinds/podSpec.ts';
import { condition, metadata } from '../metadata.ts';
import { oncePerKind } from '../oncePerKind.ts';
import { anything, fields, listOf, number, projection, text, type ShapeOf } from '../shape.ts';

/** An entry of metadata.managedFields: who wrote which fields, and when it last did. */
const managedFieldsEntry = fields({
  manager: text,
  operation: text,
  subresource: text,
  time: text,
  fieldsV1: anything,
});

export type ManagedFieldsEntry = ShapeOf<typeof managedFieldsEntry>;

const status = fields({
  conditions: listOf(condition),
  phase: text,
  startTime: text,
  completionTime: text,
  lastScheduleTime: text,
  lastSuccessfulTime: text,
  lastScaleTime: text,
});

const shape = fields({
  metadata,
  managed: fields({ managedFields: listOf(managedFieldsEntry) }),
  spec: fields({
    replicas: number,
    nodeName: text,
    volumeName: text,
    selector: anything,
    template: podTemplate,
    scaleTargetRef: fields({ apiVersion: text, kind: text, name: text }),
  }),
  status,
});

/** What a timeline reads of an object of any kind, with the managedFields that the other projections drop. */
export type TimelineObject = Partial<ShapeOf<typeof shape>>;

const project = projection(shape);

/** For `get`: a list comes without managedFields. */
export const timelineKind = oncePerKind<TimelineObject>(({ kind, group, versions, resource, namespaced, listAs }) => ({
  kind,
  group,
  versions,
  resource,
  namespaced,
  // Of a Secret or a ConfigMap nothing but its metadata has times
  ...(listAs === undefined ? {} : { getAs: listAs }),
  project: (raw) => project(withManaged(raw)),
}));

/** managedFields beside metadata, whose shape leaves them out. */
function withManaged(raw: unknown): unknown {
  return typeof raw === 'object' && raw !== null && 'metadata' in raw ? { ...raw, managed: raw.metadata } : raw;
}
