import type { Cluster } from '../../core/ports.ts';
import { isFinished, isReadyPod } from '../endpoints.ts';
import type { FollowedPods } from './followPods.ts';
import { followRollout, type FollowedRollout } from './followRollout.ts';
import type { FollowOptions, WorkloadAddress } from './rolloutFollower.ts';
import { podTroubles } from './rolloutSigns.ts';

/** The pods of a workload, and how many of them it is to have. */
export interface FollowedWorkloadPods extends FollowedPods {
  readonly rollout: FollowedRollout;
}

/**
 * Waits until a workload has as many ready pods of its template as are wanted. Those that are there do not tell: others may have been
 * refused, or be about to be replaced.
 * @throws KubeError as followRollout does
 */
export async function followWorkloadPods(
  cluster: Cluster,
  at: WorkloadAddress,
  options: Pick<FollowOptions, 'timeout' | 'onState'>,
  signal: AbortSignal,
): Promise<FollowedWorkloadPods> {
  const rollout = await followRollout(cluster, at, { ...options, byPods: true }, signal);
  const { because, current, seconds, gaps } = rollout;
  const pods = (rollout.pods ?? []).filter((pod) => pod.metadata?.deletionTimestamp === undefined && !isFinished(pod));
  return {
    rollout,
    ended: ends[rollout.ended],
    pods,
    ready: pods.filter(isReadyPod),
    troubles: podTroubles(current.filter((pod) => !isReadyPod(pod))),
    ...(because.by === 'pod' ? { because: because.trouble } : {}),
    seconds,
    gaps,
  };
}

const ends: Readonly<Record<FollowedRollout['ended'], FollowedPods['ended']>> = {
  settled: 'ready',
  held: 'ready',
  failed: 'failed',
  outOfTime: 'outOfTime',
  deleting: 'deleting',
  gone: 'none',
};
