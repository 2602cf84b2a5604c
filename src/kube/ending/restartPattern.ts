import type { SeenEvent } from '../events.ts';
import type { PodContainer } from '../podContainers.ts';
import { runsKnown, startsSeen } from './runsKnown.ts';

export type PatternName = 'none' | 'once' | 'growing back-off' | 'equal runs' | 'irregular' | 'not enough times';

/** In what rhythm a container restarts, and from how many times that is known. */
export interface RestartPattern {
  readonly name: PatternName;
  /** Where runs are of one length: how long each lasts, in seconds. */
  readonly runSeconds?: number;
  /** Between two starts on average, in seconds, by the events of its starts. */
  readonly everySeconds?: number;
  /** Starts and ends whose times are known. */
  readonly observations: number;
  /** 0 to 1. */
  readonly confidence: number;
}

/** The kubelet doubles its pause from 10 s up to 5 minutes and forgets after 10 minutes of running (pkg/kubelet, MaxContainerBackOff). */
const forgetsAfter = 600;

/** Runs of several pods of one workload may be given together: their lengths are compared. */
export function restartPattern(
  containers: readonly PodContainer[],
  events: readonly (readonly SeenEvent[])[],
): RestartPattern {
  const restarts = containers.reduce((sum, { status }) => sum + (status?.restartCount ?? 0), 0);
  if (restarts === 0) return { name: 'none', observations: 0, confidence: 1 };
  const runs = containers.flatMap(runsKnown);
  const lengths = runs.flatMap(({ startedAt, endedAt }) =>
    startedAt === undefined || endedAt === undefined ? [] : [(endedAt - startedAt) / 1000],
  );
  const starts = containers.flatMap(({ name }, index) => startsSeen(events[index] ?? [], name) ?? []);
  const counted = starts.reduce((sum, { count }) => sum + count, 0);
  const observations = Math.max(counted, runs.length);
  const spans = starts.filter(({ count, firstAt, lastAt }) => count > 1 && lastAt > firstAt);
  const every = spans.map(({ count, firstAt, lastAt }) => (lastAt - firstAt) / 1000 / (count - 1));
  const mean = every.length === 0 ? undefined : Math.round(every.reduce((sum, one) => sum + one, 0) / every.length);
  const base = { observations, ...(mean === undefined ? {} : { everySeconds: mean }) };
  if (restarts === 1) return { ...base, name: 'once', confidence: 0.9 };
  if (lengths.length >= 2 && areAlike(lengths))
    return {
      ...base,
      name: 'equal runs',
      runSeconds: Math.round(lengths.reduce((sum, one) => sum + one, 0) / lengths.length),
      confidence: lengths.length >= 3 ? 0.9 : 0.7,
    };
  const waits = containers.some(({ status }) => status?.state?.waiting?.reason === 'CrashLoopBackOff');
  const [longest = 0] = lengths.toSorted((a, b) => b - a);
  if (waits && longest < forgetsAfter) {
    const single = lengths.length === 1 ? { runSeconds: Math.round(longest) } : {};
    return { ...base, ...single, name: 'growing back-off', confidence: counted >= 3 ? 0.9 : 0.7 };
  }
  return observations < 3
    ? { ...base, name: 'not enough times', confidence: 0.3 }
    : { ...base, name: 'irregular', confidence: counted >= 5 ? 0.7 : 0.4 };
}

/** Within a fifth of their mean, and by more than the second in which the kubelet counts. */
function areAlike(lengths: readonly number[]): boolean {
  const mean = lengths.reduce((sum, one) => sum + one, 0) / lengths.length;
  return lengths.every((one) => Math.abs(one - mean) <= Math.max(1, mean * 0.2));
}
