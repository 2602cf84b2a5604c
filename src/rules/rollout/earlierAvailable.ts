import type { Evidence } from '../../core/finding.ts';
import { isUnscheduled } from '../../kube/isUnscheduled.ts';
import { deployment, type Deployment } from '../../kube/kinds/deployment.ts';
import type { Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';

/** The field that shows it. */
export const earlierPath = 'status.availableReplicas';

/**
 * That pods of an earlier revision are available while new ones fail, where the counts alone prove it: to go back to it would help.
 * New ones that have found no node fail for want of room, which the earlier one would lack as well.
 */
export function earlierAvailable(one: Deployment, sick: readonly Pod[]): readonly Evidence[] {
  const { updatedReplicas = 0, availableReplicas = 0 } = one.status ?? {};
  if (updatedReplicas === 0 || availableReplicas <= updatedReplicas) return [];
  if (sick.length === 0 || sick.some(isUnscheduled)) return [];
  return [{ object: refOf(deployment, one), path: earlierPath, value: availableReplicas }];
}
