import type { ObjectRef } from '../core/objectRef.ts';
import { type Kind, apiVersionOf } from '../core/kind.ts';
import { fields, flag, listOf, mapOf, number, text, type ShapeOf } from './shape.ts';

export const ownerReference = fields({ apiVersion: text, kind: text, name: text, uid: text, controller: flag });

/** metadata less managedFields, which the list reader cuts out before parsing. */
export const metadata = fields({
  name: text,
  namespace: text,
  uid: text,
  resourceVersion: text,
  generation: number,
  creationTimestamp: text,
  deletionTimestamp: text,
  deletionGracePeriodSeconds: number,
  labels: mapOf(text),
  annotations: mapOf(text),
  ownerReferences: listOf(ownerReference),
  finalizers: listOf(text),
});

export type Metadata = ShapeOf<typeof metadata>;

/** Any projected object. */
export interface HasMetadata {
  readonly metadata?: Metadata;
}

/** A metav1.Condition and its elder forms. */
export const condition = fields({
  type: text,
  status: text,
  reason: text,
  message: text,
  lastTransitionTime: text,
  lastUpdateTime: text,
  observedGeneration: number,
});

export type Condition = ShapeOf<typeof condition>;

/** The reference of a projected object. */
export function refOf(kind: Pick<Kind<unknown>, 'kind' | 'group' | 'versions'>, object: HasMetadata): ObjectRef {
  const { name = '', namespace } = object.metadata ?? {};
  return { apiVersion: apiVersionOf(kind), kind: kind.kind, ...(namespace === undefined ? {} : { namespace }), name };
}
