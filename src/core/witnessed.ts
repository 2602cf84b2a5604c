import type { Gap } from './gap.ts';

/** A workload as this user's own changes have seen it: every pod of one template, and available. */
export interface SeenAvailable {
  /** The `templateMark` of that template. */
  readonly template: string;
  /** RFC 3339, by this machine. */
  readonly at: string;
  /** The id of the change. */
  readonly change: string;
  /** `after`: what it led to, once that had settled; `before`: what it found. */
  readonly when: 'before' | 'after';
}

/** Which workload, and with whose salt its templates are marked. */
export interface WitnessedObject {
  readonly server: string;
  readonly uid: string;
  readonly salt: string;
}

/** The newest first. It rejects never: a journal that cannot be read is a gap. */
export type Witnessed = (
  of: WitnessedObject,
) => Promise<{ readonly seen: readonly SeenAvailable[]; readonly gaps: readonly Gap[] }>;
