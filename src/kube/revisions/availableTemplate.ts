import type { JsonObject } from '../../core/json.ts';
import { isSettled, rolloutState } from '../rollouts/rolloutState.ts';
import { workloadKinds } from '../rollouts/workload.ts';
import type { RollingKind } from './rollingKind.ts';
import { templateOf } from './templateOf.ts';

/**
 * The pod template of a workload whose status says that every pod is of it and available; undefined where it says less. Spec and status
 * are of one read, and the controller has seen that spec: so it is this template and no other. Of no pods it would be true of any.
 */
export function availableTemplate(kind: RollingKind, owner: JsonObject): JsonObject | undefined {
  const state = rolloutState(workloadKinds[kind].project(owner));
  const { desired, made, updated, available } = state;
  const isWhole = desired > 0 && [made, updated, available].every((count) => count === desired);
  return isWhole && isSettled(state) ? templateOf(owner) : undefined;
}
