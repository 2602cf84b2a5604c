import type { ObjectRef } from '../../core/objectRef.ts';
import { timeAt, type TimelineMoment } from './moment.ts';

/** When an object was made; nothing where its metadata has no such time. */
export function createdMoment(object: ObjectRef, creationTimestamp: string | undefined): readonly TimelineMoment[] {
  const at = timeAt(creationTimestamp);
  if (at === undefined) return [];
  return [{ object, shape: 'event', at, severity: 'info', title: 'created', path: 'metadata.creationTimestamp' }];
}
