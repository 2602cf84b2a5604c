import { counted } from '../../core/counted.ts';
import type { SeenEvent } from '../../kube/events.ts';
import { secondsBetween } from '../../kube/secondsBetween.ts';

export interface EventRow {
  readonly lastSeenSecondsAgo: number;
  /** Where it was seen more than once: since when, and how often. */
  readonly firstSeenSecondsAgo?: number;
  readonly count: number;
  readonly type: string;
  readonly reason: string;
  /** `Pod/cart-7d9-b`. */
  readonly object: string;
  readonly namespace: string;
  readonly message: string;
}

export interface ReasonGroup {
  readonly type: string;
  readonly reason: string;
  readonly events: number;
  /** How often they were seen, all together. */
  readonly seen: number;
  readonly objects: number;
}

export interface EventsData {
  /** Warnings before the others, then the most. */
  readonly reasons: readonly ReasonGroup[];
  /** RFC 3339: the oldest event that the server still has here; what was before it is not known. */
  readonly oldestSeen?: string;
  readonly retention: string;
  readonly events: readonly EventRow[];
}

/** A scheduler's message over many nodes goes on for kilobytes, and its end repeats its beginning. */
const longestMessage = 400;

export function eventRow(event: SeenEvent, now: number): EventRow {
  const { count, type, reason, object, namespace, message, firstAt, lastAt } = event;
  return {
    lastSeenSecondsAgo: secondsBetween(lastAt, now),
    ...(count > 1 ? { firstSeenSecondsAgo: secondsBetween(firstAt, now) } : {}),
    count,
    type,
    reason,
    object: `${object.kind}/${object.name}`,
    namespace,
    message:
      message.length <= longestMessage
        ? message
        : `${message.slice(0, longestMessage)}… (${counted(message.length - longestMessage, 'more character')})`,
  };
}

export function reasonGroups(events: readonly SeenEvent[]): readonly ReasonGroup[] {
  const groups = new Map<string, SeenEvent[]>();
  for (const event of events) {
    const key = `${event.type} ${event.reason}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [event]);
    else group.push(event);
  }
  return [...groups.values()]
    .map((group) => ({
      type: group[0]?.type ?? '',
      reason: group[0]?.reason ?? '',
      events: group.length,
      seen: group.reduce((sum, { count }) => sum + count, 0),
      objects: new Set(group.map(({ namespace, object }) => `${namespace}/${object.kind}/${object.name}`)).size,
    }))
    .sort(
      (a, b) =>
        Number(b.type === 'Warning') - Number(a.type === 'Warning') ||
        b.seen - a.seen ||
        (a.reason < b.reason ? -1 : 1),
    );
}
