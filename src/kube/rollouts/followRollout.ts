import { changeOrPause } from './changeOrPause.ts';
import type { Cluster } from '../../core/ports.ts';
import { RolloutFollower, type FollowOptions, type RolloutEnd, type WorkloadAddress } from './rolloutFollower.ts';

export interface FollowedRollout extends RolloutEnd {
  /** How long it was followed. */
  readonly seconds: number;
}

const tickMilliseconds = 1000;

/**
 * Follows a rollout or a scaling by watch until it has settled, is held, has failed of something that will not mend itself, or the time
 * is over. Nothing comes from memory. Pods that may not be read leave a gap, and the status of the workload decides alone.
 * @throws KubeError where the workload may not be read; `not_found` where there is none.
 */
export async function followRollout(
  cluster: Cluster,
  at: WorkloadAddress,
  options: FollowOptions,
  signal: AbortSignal,
): Promise<FollowedRollout> {
  signal.throwIfAborted();
  const stop = new AbortController();
  const until = AbortSignal.any([signal, stop.signal]);
  const began = performance.now();
  const follower = new RolloutFollower(cluster, at, options);
  try {
    follower.start(until);
    for (;;) {
      const left = options.timeout - (performance.now() - began);
      const ended = await follower.judge(left <= 0, until);
      signal.throwIfAborted();
      if (ended !== undefined) return { ...ended, seconds: Math.round((performance.now() - began) / 1000) };
      await changeOrPause(follower.changed(), Math.max(1, Math.min(tickMilliseconds, left)), until);
      signal.throwIfAborted();
    }
  } finally {
    stop.abort();
  }
}
