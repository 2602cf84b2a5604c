import type { SeenEvent } from '../events.ts';
import type { PodContainer } from '../podContainers.ts';
import { startsSeen } from './runsKnown.ts';

/** How often a container restarts, and how that is known. */
export interface RestartRate {
  readonly perHour: number;
  /** Restarts that the figure rests on. */
  readonly observations: number;
  /**
   * `starts`: the kubelet's events of its starts; `life`: all restarts of a pod that is younger than the window, so that none can be
   * older; `last`: the times of its last end and start alone, which bound it.
   */
  readonly from: 'starts' | 'life' | 'last';
  /** 0 to 1. */
  readonly confidence: number;
}

export interface RateQuestion {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Milliseconds back from `now`. */
  readonly window: number;
  readonly createdAt: number;
  /** About the pod. */
  readonly events: readonly SeenEvent[];
}

const hour = 3_600_000;

/**
 * Restarts per hour within a window, from times: a counter of restarts that goes back a year says nothing about today. Undefined where
 * nothing restarted within the window, as far as times are known.
 */
export function restartRate(
  { name, status }: PodContainer,
  { now, window, createdAt, events }: RateQuestion,
): RestartRate | undefined {
  const restarts = status?.restartCount ?? 0;
  const lastEnd = Math.max(
    timeOf(status?.lastState?.terminated?.finishedAt),
    timeOf(status?.state?.terminated?.finishedAt),
  );
  if (restarts === 0 || lastEnd < now - window) return undefined;
  // A single one has its time in the status
  if (restarts === 1) return { perHour: hour / window, observations: 1, from: 'life', confidence: 0.9 };
  const lived = Math.max(now - createdAt, 60_000);
  if (lived <= window)
    return {
      perHour: (restarts * hour) / lived,
      observations: restarts,
      from: 'life',
      confidence: restarts >= 3 ? 0.95 : 0.7,
    };
  const starts = startsSeen(events, name);
  if (starts !== undefined && starts.count >= 3 && starts.lastAt >= now - window) {
    // The recorder counts equal events in one object: of those that began before the window the part within is taken as even
    const span = Math.max(starts.lastAt - starts.firstAt, 60_000);
    const within = Math.min(1, (starts.lastAt - (now - window)) / span);
    return {
      perHour: (starts.count * within * hour) / Math.max(now - Math.max(starts.firstAt, now - window), 60_000),
      observations: starts.count,
      from: 'starts',
      confidence: starts.count >= 5 ? 0.9 : 0.7,
    };
  }
  return { perHour: hour / window, observations: 1, from: 'last', confidence: 0.3 };
}

function timeOf(text: string | undefined): number {
  return Date.parse(text ?? '') || 0;
}
