import type { ReportToHost } from '../src/core/reportMessages.ts';
import type { ViewState } from './viewState.ts';

/** What every part of a report may use. */
export interface ViewContext {
  /** The view's own word in the user's language. The English text is a literal, so that it can be collected for translation. */
  readonly label: (text: string, ...args: readonly (string | number)[]) => string;
  /** BCP 47. */
  readonly locale: string;
  /** Whether there is a tool of the name: it may be switched off. */
  readonly canCall: (tool: string) => boolean;
  readonly send: (message: ReportToHost) => void;
  readonly state: ViewState;
  /** Says something to a screen reader without moving the focus. */
  readonly announce: (text: string) => void;
  /** Aborted when the report is drawn anew: ends observers and listeners on what outlives it. */
  readonly signal: AbortSignal;
}
