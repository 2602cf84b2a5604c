import type { Finding, Severity } from './finding.ts';

/** Of the four tools that write, those by which what some rule finds is mended: a restart mends nothing that a rule is sure of. */
export type FixTool = 'delete_kubernetes_resource' | 'rollback_deployment';

/**
 * The change that mends what a rule finds, of the finding's own object. A change that would not mend the cause is worse than none: a
 * rule declares one only for findings of which all are mended by it.
 */
export interface RuleFix {
  readonly tool: FixTool;
  /** Only findings of this severity are meant. */
  readonly severity?: Severity;
  /** Only findings that have this field in their evidence: it shows that the change would help. */
  readonly shownBy?: string;
}

/** A call that a finding's card offers; it makes a plan, and a person is asked. */
export interface FindingFix {
  readonly tool: FixTool;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What mends each of these findings, by its place; `null`, which JSON has in a list: none of the four. */
export type FixesOf = (findings: readonly Finding[]) => readonly (FindingFix | null)[];
