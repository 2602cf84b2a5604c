import type { PodContainer } from '../podContainers.ts';

/** How one run of a container ended, as the kubelet told it. */
export interface Ending {
  readonly exitCode: number;
  /** `Error`, `OOMKilled`, `Completed`, `StartError`; empty where nothing was told. */
  readonly reason: string;
  /** Text of the cluster: the termination message, or the runtime's words. */
  readonly message: string;
  /** Milliseconds since the epoch; undefined where not told (the kubelet writes the zero time for what it does not know). */
  readonly startedAt?: number;
  readonly finishedAt?: number;
  /** `state`: it has not started again since. */
  readonly from: 'state' | 'lastState';
  /** `status.containerStatuses[0].lastState.terminated` */
  readonly path: string;
}

/** The endings that a status still tells of, the newest first: at most two, since it keeps no more. */
export function endingsOf({ status, statusPath }: PodContainer): readonly Ending[] {
  return (['state', 'lastState'] as const).flatMap((from): readonly Ending[] => {
    const ended = status?.[from]?.terminated;
    if (ended === undefined) return [];
    const startedAt = timeOf(ended.startedAt);
    const finishedAt = timeOf(ended.finishedAt);
    return [
      {
        exitCode: ended.exitCode ?? 0,
        reason: ended.reason ?? '',
        message: ended.message ?? '',
        ...(startedAt === undefined ? {} : { startedAt }),
        ...(finishedAt === undefined ? {} : { finishedAt }),
        from,
        path: `${statusPath}.${from}.terminated`,
      },
    ];
  });
}

/** `1970-01-01T00:00:00Z` and `0001-01-01T00:00:00Z` are Go's ways to say nothing. */
function timeOf(text: string | undefined): number | undefined {
  const at = Date.parse(text ?? '');
  return at > 0 ? at : undefined;
}
