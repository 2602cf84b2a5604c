import type { Block } from './blocks.ts';
import type { CallStats } from './engine.ts';
import type { Envelope, EnvelopeError } from './envelope.ts';
import type { FindingFix } from './fix.ts';
import type { ObjectRef } from './objectRef.ts';

/** What a report view and its host say to each other. Types only: the webviews import this file too. */

/** Which view type shows the answer; the drawing of the others stands on top of the same report. */
export type ReportView = 'report' | 'timeline' | 'serviceChain' | 'revisionDiff';

/** Enough to run the same call again, also after a window reload. `input.context` is always set once the call has been answered. */
export interface ReportCall {
  readonly view: ReportView;
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Everything that one answer's view needs; no request of its own is ever made by the view. */
export interface ReportMessage {
  readonly call: ReportCall;
  /** The tool's title for people, translated. */
  readonly title: string;
  /** Uncut: made with an unlimited budget. */
  readonly envelope: Envelope;
  readonly blocks: readonly Block<string>[];
  /** What mends each of `envelope.findings`, by its place. Absent: nothing does. */
  readonly fixes?: readonly (FindingFix | null)[];
  readonly stats: CallStats;
  /** Titles of the tools that `envelope.next` and the blocks name, translated, by tool name. A tool that is missing here cannot be called. */
  readonly toolTitles: Readonly<Record<string, string>>;
  /** Whether there is a chat to hand the answer to. */
  readonly canAskCopilot: boolean;
  /** The view's own words in the user's language, by their English text; empty in English, where the text itself is shown. */
  readonly translations: Readonly<Record<string, string>>;
  /** BCP 47, for dates and numbers. */
  readonly locale: string;
  /** The last run had no answer: everything else is of the last one that had. */
  readonly failed?: FailedRun;
  /** The last run failed for want of its context, which may have been renamed: another can be chosen. */
  readonly lacksContext?: boolean;
}

export interface FailedRun {
  /** RFC 3339 */
  readonly at: string;
  readonly error: EnvelopeError;
}

export type HostToReport =
  /** `state` is what the view last sent with `saveState`; absent at the first showing. */
  | { readonly type: 'show'; readonly report: ReportMessage; readonly state?: unknown }
  /** The call is running (again): the text says what is being done; absent: no longer. `show` also ends it. */
  | { readonly type: 'busy'; readonly text?: string };

/**
 * What a view keeps with `setState`, from which its panel is made again after a window reload. The answer itself is not kept:
 * nothing of a cluster is written to disk, the call runs anew.
 */
export interface SavedReport {
  readonly call: ReportCall;
  /** Zoom, filters, scroll position: the view's own. */
  readonly state?: unknown;
}

export type ReportToHost =
  /** The view listens; the host answers with `show` or `busy`. */
  | { readonly type: 'ready' }
  | { readonly type: 'runAgain' }
  /** Asks for another context, then makes the call there. */
  | { readonly type: 'switchContext' }
  | { readonly type: 'askCopilot' }
  | { readonly type: 'openJson' }
  | { readonly type: 'export'; readonly format: 'markdown' | 'html' | 'json' }
  /** A drawing as a standalone SVG document. */
  | { readonly type: 'exportSvg'; readonly svg: string }
  /** The texts of the answer's diff, in an editor of its own. */
  | { readonly type: 'openDiff' }
  /** The object as YAML, at the line of `path` where given. */
  | { readonly type: 'openYaml'; readonly object: ObjectRef; readonly path?: string }
  /** The object in the Clusters view. */
  | { readonly type: 'reveal'; readonly object: ObjectRef }
  /** One of `envelope.next`, or what a diff offers, as it stands there. */
  | { readonly type: 'call'; readonly tool: string; readonly input: Readonly<Record<string, unknown>> }
  /** Sent when something of `SavedReport.state` changed (not for every frame of a zoom). */
  | { readonly type: 'saveState'; readonly state: unknown };
