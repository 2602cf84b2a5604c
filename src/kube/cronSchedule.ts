/** When a CronJob is due, as its controller reads `spec.schedule`. */
export type CronSchedule = CronFields | { readonly everyMs: number };

export interface CronFields {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** 0 is Sunday. */
  readonly weekdays: ReadonlySet<number>;
  /** One of the two day fields is free: the other alone decides. Where neither is, one of them suffices. */
  readonly hasFreeDay: boolean;
}

/**
 * The server's grammar: five fields, `@every` and the named ones; no L, # or W, and no 7 for Sunday. Undefined for what it would refuse.
 * Source: github.com/robfig/cron/v3, parser.go, ParseStandard, which batch validation and the CronJob controller call (1.36).
 */
export function cronSchedule(text: string): CronSchedule | undefined {
  const trimmed = text.trim();
  if (trimmed.startsWith('@every ')) {
    const everyMs = duration(trimmed.slice('@every '.length));
    // Less than a second is a second, and parts of one are dropped (Every in constantdelay.go)
    return everyMs === undefined ? undefined : { everyMs: Math.max(1000, everyMs - (everyMs % 1000)) };
  }
  const fields = (named[trimmed] ?? trimmed).split(/\s+/);
  if (fields.length !== 5) return undefined;
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
  const minutes = field(minute, 0, 59);
  const hours = field(hour, 0, 23);
  const days = field(day, 1, 31);
  const months = field(month, 1, 12, monthNames);
  const weekdays = field(weekday, 0, 6, weekdayNames);
  if (!minutes || !hours || !days || !months || !weekdays) return undefined;
  return {
    minutes: minutes.values,
    hours: hours.values,
    days: days.values,
    months: months.values,
    weekdays: weekdays.values,
    hasFreeDay: days.isFree || weekdays.isFree,
  };
}

/** Whether there is a day, in any year, on which it is due. */
export function isEverDue(schedule: CronSchedule): boolean {
  if ('everyMs' in schedule || !schedule.hasFreeDay || schedule.weekdays.size < 7) return true;
  return [...schedule.months].some((month) => [...schedule.days].some((day) => day <= (longest[month - 1] ?? 31)));
}

/** With the day that a leap year adds. */
const longest: readonly number[] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const named: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

interface Field {
  readonly values: ReadonlySet<number>;
  /** A star or a question mark stands in it, without a step. */
  readonly isFree: boolean;
}

function field(text: string, min: number, max: number, names: readonly string[] = []): Field | undefined {
  const values = new Set<number>();
  let isFree = false;
  for (const part of text.split(',').filter((one) => one !== '')) {
    const range = rangeOf(part, min, max, names);
    if (range === undefined) return undefined;
    for (let value = range.from; value <= range.to; value += range.step) values.add(value);
    isFree ||= range.isFree;
  }
  return { values, isFree };
}

function rangeOf(part: string, min: number, max: number, names: readonly string[]) {
  const [span = '', stepText, ...more] = part.split('/');
  const [low = '', high, ...rest] = span.split('-');
  const step = stepText === undefined ? 1 : whole(stepText);
  if (more.length > 0 || rest.length > 0 || step === undefined || step === 0) return undefined;
  const isStar = low === '*' || low === '?';
  const valueOf = (word: string): number | undefined => {
    const index = names.indexOf(word.toLowerCase());
    return index === -1 ? whole(word) : index + min;
  };
  const from = isStar ? min : valueOf(low);
  // `5/15` goes on to the end
  const to = isStar ? max : high !== undefined ? valueOf(high) : stepText === undefined ? from : max;
  if (from === undefined || to === undefined || from < min || to > max || from > to) return undefined;
  return { from, to, step, isFree: isStar && step === 1 };
}

function whole(text: string): number | undefined {
  return /^\+?\d+$/.test(text) ? Number(text) : undefined;
}

const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Go's durations: `1h30m`, `90s`, `1.5h`. */
function duration(text: string): number | undefined {
  if (!/^\+?(?:\d+(?:\.\d*)?(?:ns|us|µs|ms|s|m|h))+$/.test(text)) return undefined;
  let sum = 0;
  for (const [, amount, unit = ''] of text.matchAll(/(\d+(?:\.\d*)?)(ns|us|µs|ms|s|m|h)/g))
    sum += Number(amount) * (units[unit] ?? 0);
  return sum;
}
