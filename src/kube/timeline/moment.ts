import type { MomentShape } from '../../core/blocks.ts';
import type { Severity } from '../../core/finding.ts';
import type { ObjectRef } from '../../core/objectRef.ts';

/** One thing that happened to one object. Times are milliseconds since the epoch. */
export interface TimelineMoment {
  readonly object: ObjectRef;
  /** The uid, where it is not that of the object that has the name now: one of the same name before it. */
  readonly formerUid?: string;
  readonly shape: MomentShape;
  readonly at: number;
  /** A state's end, or when an event was last seen; a state without it still lasts. */
  readonly until?: number;
  readonly severity: Severity;
  readonly title: string;
  readonly detail?: string;
  readonly count?: number;
  /** The field that it was read from. */
  readonly path?: string;
}

/** Milliseconds since the epoch of an RFC 3339 time; undefined for what is none. */
export function timeAt(text: string | undefined): number | undefined {
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
