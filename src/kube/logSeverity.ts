import { isRecord } from '../core/json.ts';

/** From worst to least. */
export const logSeverities = ['error', 'warning', 'info', 'debug'] as const;
export type LogSeverity = (typeof logSeverities)[number];

/** A guess from the common formats: klog, JSON, logfmt, a level word, an access log's status, else words of trouble. */
export function logSeverity(text: string): LogSeverity | undefined {
  const start = text.slice(0, 2000);
  return klogLevel(start) ?? jsonLevel(text) ?? namedLevel(start) ?? accessLevel(start) ?? wordLevel(start);
}

/** The level at least as bad as another. */
export function isAtLeast(severity: LogSeverity | undefined, wanted: LogSeverity): boolean {
  return severity !== undefined && logSeverities.indexOf(severity) <= logSeverities.indexOf(wanted);
}

/** `E1125 14:02:11.123456       1 file.go:42] …` (k8s.io/klog). */
function klogLevel(text: string): LogSeverity | undefined {
  const letter = /^([IWEF])\d{4} \d{2}:\d{2}:\d{2}/.exec(text)?.[1];
  return letter === undefined ? undefined : letter === 'I' ? 'info' : letter === 'W' ? 'warning' : 'error';
}

const levelKeys = ['level', 'severity', 'lvl', 'loglevel', 'levelname', 'log.level', 'log_level'];

function jsonLevel(text: string): LogSeverity | undefined {
  if (!text.startsWith('{')) return undefined;
  const entry = parsed(text);
  if (entry === undefined) return undefined;
  const nested = isRecord(entry.log) ? entry.log.level : undefined;
  const found = levelKeys.map((key) => entry[key] ?? entry[key.toUpperCase()]).find((value) => value !== undefined);
  const level = found ?? nested;
  // pino and bunyan write 10 to 60
  if (typeof level === 'number')
    return level >= 50 ? 'error' : level >= 40 ? 'warning' : level >= 30 ? 'info' : 'debug';
  return typeof level === 'string' ? levelOf(level) : undefined;
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const levels: readonly (readonly [RegExp, LogSeverity])[] = [
  [/^(f|ftl|fatal|crit|critical|alert|emerg|emergency|panic|dpanic|severe|e|err|eror|error)$/, 'error'],
  [/^(w|wrn|warn|warning)$/, 'warning'],
  [/^(i|inf|info|information|informational|notice)$/, 'info'],
  [/^(d|dbg|debug|t|trc|trace|verbose|fine|finer|finest)$/, 'debug'],
];

function levelOf(word: string): LogSeverity | undefined {
  const lower = word.toLowerCase();
  return levels.find(([pattern]) => pattern.test(lower))?.[1];
}

/** `level=error`, `[error]`, `<warn>`, `ERROR`, `"level":"error"` of a line that is no whole JSON. */
function namedLevel(text: string): LogSeverity | undefined {
  const field = /\b(?:level|lvl|severity|loglevel)"?\s*[=:]\s*"?([A-Za-z]+)/i.exec(text)?.[1];
  const boxed = /[[<(]\s*([A-Za-z]{3,13})\s*[\]>)]/.exec(text.slice(0, 120))?.[1];
  const capital =
    /\b(FATAL|CRITICAL|CRIT|ALERT|EMERG|PANIC|SEVERE|ERROR|ERR|WARNING|WARN|NOTICE|INFO|DEBUG|TRACE)\b/.exec(
      text.slice(0, 120),
    )?.[1];
  for (const word of [field, boxed, capital]) {
    const level = word === undefined ? undefined : levelOf(word);
    if (level !== undefined) return level;
  }
  return undefined;
}

/** `"GET / HTTP/1.1" 502 …`: common and combined log format. */
function accessLevel(text: string): LogSeverity | undefined {
  const status = / HTTP\/[\d.]+"? (\d{3})\b/.exec(text)?.[1];
  return status === undefined ? undefined : status >= '500' ? 'error' : status >= '400' ? 'warning' : 'info';
}

const trouble =
  /\b(error|exception|panic|fatal|traceback|failed|failure|refused|denied|cannot|can't|could not|unable to|segmentation fault|out of memory|no space left|core dumped)\b|\w(Error|Exception)\b/i;
const noTrouble =
  /\b(no|0|without|zero) (errors?|failures?|exceptions?)\b|\b(errors?|failures?|failed)\s*[:=]\s*(0|nil|null|none|false|""|<nil>)(?!\S)/gi;
const worry = /\b(warn(ing)?|deprecat\w+|retry(ing)?|timed? ?out|slow)\b/i;

function wordLevel(text: string): LogSeverity | undefined {
  const claims = text.replace(noTrouble, '');
  return trouble.test(claims) ? 'error' : worry.test(claims) ? 'warning' : undefined;
}
