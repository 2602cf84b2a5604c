import type { Gap } from '../core/gap.ts';
import type { Need } from '../core/rule.ts';

/** What became of one read: its value, or the gap that it leaves. */
export type Reading<V> =
  { readonly state: 'read'; readonly value: V } | { readonly state: 'unread'; readonly gap: Gap };

/** What is known of a namespace (undefined: of all) at one moment. Pure to look at; the reader fills it. */
export interface Snapshot {
  readonly namespace: string | undefined;
  /** Milliseconds since the epoch, by the API server's clock. */
  readonly now: number;
  /** Undefined: nobody asked for it. */
  look(need: Need<unknown>): Reading<unknown> | undefined;
}

/** What was read of a list, or an empty one: for facts, never for judgements (rules tell the two apart). */
export function itemsOf<T>(reading: Reading<readonly T[]> | undefined): readonly T[] {
  return reading?.state === 'read' ? reading.value : [];
}

/** The snapshot with another reading for one list: a list that the server narrowed, for a rule that looks at no more than that. */
export function withReading(snapshot: Snapshot, need: Need<unknown>, reading: Reading<unknown>): Snapshot {
  return { ...snapshot, look: (wanted) => (wanted.key === need.key ? reading : snapshot.look(wanted)) };
}
