import type { ReadReference } from '../../kube/revisions/readReferences.ts';
import type { RollingKind } from '../../kube/revisions/rollingKind.ts';
import type { TemplateDifference } from '../../kube/revisions/templateDifference.ts';
import type { RevisionRow } from './revisionRow.ts';

/** One side of a comparison: a revision, or the template that is not rolled out yet. */
export type ComparedSide = Partial<RevisionRow> & {
  readonly images: readonly string[];
  /** The workload's template now, which is in none of its revisions. */
  readonly notRolledOut?: true;
};

export interface RevisionComparison {
  readonly kind: RollingKind;
  readonly namespace?: string;
  readonly name: string;
  /** Absent where there is nothing to compare. */
  readonly from?: ComparedSide;
  readonly to?: ComparedSide;
  /** Fields of the pod template; what one side lacks is absent. */
  readonly changes: readonly TemplateDifference[];
  /** The ConfigMaps and Secrets that either side refers to; `before` and `after` say what is known of their content then. */
  readonly references: readonly ReadReference[];
  /** Those beyond the ones that were read. */
  readonly referencesLeftOut?: number;
  /** The templates as YAML in one text: `-` a line of `from`, `+` one of `to`, a space one of both. */
  readonly diff?: string;
  /** Namespaces that have a workload of this name, where none was given. */
  readonly candidates?: readonly string[];
}
