import type { SeenEvent } from '../events.ts';
import type { PodContainer } from '../podContainers.ts';
import { containerOf } from './probeKills.ts';

/** One run of a container as far as it is known: a status tells of the last two, events of the starts before. */
export interface KnownRun {
  /** Milliseconds since the epoch. */
  readonly startedAt?: number;
  /** Absent: it still runs. */
  readonly endedAt?: number;
}

/** The runs whose times a status tells, the newest first. */
export function runsKnown({ status }: PodContainer): readonly KnownRun[] {
  const { state, lastState } = status ?? {};
  return [
    ...(state?.running === undefined ? [] : [runOf(state.running.startedAt, undefined)]),
    ...(state?.terminated === undefined ? [] : [runOf(state.terminated.startedAt, state.terminated.finishedAt)]),
    ...(lastState?.terminated === undefined
      ? []
      : [runOf(lastState.terminated.startedAt, lastState.terminated.finishedAt)]),
  ];
}

/** The kubelet's events of starts: how many, from when to when. Undefined where none is kept. */
export function startsSeen(
  events: readonly SeenEvent[],
  container: string,
): { readonly count: number; readonly firstAt: number; readonly lastAt: number } | undefined {
  const starts = events.filter(({ reason, fieldPath }) => reason === 'Started' && containerOf(fieldPath) === container);
  if (starts.length === 0) return undefined;
  return {
    count: starts.reduce((sum, { count }) => sum + count, 0),
    firstAt: Math.min(...starts.map(({ firstAt }) => firstAt)),
    lastAt: Math.max(...starts.map(({ lastAt }) => lastAt)),
  };
}

function runOf(startedAt: string | undefined, endedAt: string | undefined): KnownRun {
  const from = timeOf(startedAt);
  const to = timeOf(endedAt);
  return { ...(from === undefined ? {} : { startedAt: from }), ...(to === undefined ? {} : { endedAt: to }) };
}

/** Go's zero time stands for what the kubelet does not know. */
function timeOf(text: string | undefined): number | undefined {
  const at = Date.parse(text ?? '');
  return at > 0 ? at : undefined;
}
