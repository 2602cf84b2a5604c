import type { ClusterIdentity } from './approval.ts';
import type { CallOptions } from './engine.ts';
import type { BlockedBy, Scope } from './envelope.ts';
import type { ObjectRef } from './objectRef.ts';
import type { FieldDiff, PlanUndo } from './plan.ts';

/** What a change is going to do. On the disk, synced, before anything is written to the cluster. Redacted. */
export interface Intent {
  readonly type: 'intent';
  /** A ULID: ids sort by time. */
  readonly id: string;
  /** RFC 3339, by this machine. */
  readonly at: string;
  readonly surface: CallOptions['surface'];
  readonly tool: string;
  readonly input: unknown;
  readonly cluster: ClusterIdentity;
  readonly scope: Scope;
  /** `Scale shop/cart from 1 to 3`. */
  readonly title: string;
  readonly effect: string;
  /** What was approved, and how that was heard: `modal`, `elicitation`, `--approve`. */
  readonly digest: string;
  readonly approvedBy: string;
  /** The user of this machine, and the process: tells a crash from a change that still runs. */
  readonly by: { readonly user: string; readonly host: string; readonly pid: number };
  readonly steps: readonly IntendedStep[];
  readonly diff: readonly FieldDiff[];
  /** SHA-256 of the file with the before-images. */
  readonly before: string;
  readonly undo: Pick<PlanUndo, 'possible' | 'exact' | 'because'> & { readonly onlyWhile?: 'rollout' };
  /** The change that this one undoes. */
  readonly undoes?: string;
}

export interface IntendedStep {
  readonly do: 'patch' | 'delete' | 'evict' | 'create';
  readonly object: ObjectRef;
  readonly subresource?: string;
  readonly uid?: string;
}

/** `unknown`: it was sent, and reading back does not tell what happened. */
export type StepResult = 'done' | 'failed' | 'conflict' | 'unknown' | 'notReached';

export interface StepOutcome {
  readonly result: StepResult;
  readonly milliseconds: number;
  readonly error?: string;
  /** What its undo finds where nobody has changed it since: the uid, and by path the values that the undo replaces, hashed where long. */
  readonly after?: { readonly uid: string | null; readonly values: Readonly<Record<string, unknown>> };
}

export interface Outcome {
  readonly type: 'outcome';
  readonly id: string;
  readonly at: string;
  /** `partial`: some steps are done, and others are not. */
  readonly result: 'done' | 'failed' | 'conflict' | 'partial' | 'unknown';
  readonly blockedBy?: BlockedBy;
  readonly steps: readonly StepOutcome[];
  /** The process that began it had ended without a word; this was found on the cluster afterwards. */
  readonly foundLater?: true;
}

/** What came of the effect, after the writing was done. */
export interface Verified {
  readonly type: 'verified';
  readonly id: string;
  readonly at: string;
  readonly settled: boolean;
  readonly seconds: number;
  readonly because?: string;
  /** Of a rollout: the `templateMark` of the pod template that every pod was of, and available. */
  readonly available?: string;
}

export type JournalEntry = Intent | Outcome | Verified;

/** One change with all that the journal holds of it. */
export interface JournaledChange {
  readonly intent: Intent;
  /** Absent: it runs, or its process has ended without a word. */
  readonly outcome?: Outcome;
  readonly verified?: Verified;
  /** The change that has undone it. */
  readonly undoneBy?: string;
}

/** What a look at the whole chain has found. */
export interface JournalCheck {
  readonly entries: number;
  /** Lines that were cut short by a crash or a full disk: the chain goes on after them. */
  readonly torn: number;
  /** Entries that this version does not understand: they belong to the chain, and to no change that is shown. */
  readonly unknown?: number;
  /** The first line, counted from 1, that does not follow from the one before; absent: the chain is whole. */
  readonly brokenAt?: number;
  readonly because?: string;
}
