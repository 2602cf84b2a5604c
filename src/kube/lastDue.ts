import type { CronFields, CronSchedule } from './cronSchedule.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** No schedule that is ever due keeps still for longer: 29 February, over a century that is no leap year. */
const maxDays = 366 * 9;

/**
 * The latest time at which a schedule was due after `from` and not after `until` (milliseconds since the epoch), by the clock of a time
 * zone. A time of day that a change of the clock leaves out is skipped, as the controller does (spec.go of robfig/cron). Undefined
 * where there is none, or the zone is unknown.
 */
export function lastDue(schedule: CronSchedule, zone: string, from: number, until: number): number | undefined {
  if ('everyMs' in schedule) {
    const { everyMs } = schedule;
    const times = Math.floor((until - from) / everyMs);
    return times < 1 ? undefined : from + times * everyMs;
  }
  const wall = wallClock(zone);
  if (wall === undefined || until <= from) return undefined;
  const hours = [...schedule.hours].sort((a, b) => b - a);
  const minutes = [...schedule.minutes].sort((a, b) => b - a);
  const today = Math.floor(wall(until) / dayMs);
  for (let day = today; day > today - maxDays; day--) {
    // A day by the zone's clock begins at most a day before or after the same day elsewhere
    if ((day + 2) * dayMs < from) return undefined;
    if (!isDueOn(schedule, new Date(day * dayMs))) continue;
    for (const hour of hours)
      for (const minute of minutes) {
        const at = momentOf(day * dayMs + (hour * 60 + minute) * minuteMs, wall);
        if (at === undefined || at > until) continue;
        return at > from ? at : undefined;
      }
  }
  return undefined;
}

/** Whether it is due at this very minute. */
export function isDueAt(schedule: CronSchedule, zone: string, at: number): boolean {
  return !('everyMs' in schedule) && lastDue(schedule, zone, at - 1, at) === at;
}

function isDueOn({ months, days, weekdays, hasFreeDay }: CronFields, date: Date): boolean {
  if (!months.has(date.getUTCMonth() + 1)) return false;
  const byDay = days.has(date.getUTCDate());
  const byWeekday = weekdays.has(date.getUTCDay());
  return hasFreeDay ? byDay && byWeekday : byDay || byWeekday;
}

/** What the clock on the wall shows, as if it were UTC. */
type WallClock = (at: number) => number;

function wallClock(zone: string): WallClock | undefined {
  if (zone === 'UTC') return (at) => at;
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    return (at) => {
      const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
      const of = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
      return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
    };
  } catch {
    return undefined;
  }
}

/** The moment at which the wall shows this; undefined where it never does. */
function momentOf(shown: number, wall: WallClock): number | undefined {
  const guess = shown - (wall(shown) - shown);
  const at = shown - (wall(guess) - guess);
  return wall(at) === shown ? at : undefined;
}
