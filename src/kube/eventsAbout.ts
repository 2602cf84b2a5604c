import { objectPath, type ObjectRef } from '../core/objectRef.ts';
import { latestByUid, seenEvent, type SeenEvent } from './events.ts';
import type { KubeEvent } from './kinds/event.ts';

const indexes = new WeakMap<readonly KubeEvent[], ReadonlyMap<string, readonly SeenEvent[]>>();

/**
 * The events of one object, the oldest first. The list is put in order once, however many rules look into it: a cluster has more
 * events than pods. Those of a former object of the same name are left out, where the uids tell (of nodes they do not: the kubelet
 * writes the node's name in the place of its uid).
 */
export function eventsAbout(
  events: readonly KubeEvent[] | undefined,
  object: Pick<ObjectRef, 'kind' | 'namespace' | 'name'>,
  uid?: string,
): readonly SeenEvent[] {
  if (events === undefined) return [];
  const found = indexOf(events).get(objectPath(object)) ?? [];
  if (uid === undefined || object.kind === 'Node') return found;
  return found.filter(({ objectUid }) => objectUid === undefined || objectUid === uid);
}

/** The event itself, for evidence: `message`, `reason`, `count` are its paths. */
export function eventRef({ namespace, name }: SeenEvent): ObjectRef {
  return { apiVersion: 'v1', kind: 'Event', namespace, name };
}

function indexOf(events: readonly KubeEvent[]): ReadonlyMap<string, readonly SeenEvent[]> {
  const known = indexes.get(events);
  if (known !== undefined) return known;
  const index = new Map<string, SeenEvent[]>();
  for (const event of latestByUid(events.map(seenEvent))) {
    const path = objectPath(event.object);
    const group = index.get(path);
    if (group === undefined) index.set(path, [event]);
    else group.push(event);
  }
  for (const group of index.values()) group.sort((a, b) => a.lastAt - b.lastAt);
  indexes.set(events, index);
  return index;
}
