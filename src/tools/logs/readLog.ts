import type { Gap } from '../../core/gap.ts';
import { gapOf, isKubeError, type KubeError } from '../../core/kubeError.ts';
import type { Cluster, LogQuery } from '../../core/ports.ts';
import { logEntries, type LogEntry } from '../../kube/logLines.ts';
import { mostLogReads, type LogRead } from './logReads.ts';

/** At most this much of one log is read. The server counts it from the oldest line that was asked for. */
export const logBytes = 256 * 1024;

/** With a filter, this many lines are searched. */
const searchedLines = 2000;

export interface LogWindow {
  readonly tail: number;
  /** Lines from the start instead of the end. */
  readonly head?: number;
  readonly sinceSeconds?: number;
  readonly isFiltered: boolean;
}

export interface ReadLog {
  readonly read: LogRead;
  readonly entries: readonly LogEntry[];
  readonly lines: number;
  /** The byte limit ended it before its newest line. */
  readonly capped: boolean;
}

export type LogAnswer = ReadLog | { readonly read: LogRead; readonly error: KubeError };

interface PodName {
  readonly namespace: string;
  readonly name: string;
}

/**
 * Reads the logs at once. Where the byte limit took the newest lines away, the log is read once more with as many lines as fit, if
 * that is not a read too many.
 */
export async function readLogs(
  cluster: Cluster,
  pod: PodName,
  reads: readonly LogRead[],
  window: LogWindow,
  signal: AbortSignal,
): Promise<readonly LogAnswer[]> {
  const lines = window.isFiltered ? Math.max(window.tail, searchedLines) : window.tail;
  const answers = await Promise.all(reads.map((read) => readLog(cluster, pod, read, window, lines, signal)));
  const cut = answers.filter(
    (answer): answer is ReadLog => 'capped' in answer && answer.capped && window.head === undefined,
  );
  const again = cut.slice(0, mostLogReads - reads.length);
  const fewer = await Promise.all(
    again.map((answer) =>
      readLog(cluster, pod, answer.read, window, Math.max(1, Math.floor(answer.lines * 0.8)), signal),
    ),
  );
  return answers.map((answer) => fewer[again.findIndex((one) => one === answer)] ?? answer);
}

/** A failure is an answer too, unless it ends the call. */
async function readLog(
  cluster: Cluster,
  pod: PodName,
  read: LogRead,
  window: LogWindow,
  lines: number,
  signal: AbortSignal,
): Promise<LogAnswer> {
  const query: LogQuery = {
    ...pod,
    container: read.container.name,
    ...(read.previous ? { previous: true } : {}),
    ...(window.head === undefined ? { tailLines: lines } : {}),
    ...(window.sinceSeconds === undefined ? {} : { sinceSeconds: window.sinceSeconds }),
    limitBytes: logBytes,
    timestamps: true,
  };
  try {
    return parsed(read, await cluster.logs(query, signal));
  } catch (error) {
    if (!isKubeError(error)) throw error;
    const { code } = error.facts;
    if (code === 'cancelled' || code === 'unauthorized') throw error;
    return { read, error };
  }
}

function parsed(read: LogRead, log: string): ReadLog {
  const capped = Buffer.byteLength(log) >= logBytes;
  // The limit cuts in the middle of a line
  const whole = capped ? log.slice(0, log.lastIndexOf('\n') + 1) : log;
  const entries = logEntries(whole);
  return { read, entries, lines: entries.reduce((sum, one) => sum + one.lines, 0), capped };
}

/** There is a log, and it could not be had: as against one that is not there. */
export function isUnread(answer: LogAnswer): answer is LogAnswer & { readonly error: KubeError } {
  return 'error' in answer && logGap(answer).because !== 'absent';
}

/** Why there is no log, in the server's own words where they are known ones. */
export function logGap({ read, error }: { readonly read: LogRead; readonly error: KubeError }): Gap {
  const wanted = `log of container ${read.container.name}${read.previous ? ' (previous instance)' : ''}`;
  const { detail, status = 0, code } = error.facts;
  if (/previous terminated container .* not found|waiting to start|is not available/i.test(detail))
    return { wanted, because: 'absent', hint: detail };
  if (status >= 500 || code === 'timeout')
    return {
      wanted,
      because: code === 'timeout' || /timeout|timed out|deadline/i.test(detail) ? 'timeout' : 'unreachable',
      hint: `the kubelet of the pod's node did not give it: ${detail}; the timeline of the pod tells how its node is`,
    };
  return gapOf(error, wanted);
}
