import { healthLevels, levelAt, type HealthLevel } from './podHealth.ts';
import type { PodSummary } from './podSummary.ts';
import { replacedPods } from './replacedPods.ts';

/** A pod and how it does now. */
export interface JudgedPod<P extends PodSummary = PodSummary> {
  readonly pod: P;
  readonly level: HealthLevel;
  /** What is wrong where STATUS does not say it. */
  readonly note?: string;
}

/** `all` holds the pods that may have replaced one of `pods`. */
export function judgePods<P extends PodSummary>(
  pods: readonly P[],
  all: readonly PodSummary[],
  now: number,
): readonly JudgedPod<P>[] {
  const replaced = replacedPods(all);
  return pods.map((pod) => {
    if (replaced.has(pod.uid)) return { pod, level: 'quiet', note: 'replaced' };
    const level = levelAt(pod, now);
    return { pod, level, ...(isTroubled(level) && pod.because !== undefined ? { note: pod.because } : {}) };
  });
}

export function isTroubled(level: HealthLevel): boolean {
  return level === 'critical' || level === 'warning';
}

/** 0 is the worst. */
export function rankOf(level: HealthLevel): number {
  return healthLevels.indexOf(level);
}
