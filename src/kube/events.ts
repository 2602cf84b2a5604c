import type { Kind } from '../core/kind.ts';
import type { ObjectRef } from '../core/objectRef.ts';
import { event as eventKind, type KubeEvent } from './kinds/event.ts';

/** An event as one thing that was seen `count` times, whichever of the two recorders wrote it. */
export interface SeenEvent {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  /** `Warning` or `Normal`. */
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  /** What it is about; its namespace is absent for objects without one. */
  readonly object: ObjectRef;
  /** Parts objects of one name that lived one after the other. */
  readonly objectUid?: string;
  /** `spec.containers{web}`. */
  readonly fieldPath?: string;
  readonly count: number;
  /** Milliseconds since the epoch; 0 where no time is told. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** The component that wrote it: `kubelet`. */
  readonly source: string;
}

/**
 * The old recorder counts in `count` and `lastTimestamp`; the new one writes `eventTime`, and `series` once it repeats; some writers
 * leave all of them out. The latest of what is told is the last time. Source: k8s.io/client-go/tools/events and tools/record.
 */
export function seenEvent(event: KubeEvent): SeenEvent {
  const { metadata, involvedObject, series, source } = event;
  const created = timeOf(metadata?.creationTimestamp);
  const told = [event.firstTimestamp, event.eventTime, event.lastTimestamp, series?.lastObservedTime].map(timeOf);
  const times = told.filter((at) => at > 0);
  const namespace = involvedObject?.namespace;
  return {
    uid: metadata?.uid ?? '',
    namespace: metadata?.namespace ?? '',
    name: metadata?.name ?? '',
    type: event.type ?? '',
    reason: event.reason ?? '',
    message: event.message ?? '',
    object: {
      apiVersion: involvedObject?.apiVersion ?? '',
      kind: involvedObject?.kind ?? '',
      ...(namespace === undefined || namespace === '' ? {} : { namespace }),
      name: involvedObject?.name ?? '',
    },
    ...(involvedObject?.uid === undefined || involvedObject.uid === '' ? {} : { objectUid: involvedObject.uid }),
    ...(involvedObject?.fieldPath === undefined ? {} : { fieldPath: involvedObject.fieldPath }),
    count: Math.max(1, event.count ?? 0, series?.count ?? 0),
    firstAt: times.length === 0 ? created : Math.min(...times),
    lastAt: times.length === 0 ? created : Math.max(...times),
    source: event.reportingComponent ?? source?.component ?? '',
  };
}

function timeOf(text: string | undefined): number {
  return Date.parse(text ?? '') || 0;
}

/** Events, of which nothing but what was seen is kept. */
export const seenEvents: Kind<SeenEvent> = {
  ...eventKind,
  project: (raw) => seenEvent(eventKind.project(raw)),
};

/** One for each uid, its latest state: a list that was finished at a later state may hold both. */
export function latestByUid<T extends SeenEvent>(events: readonly T[]): readonly T[] {
  const latest = new Map<string, T>();
  for (const event of events) {
    const key = event.uid === '' ? `${event.namespace}/${event.name}` : event.uid;
    const known = latest.get(key);
    if (known === undefined || known.lastAt < event.lastAt || known.count < event.count) latest.set(key, event);
  }
  return [...latest.values()];
}
