import type { Draft, DraftStep } from '../../core/draft.ts';
import type { KubeError } from '../../core/kubeError.ts';
import type { Plan } from '../../core/plan.ts';
import type { ReadStep } from './readSteps.ts';

/** A plan as the engine keeps it: what is shown of it, redacted, and what would be done, as it is. */
export interface PreparedPlan {
  readonly plan: Plan;
  readonly draft: Draft;
  readonly steps: readonly ReadStep[];
  /** In the order in which they would be done. */
  readonly undo: readonly DraftStep[];
  /** The server would refuse it. */
  readonly refusal?: KubeError;
}
