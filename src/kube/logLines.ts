import { logSeverity, type LogSeverity } from './logSeverity.ts';

/** One entry of a log: a line, or a line with the stack trace under it. */
export interface LogEntry {
  /** RFC 3339 UTC with milliseconds, as the container runtime took it; absent where the server gave none. */
  readonly at?: string;
  readonly text: string;
  readonly severity?: LogSeverity;
  /** How many lines it has. */
  readonly lines: number;
}

/** A trace longer than this is cut into entries, so that one broken program cannot make one endless entry. */
const mostLines = 60;

/** The entries of a log that was read with timestamps. */
export function logEntries(log: string): readonly LogEntry[] {
  const groups: { at?: string; lines: string[] }[] = [];
  for (const line of log.split('\n')) {
    if (line === '') continue;
    const { at, text } = splitTime(line);
    const last = groups.at(-1);
    if (last !== undefined && last.lines.length < mostLines && continues(last.lines, text)) last.lines.push(text);
    else groups.push({ ...(at === undefined ? {} : { at }), lines: [text] });
  }
  return groups.map(({ at, lines }): LogEntry => {
    const text = lines.join('\n');
    const severity = lines.length > 1 && isTrace(lines) ? 'error' : logSeverity(text);
    return {
      ...(at === undefined ? {} : { at }),
      text,
      ...(severity === undefined ? {} : { severity }),
      lines: lines.length,
    };
  });
}

/** `2026-11-25T14:02:11.123456789Z text`: the kubelet puts the runtime's time before each line. */
function splitTime(line: string): { readonly at?: string; readonly text: string } {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})) ?(.*)$/s.exec(line);
  if (match === null) return { text: line };
  const at = Date.parse(match[1] ?? '');
  return Number.isNaN(at)
    ? { text: line }
    : { at: new Date(at).toISOString(), text: withoutSameTime(match[2] ?? '', at) };
}

/** Many programs begin a line with the time themselves. Said twice it only takes room. */
function withoutSameTime(text: string, at: number): string {
  const own = /^\[?(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:[.,]\d+)?Z)\]?\s+(?=\S)/.exec(text);
  if (own === null) return text;
  return Math.abs(Date.parse((own[1] ?? '').replace(',', '.')) - at) < 1000 ? text.slice(own[0].length) : text;
}

/** Java, JavaScript, Python and Go: indented frames, `Caused by:`, and the exception's own line after a Python traceback. */
function continues(before: readonly string[], line: string): boolean {
  if (/^(\t| {2,})\S/.test(line) || /^(Caused by:|Suppressed:|\.\.\. \d+ more)/.test(line)) return true;
  const first = before[0] ?? '';
  if (first.includes('Traceback (most recent call last)'))
    return /^\s/.test(before.at(-1) ?? '') && /^[\w.]+(:|$)/.test(line);
  // A Go panic: goroutine headers, functions at the margin and their files indented under them
  return (
    /^(panic:|fatal error:)/.test(first) &&
    /^(goroutine \d+ \[|\[signal |[\w./*()-]+\(.*\)$|created by |exit status)/.test(line)
  );
}

function isTrace(lines: readonly string[]): boolean {
  return lines.some((line) =>
    /^\s+(at |File "|\.\.\. )|^(Caused by:|panic:|fatal error:|goroutine )|Traceback/.test(line),
  );
}
