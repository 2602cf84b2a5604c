import type { PodDisruptionBudget } from '../kinds/podDisruptionBudget.ts';
import { matches, requirementsOf, type Labels } from '../selectors.ts';

/** Whether a budget is about pods of these labels. An empty selector selects every pod of the namespace, an absent one none (policy/v1). */
export function coversLabels({ spec }: PodDisruptionBudget, labels: Labels): boolean {
  return spec?.selector !== undefined && matches(labels, requirementsOf(spec.selector));
}
