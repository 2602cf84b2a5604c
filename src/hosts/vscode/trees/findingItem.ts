import type { FindingFix } from '../../../core/fix.ts';
import type { Gap } from '../../../core/gap.ts';
import type { ObjectRef } from '../../../core/objectRef.ts';
import type { Looked, Scan, ScanFinding, StillRule, UnexplainedPod } from '../../../core/scan.ts';

export type Severity = ScanFinding['severity'];

export type Grouping = 'severity' | 'object';

/** A line of the Findings view. Ids stay the same over a new scan, so that what is expanded stays so. */
export type FindingItem =
  | SeverityGroup
  | ObjectGroup
  | SideGroup
  | FindingLine
  | EvidenceLine
  | RemedyLine
  | PodLine
  | ListPodsLine
  | GapLine
  | LookedLine
  | StillLine
  | MoreLine
  | NothingLine
  | FailureLine;

interface Line {
  readonly id: string;
  readonly parent: FindingItem | undefined;
}

export interface SeverityGroup extends Line {
  readonly type: 'severity';
  readonly severity: Severity;
  readonly count: number;
}

/** With `context` and `object`, as commands take them (objectTarget.ts). */
export interface ObjectGroup extends Line {
  readonly type: 'object';
  readonly context: string;
  readonly object: ObjectRef;
  readonly worst: Severity;
  readonly count: number;
}

/** Pods in trouble that no rule explains, what could not be looked at, and what was. */
export interface SideGroup extends Line {
  readonly type: 'unexplained' | 'gaps' | 'looked';
  readonly scan: Scan;
}

export interface FindingLine extends Line {
  readonly type: 'finding';
  readonly context: string;
  readonly object: ObjectRef;
  readonly finding: ScanFinding;
  /** Of its own object, so that a tool's command takes the line for its input. */
  readonly fix: FindingFix['tool'] | undefined;
  /** Its place in the scan's list. */
  readonly index: number;
}

export interface EvidenceLine extends Line {
  readonly type: 'evidence';
  readonly context: string;
  readonly object: ObjectRef;
  readonly path: string;
  readonly value: unknown;
  /** It is a field of the finding's own object. */
  readonly isOwn: boolean;
}

export interface RemedyLine extends Line {
  readonly type: 'remedy';
  readonly context: string;
  /** The deciding field, and its object. */
  readonly object: ObjectRef;
  readonly path: string | undefined;
  readonly remedy: string;
}

export interface PodLine extends Line, UnexplainedPod {
  readonly type: 'pod';
  readonly context: string;
}

/** Below the pods that are named: the way to all of them. */
export interface ListPodsLine extends Line {
  readonly type: 'listPods';
  readonly context: string;
  /** Undefined: all. */
  readonly namespace: string | undefined;
  /** How many are not named. */
  readonly rest: number;
}

export interface GapLine extends Line {
  readonly type: 'gap';
  readonly gap: Gap;
}

export interface LookedLine extends Line, Looked {
  readonly type: 'lookedAt';
}

export interface StillLine extends Line, StillRule {
  readonly type: 'still';
}

export interface MoreLine extends Line {
  readonly type: 'more';
  /** The id of the group. */
  readonly group: string;
  readonly rest: number;
}

export interface NothingLine extends Line {
  readonly type: 'nothing';
  readonly scan: Scan;
}

/** The last scan failed: why, and what to do. */
export interface FailureLine extends Line {
  readonly type: 'failure';
  readonly what: 'reason' | 'hint' | 'switch' | 'retry' | 'log' | 'demo';
  readonly scan: Scan;
}
