import type { Json, JsonObject } from '../../core/json.ts';
import { timeText } from '../../core/timeText.ts';
import { asObject, listAt, numberAt, textAt, valueAt, type KubeObject } from '../kubeObject.ts';
import { nonZero } from '../world/nonZero.ts';
import { replicasOf, sum, unavailableOf } from './rolloutPlan.ts';

/**
 * The status of a Deployment. Source: calculateStatus, kubernetes/pkg/controller/deployment/sync.go, and syncRolloutStatus, progress.go.
 * @param progressed what the controller did just now that counts as progress, where it did
 */
export function deploymentStatus(
  deployment: KubeObject,
  newSet: KubeObject | undefined,
  sets: readonly KubeObject[],
  now: number,
  progressed?: { readonly reason: string; readonly message: string },
): JsonObject {
  const of = (field: string) => (set: KubeObject) => numberAt(set, `status.${field}`);
  const available = sum(sets, of('availableReplicas'));
  const counts = {
    replicas: sum(sets, of('replicas')),
    updatedReplicas: newSet === undefined ? 0 : of('replicas')(newSet),
    readyReplicas: sum(sets, of('readyReplicas')),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, sum(sets, replicasOf) - available),
  };
  const isAvailable = available >= replicasOf(deployment) - unavailableOf(deployment);
  let conditions: readonly Json[] = listAt(deployment, 'status.conditions');
  const set = (condition: JsonObject): void => void (conditions = withCondition(conditions, condition, now));
  if (progressed !== undefined) set({ type: 'Progressing', status: 'True', ...progressed });
  set({
    type: 'Available',
    status: isAvailable ? 'True' : 'False',
    reason: isAvailable ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
    message: `Deployment ${isAvailable ? 'has' : 'does not have'} minimum availability.`,
  });
  const progress = progressOf(deployment, { ...counts, name: newSet?.metadata.name }, conditions, now);
  if (progress !== undefined) set(progress);
  const failed = sets
    .flatMap((one) => listAt(one, 'status.conditions'))
    .find((one) => textAt(one, 'type') === 'ReplicaFailure');
  conditions = conditions.filter((one) => textAt(one, 'type') !== 'ReplicaFailure');
  if (failed !== undefined)
    conditions = [...conditions, { ...asObject(failed), lastUpdateTime: textAt(failed, 'lastTransitionTime') }];
  return {
    observedGeneration: numberAt(deployment, 'metadata.generation'),
    ...nonZero(counts),
    terminatingReplicas: sum(sets, of('terminatingReplicas')),
    conditions,
    ...(valueAt(deployment, 'status.collisionCount') === undefined
      ? {}
      : { collisionCount: numberAt(deployment, 'status.collisionCount') }),
  };
}

interface Counts {
  readonly name: string | undefined;
  readonly replicas: number;
  readonly updatedReplicas: number;
  readonly readyReplicas: number;
  readonly availableReplicas: number;
}

function progressOf(
  deployment: KubeObject,
  counts: Counts,
  conditions: readonly Json[],
  now: number,
): JsonObject | undefined {
  const current = conditions.find((one) => textAt(one, 'type') === 'Progressing');
  const reason = textAt(current, 'reason');
  const isDone = counts.replicas === counts.updatedReplicas && reason === 'NewReplicaSetAvailable';
  if (valueAt(deployment, 'spec.progressDeadlineSeconds') === undefined || isDone) return undefined;
  const what = counts.name === undefined ? `Deployment "${deployment.metadata.name}"` : `ReplicaSet "${counts.name}"`;
  const wanted = replicasOf(deployment);
  if (counts.updatedReplicas === wanted && counts.replicas === wanted && counts.availableReplicas === wanted)
    return {
      type: 'Progressing',
      status: 'True',
      reason: 'NewReplicaSetAvailable',
      message: `${what} has successfully progressed.`,
    };
  const old = (field: string): number => numberAt(deployment, `status.${field}`);
  const moves =
    counts.updatedReplicas > old('updatedReplicas') ||
    counts.replicas - counts.updatedReplicas < old('replicas') - old('updatedReplicas') ||
    counts.readyReplicas > old('readyReplicas') ||
    counts.availableReplicas > old('availableReplicas');
  if (moves)
    return {
      type: 'Progressing',
      status: 'True',
      reason: 'ReplicaSetUpdated',
      message: `${what} is progressing.`,
      moved: true,
    };
  const deadline = deadlineOf(deployment, current);
  if (deadline !== undefined && deadline <= now)
    return {
      type: 'Progressing',
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
      message: `${what} has timed out progressing.`,
    };
  return undefined;
}

/** When a rollout that does not move is given up, in milliseconds since the epoch; undefined where none is under way. */
export function deadlineOf(deployment: KubeObject, progressing: Json | undefined): number | undefined {
  const reason = textAt(progressing, 'reason');
  const seconds = valueAt(deployment, 'spec.progressDeadlineSeconds');
  if (reason === undefined || reason === 'NewReplicaSetAvailable' || typeof seconds !== 'number') return undefined;
  if (valueAt(deployment, 'spec.paused') === true) return undefined;
  return Date.parse(textAt(progressing, 'lastUpdateTime') ?? '') + seconds * 1000;
}

/** `moved`: what is told again is news too. */
function withCondition(conditions: readonly Json[], { moved, ...condition }: JsonObject, now: number): readonly Json[] {
  const old = conditions.find((one) => textAt(one, 'type') === condition.type);
  const isSame = textAt(old, 'status') === condition.status && textAt(old, 'reason') === condition.reason;
  if (isSame && moved !== true) return conditions;
  const at = timeText(now);
  const since = textAt(old, 'status') === condition.status ? (textAt(old, 'lastTransitionTime') ?? at) : at;
  const { type, status, reason, message } = condition;
  const told = { type, status, lastUpdateTime: at, lastTransitionTime: since, reason, message };
  return [...conditions.filter((one) => textAt(one, 'type') !== type), told];
}
