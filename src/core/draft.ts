import type { NextCall, Scope } from './envelope.ts';
import type { BlockedBy } from './envelope.ts';
import type { Finding } from './finding.ts';
import type { Gap } from './gap.ts';
import type { JsonObject } from './json.ts';
import type { ObjectRef } from './objectRef.ts';
import type { BlastRadius } from './plan.ts';
import type { Propagation, WriteTarget } from './write.ts';

/** A field by the names and indexes on the way to it: annotations have dots in their names. */
export type FieldSteps = readonly string[];

/** What a field is to hold; absent: it is to go. */
export interface FieldChange {
  readonly field: FieldSteps;
  readonly value?: unknown;
}

/** Filled in by the executor as it writes, so that two plans of the same change are the same. RFC 3339. */
export const timeOfWrite = '<time of the write>';

interface StepBase {
  readonly target: WriteTarget;
  /** Of the object as it was looked at; absent for one that is to be made. */
  readonly uid?: string;
  /** What an undo must still find, as the change has left it (hashed where long): else it has changed since. */
  readonly expects?: { readonly uid: string | null; readonly values: Readonly<Record<string, unknown>> };
}

/** One step of a change, as a tool wants it; the values it replaces are read by preflight. */
export type DraftStep =
  | (StepBase & { readonly do: 'patch'; readonly subresource?: 'scale'; readonly set: readonly FieldChange[] })
  | (StepBase & { readonly do: 'delete'; readonly propagation: Propagation; readonly gracePeriodSeconds?: number })
  | (StepBase & { readonly do: 'evict' })
  | (StepBase & {
      readonly do: 'create';
      readonly body: JsonObject;
      /** By what its own undo deletes it again: as the deletion did that it takes back. Absent: Background. */
      readonly goesBy?: Propagation;
    });

/** What becomes of the change, and so what is watched after it. */
export type Effect =
  /** A workload reaches what its spec wants. */
  | { readonly type: 'rollout'; readonly object: ObjectRef }
  /** The controller of a pod puts another in its place. */
  | { readonly type: 'replacement'; readonly object: ObjectRef; readonly controller: ObjectRef }
  | { readonly type: 'gone'; readonly object: ObjectRef }
  | { readonly type: 'there'; readonly object: ObjectRef };

export type DraftUndo =
  | {
      readonly possible: true;
      /** The spec comes back byte for byte. */
      readonly exact: true;
      /** What it costs: `rolls its pods over again`. */
      readonly because?: string;
      /** Later there is nothing left that it would undo. */
      readonly onlyWhile?: 'rollout';
    }
  /** Something comes back otherwise: what, and why. */
  | { readonly possible: true; readonly exact: false; readonly because: string; readonly onlyWhile?: 'rollout' }
  | { readonly possible: false; readonly because: string };

/** What a change tool wants to do, as data. Nothing of it has happened, and nothing will without an approval. */
export interface Draft {
  readonly scope: Scope;
  /** The question to a person: `Scale shop/cart from 1 to 3`. */
  readonly title: string;
  /** What happens, begun as a sentence that `waits for approval` can end: `Scaling shop/cart from 1 to 3`. */
  readonly doing: string;
  /** What changes, in one line: `Deployment shop/cart: spec.replicas 1 → 3`. */
  readonly effect: string;
  /** In their order; each follows only after the one before is done. */
  readonly steps: readonly DraftStep[];
  readonly undo: DraftUndo;
  /** The id of the change that this one takes back. */
  readonly undoes?: string;
  readonly blastRadius: BlastRadius;
  /** What a person should know before they say yes, the gravest first. */
  readonly warnings: readonly string[];
  /** It is not done at all where the namespace is protected: typing its name does not help. */
  readonly refusedWhereProtected?: true;
  readonly then: Effect;
  /** How long the effect is watched, in seconds. */
  readonly watchSeconds: number;
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  readonly next: readonly NextCall[];
}

/** There is nothing to approve: it must not be done, or there is nothing to do. */
export interface NoDraft {
  readonly scope: Scope;
  /** Absent: all is already as it was asked for. */
  readonly blockedBy?: BlockedBy;
  readonly headline: string;
  readonly findings?: readonly Finding[];
  readonly gaps?: readonly Gap[];
  readonly next?: readonly NextCall[];
}
