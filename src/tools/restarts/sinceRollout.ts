import type { Pod } from '../../kube/kinds/pod.ts';
import type { ReplicaSet } from '../../kube/kinds/replicaSet.ts';
import { endingsOf } from '../../kube/ending/endings.ts';
import { controllerOf } from '../../kube/owners.ts';
import { podContainers } from '../../kube/podContainers.ts';
import { secondsBetween } from '../../kube/secondsBetween.ts';

/** How the restarts stand to the last rollout of a Deployment. */
export interface SinceRollout {
  readonly replicaSet: string;
  readonly rolledOutSecondsAgo: number;
  /** Pods of this revision that restarted, and those of older ones that did. */
  readonly restarting: number;
  readonly restartingBefore: number;
  /** Only the newest revision restarts, and older pods there were that do not: the rollout began it. */
  readonly began: boolean;
}

/** Undefined where the pods are of no Deployment, or their ReplicaSets are not known. */
export function sinceRollout(
  pods: readonly Pod[],
  replicaSets: readonly ReplicaSet[],
  now: number,
): SinceRollout | undefined {
  const byName = new Map(replicaSets.map((one) => [one.metadata?.name ?? '', one]));
  const placed = pods.flatMap((pod) => {
    const set = byName.get(controllerOf(pod)?.name ?? '');
    const at = Date.parse(set?.metadata?.creationTimestamp ?? '');
    return set === undefined || Number.isNaN(at) ? [] : [{ pod, name: set.metadata?.name ?? '', at }];
  });
  const [newest] = placed.toSorted((a, b) => b.at - a.at);
  if (newest === undefined) return undefined;
  const ofNewest = placed.filter(({ name }) => name === newest.name);
  const older = placed.filter(({ name }) => name !== newest.name);
  const restarting = ofNewest.filter(({ pod }) => restarts(pod)).length;
  const restartingBefore = older.filter(({ pod }) => restarts(pod)).length;
  return {
    replicaSet: newest.name,
    rolledOutSecondsAgo: secondsBetween(newest.at, now),
    restarting,
    restartingBefore,
    began: restarting > 0 && restartingBefore === 0 && older.length > 0,
  };
}

function restarts(pod: Pod): boolean {
  return podContainers(pod).some(
    (one) => (one.status?.restartCount ?? 0) > 0 || endingsOf(one).some(({ exitCode }) => exitCode !== 0),
  );
}
