import type { Evidence, Finding, Severity } from './finding.ts';
import type { Label } from './label.ts';
import type { ObjectRef } from './objectRef.ts';

/**
 * What a view draws of an answer. `L` is `Label` in the tools and `string` once a host has resolved the language.
 * The webviews import this file's types and nothing else.
 */
export type Block<L = Label> =
  | FactsBlock<L>
  | TableBlock<L>
  | BarsBlock<L>
  | FindingsBlock<L>
  | LogBlock<L>
  | CodeBlock<L>
  | TimelineBlock<L>
  | GraphBlock<L>
  | DiffBlock<L>;

export type Tone = 'good' | 'warning' | 'bad' | 'quiet';

/** A value in a fact or a table: plain, or with the object that it names and a tone. */
export type Cell = string | number | { readonly text: string; readonly object?: ObjectRef; readonly tone?: Tone };

export interface FactsBlock<L = Label> {
  readonly type: 'facts';
  readonly title?: L;
  readonly facts: readonly { readonly label: L; readonly value: Cell }[];
}

export interface TableBlock<L = Label> {
  readonly type: 'table';
  readonly title: L;
  readonly columns: readonly { readonly label: L; readonly align?: 'end' }[];
  readonly rows: readonly (readonly Cell[])[];
  /** Rows that exist and are not shown. */
  readonly more?: number;
}

/** Things of which each is a whole of several resources, as stacked bars: what of it goes where. Every bar says the same in words. */
export interface BarsBlock<L = Label> {
  readonly type: 'bars';
  readonly title: L;
  /** What the rows are, and what their notes tell: `Node`, `New pods`. */
  readonly rowLabel: L;
  readonly noteLabel: L;
  /** One for each bar of a row: `CPU`, `Memory`. */
  readonly barLabels: readonly L[];
  /** One for each part of a bar, three at most, and what the rest of it is: `Requested now`, `By the new pods`; `Free`. */
  readonly partLabels: readonly L[];
  readonly restLabel: L;
  readonly rows: readonly BarsRow<L>[];
}

export interface BarsRow<L = Label> {
  readonly name: L;
  readonly object?: ObjectRef;
  readonly note: L;
  readonly bars: readonly Bar<L>[];
}

export interface Bar<L = Label> {
  /** In the unit of `whole`; together they may be more than it. */
  readonly parts: readonly number[];
  readonly whole: number;
  /** `1.9 now + 150m new, 1.8 of 3.9 free` */
  readonly text: L;
  readonly tone?: Tone;
}

export interface FindingsBlock<L = Label> {
  readonly type: 'findings';
  readonly title: L;
  readonly findings: readonly Finding[];
}

export interface LogBlock<L = Label> {
  readonly type: 'log';
  readonly title: L;
  readonly lines: readonly LogLine[];
}

export interface LogLine {
  readonly container: string;
  readonly previous?: boolean;
  /** RFC 3339 UTC. */
  readonly at?: string;
  readonly text: string;
  /** How often the line, numbers aside, came in a row of the same. */
  readonly count?: number;
  readonly severity?: 'error' | 'warning' | 'info';
}

export interface CodeBlock<L = Label> {
  readonly type: 'code';
  readonly title: L;
  readonly language: 'yaml' | 'json';
  readonly text: string;
}

/** Lanes from owner down to owned, nodes and volumes last; moments point into them. */
export interface TimelineBlock<L = Label> {
  readonly type: 'timeline';
  readonly title: L;
  /** Milliseconds since the epoch, by the server's clock. */
  readonly from: number;
  readonly to: number;
  readonly lanes: readonly { readonly object: ObjectRef; readonly label: string }[];
  readonly moments: readonly Moment[];
  /** Where `What changed before the first failure` zooms to. */
  readonly firstFailureAt?: number;
}

export type MomentShape = 'event' | 'state' | 'rollout' | 'scale' | 'write';

export interface Moment {
  readonly id: string;
  readonly lane: number;
  readonly shape: MomentShape;
  /** Milliseconds since the epoch. A state runs `at` to `until`; without `until` it still lasts. */
  readonly at: number;
  readonly until?: number;
  readonly severity: Severity;
  readonly title: string;
  readonly detail?: string;
  readonly count?: number;
  readonly evidence?: { readonly object: ObjectRef; readonly path: string; readonly value: string };
}

/** The service chain, left to right. */
export interface GraphBlock<L = Label> {
  readonly type: 'graph';
  readonly title: L;
  readonly nodes: readonly GraphNode<L>[];
  readonly edges: readonly GraphEdge[];
  /** Id of the node to mark; what comes after it is dimmed. */
  readonly firstBroken?: string;
}

export type HopState = 'ok' | 'broken' | 'unknown';

export interface GraphNode<L = Label> {
  readonly id: string;
  /** What kind of hop this is, for its caption: `Service`, `Pods`. */
  readonly caption: L;
  readonly title: string;
  readonly state: HopState;
  /** The deciding field and its value, or the reason in words. */
  readonly because: string;
  readonly object?: ObjectRef;
  /** Where several stand for the hop, as many of them as are named: the pods of a group. */
  readonly objects?: readonly ObjectRef[];
  readonly evidence?: readonly Evidence[];
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly text?: string;
}

/** Two states of one thing beside each other: what differs by sections, then all lines of both. */
export interface DiffBlock<L = Label> {
  readonly type: 'diff';
  readonly title: L;
  readonly before: DiffSide<L>;
  readonly after: DiffSide<L>;
  readonly sections: readonly DiffSection<L>[];
  readonly rows: readonly DiffRow[];
  /** The same as one text: lines of the first begin with `-`, of the second with `+`, those of both with a space. */
  readonly unified: string;
  /** The call that brings the first state back, offered where there is such a tool. */
  readonly rollBack?: {
    readonly tool: string;
    readonly input: Readonly<Record<string, unknown>>;
    readonly label: L;
  };
}

export interface DiffSide<L = Label> {
  /** `Revision 3` */
  readonly title: L;
  /** `current`, `last known good` */
  readonly tags: readonly L[];
  readonly facts: readonly { readonly label: L; readonly value: Cell }[];
}

export interface DiffSection<L = Label> {
  readonly title: L;
  readonly changes: readonly DiffChange<L>[];
}

/** What one side lacks is absent. */
export interface DiffChange<L = Label> {
  readonly path: string;
  readonly object?: ObjectRef;
  readonly before?: string | L;
  readonly after?: string | L;
}

/** A line of the one, of the other, or of both beside each other. */
export interface DiffRow {
  readonly changed: boolean;
  readonly before?: DiffLine;
  readonly after?: DiffLine;
}

export interface DiffLine {
  /** From 1. */
  readonly number: number;
  /** The line in its parts; `marked`: the other side has it not. */
  readonly parts: readonly { readonly text: string; readonly marked?: true }[];
}
