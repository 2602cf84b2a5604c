import type { Severity } from './finding.ts';

/** A finding that a tool makes without a rule, since it follows from what was asked. Told like a rule, for its docs page. */
export interface OwnFinding {
  /** The contract: `subject/what-is-wrong`. */
  readonly id: string;
  /** The worst severity that it has. */
  readonly severity: Severity;
  /** When it is made, when not. One sentence each. */
  readonly speaks: string;
  readonly silent: string;
  /** The tool's input that brings it out in its example. */
  readonly exampleInput: Readonly<Record<string, unknown>>;
}
