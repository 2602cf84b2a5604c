import { logGroups, type LogGroup } from '../../kube/logGroups.ts';
import type { LogEntry } from '../../kube/logLines.ts';
import { isAtLeast, type LogSeverity } from '../../kube/logSeverity.ts';
import { containerStateText, type ContainerType } from '../../kube/podContainers.ts';
import type { LogWindow, ReadLog } from './readLog.ts';

export interface LogFilter {
  readonly severity: LogSeverity | undefined;
  /** Literal text. */
  readonly grep: string | undefined;
  readonly window: LogWindow;
}

/** One log as it is shown. An entry is a line, or a line with the stack trace under it. */
export interface ContainerLog {
  readonly container: string;
  readonly type: ContainerType;
  readonly previous: boolean;
  /** The container's state now: `running`, `waiting: CrashLoopBackOff`. */
  readonly state: string;
  readonly linesRead: number;
  /** Entries that are shown; the same ones are grouped. */
  readonly matched: number;
  readonly errors: number;
  /** The newest lines are missing: the log was longer than what is read of one. */
  readonly capped?: true;
  readonly lines: readonly ShownLine[];
}

export interface ShownLine {
  readonly at?: string;
  readonly text: string;
  /** Where the same came more than once, numbers and ids aside. */
  readonly count?: number;
  readonly until?: string;
  readonly severity?: 'error' | 'warning' | 'info';
}

/** Longer texts are cut: one line of JSON can be a megabyte. */
const longestText = 1500;

export function containerLog({ read, entries, lines, capped }: ReadLog, filter: LogFilter): ContainerLog {
  const matching = entries.filter((entry) => isWanted(entry, filter));
  const { head, tail } = filter.window;
  const kept = head === undefined ? matching.slice(-tail) : matching.slice(0, head);
  return {
    container: read.container.name,
    type: read.container.type,
    previous: read.previous,
    state: containerStateText(read.container),
    linesRead: lines,
    matched: kept.length,
    errors: kept.filter(({ severity }) => severity === 'error').length,
    ...(capped && head === undefined ? { capped: true } : {}),
    lines: logGroups(kept).map(shown),
  };
}

function isWanted({ text, severity }: LogEntry, { severity: wanted, grep }: LogFilter): boolean {
  // What names no level is shown with "info": only the debug lines are surely less
  const isSevere = wanted === undefined || (wanted === 'info' ? severity !== 'debug' : isAtLeast(severity, wanted));
  return isSevere && (grep === undefined || text.toLowerCase().includes(grep.toLowerCase()));
}

function shown({ at, text, severity, count, until }: LogGroup): ShownLine {
  return {
    ...(at === undefined ? {} : { at }),
    text: text.length > longestText ? `${text.slice(0, longestText)}… (${text.length - longestText} more)` : text,
    ...(count === 1 ? {} : { count }),
    ...(until === undefined ? {} : { until }),
    ...(severity === undefined || severity === 'debug' ? {} : { severity }),
  };
}
