import type { RollingKind } from '../../kube/revisions/rollingKind.ts';
import type { RevisionRow } from './revisionRow.ts';

export interface RevisionHistoryData {
  readonly kind: RollingKind;
  readonly namespace?: string;
  readonly name: string;
  /** Nothing is rolled out until somebody resumes it. */
  readonly paused?: true;
  /** The template that the workload has now is in none of its revisions. */
  readonly notRolledOut?: true;
  /** The newest first. */
  readonly revisions: readonly RevisionRow[];
  /** Namespaces that have a workload of this name, where none was given. */
  readonly candidates?: readonly string[];
}
