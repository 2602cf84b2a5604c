import { mapAt, numberAt, textAt, without, type KubeObject } from '../kubeObject.ts';
import { deepEqual } from '../deepEqual.ts';
import type { JsonObject } from '../../core/json.ts';
import { intOrPercent } from './intOrPercent.ts';

export const hashLabel = 'pod-template-hash';
export const revisionKey = 'deployment.kubernetes.io/revision';

export const replicasOf = (set: KubeObject): number => numberAt(set, 'spec.replicas');
const availableOf = (set: KubeObject): number => numberAt(set, 'status.availableReplicas');

export function sum(sets: readonly KubeObject[], of: (set: KubeObject) => number): number {
  return sets.reduce((total, set) => total + of(set), 0);
}

export function isRolling(deployment: KubeObject): boolean {
  return textAt(deployment, 'spec.strategy.type') !== 'Recreate';
}

/** How many pods there may be beyond the wanted number. */
export function surgeOf(deployment: KubeObject): number {
  return isRolling(deployment)
    ? intOrPercent(deployment, 'spec.strategy.rollingUpdate.maxSurge', replicasOf(deployment), 'up')
    : 0;
}

/** How many of the wanted pods may be missing: one, where nothing else would let a rollout move. Source: ResolveFenceposts. */
export function unavailableOf(deployment: KubeObject): number {
  if (!isRolling(deployment)) return 0;
  const replicas = replicasOf(deployment);
  const missing = intOrPercent(deployment, 'spec.strategy.rollingUpdate.maxUnavailable', replicas, 'down');
  return Math.min(replicas, surgeOf(deployment) === 0 && missing === 0 ? 1 : missing);
}

/** The same pods come of both: the label by which the controller tells them apart does not count. */
export function sameTemplate(a: JsonObject, b: JsonObject): boolean {
  const bare = (template: JsonObject): JsonObject => ({
    ...template,
    metadata: {
      ...without(mapAt(template, 'metadata'), 'creationTimestamp'),
      labels: without(mapAt(template, 'metadata.labels'), hashLabel),
    },
  });
  return deepEqual(bare(a), bare(b));
}

/** Source: NewRSNewReplicas, kubernetes/pkg/controller/deployment/util/deployment_util.go. */
export function newReplicas(deployment: KubeObject, sets: readonly KubeObject[], current: number): number {
  const wanted = replicasOf(deployment);
  if (!isRolling(deployment)) return wanted;
  const total = sum(sets, replicasOf);
  const most = wanted + surgeOf(deployment);
  return total >= most ? current : current + Math.min(most - total, wanted - current);
}

export interface Scaling {
  readonly set: KubeObject;
  readonly replicas: number;
}

/**
 * Which of the old ReplicaSets get smaller now: unhealthy pods first, then as many healthy ones as may be missing.
 * Source: reconcileOldReplicaSets, kubernetes/pkg/controller/deployment/rolling.go.
 */
export function oldScalings(
  deployment: KubeObject,
  newSet: KubeObject,
  olds: readonly KubeObject[],
): readonly Scaling[] {
  const least = replicasOf(deployment) - unavailableOf(deployment);
  const missing = replicasOf(newSet) - availableOf(newSet);
  const most = sum([newSet, ...olds], replicasOf) - least - missing;
  if (most <= 0 || sum(olds, replicasOf) === 0) return [];
  let cleaned = 0;
  const afterCleaning = olds.map((set) => {
    const unhealthy = Math.max(0, replicasOf(set) - availableOf(set));
    const fewer = Math.min(unhealthy, most - cleaned);
    cleaned += fewer;
    return { set, replicas: replicasOf(set) - fewer };
  });
  let spare = Math.max(0, sum([newSet, ...olds], availableOf) - least);
  const scaled = afterCleaning.map(({ set, replicas }) => {
    const fewer = Math.min(replicas, spare);
    spare -= fewer;
    return { set, replicas: replicas - fewer };
  });
  return scaled.filter(({ set, replicas }) => replicas !== replicasOf(set));
}

/**
 * Where the wanted number changes in the middle of a rollout, each ReplicaSet gets its share.
 * Source: scale, kubernetes/pkg/controller/deployment/sync.go.
 */
export function proportional(deployment: KubeObject, sets: readonly KubeObject[]): readonly Scaling[] {
  const active = sets.filter((set) => replicasOf(set) > 0);
  const total = sum(active, replicasOf);
  const wanted = replicasOf(deployment) === 0 ? 0 : replicasOf(deployment) + surgeOf(deployment);
  let left = wanted - total;
  if (left === 0) return [];
  const newest = active.toSorted((a, b) => replicasOf(b) - replicasOf(a));
  const scaled = newest.map((set) => {
    const share = Math.round((replicasOf(set) * wanted) / total) - replicasOf(set);
    const change = left > 0 ? Math.max(0, Math.min(share, left)) : Math.min(0, Math.max(share, left));
    left -= change;
    return { set, replicas: replicasOf(set) + change };
  });
  const [first, ...rest] = scaled;
  if (first === undefined) return [];
  return [{ ...first, replicas: Math.max(0, first.replicas + left) }, ...rest];
}
