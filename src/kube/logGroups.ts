import type { LogEntry } from './logLines.ts';
import type { LogSeverity } from './logSeverity.ts';

/** Entries that say the same, numbers, ids and times aside. It stands where the first of them came. */
export interface LogGroup {
  readonly at?: string;
  /** The newest wording. */
  readonly text: string;
  readonly severity?: LogSeverity;
  readonly count: number;
  /** When the last of them came; present where there are several. */
  readonly until?: string;
}

/** How many groups back a repetition is looked for: programs that fail in a circle write a few lines in turn. */
const lookBack = 8;

export function logGroups(entries: readonly LogEntry[]): readonly LogGroup[] {
  const groups: { key: string; group: LogGroup }[] = [];
  for (const { at, text, severity } of entries) {
    const key = `${severity ?? ''} ${template(text)}`;
    const index = groups.findLastIndex((one, place) => place >= groups.length - lookBack && one.key === key);
    const same = groups[index];
    if (same === undefined) {
      const group = {
        ...(at === undefined ? {} : { at }),
        text,
        ...(severity === undefined ? {} : { severity }),
        count: 1,
      };
      groups.push({ key, group });
    } else {
      const { group } = same;
      same.group = { ...group, text, count: group.count + 1, ...(at === undefined ? {} : { until: at }) };
    }
  }
  return groups.map(({ group }) => group);
}

/** The text with what changes from line to line replaced: ids, addresses, times, numbers. */
export function template(text: string): string {
  return text
    .slice(0, 4000)
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '#')
    .replace(/\b(?=[a-f]*\d)[0-9a-f]{7,}\b/gi, '#')
    .replace(/\b0x[0-9a-f]+\b/gi, '#')
    .replace(/\d+/g, '#');
}
