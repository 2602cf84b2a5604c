import { cronSchedule } from './cronSchedule.ts';
import type { CronJob } from './kinds/cronJob.ts';
import { isDueAt, lastDue } from './lastDue.ts';

/** A time at which a CronJob was due, and for which it has started no run. */
export interface MissedRun {
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
  /** When it last started one; undefined: never. */
  readonly lastAt?: number;
}

const hour = 60 * 60 * 1000;

/** No zone is farther from UTC. */
const widestOffset = 14 * hour;

/**
 * The last due time that is past by its starting deadline or an hour, whichever is longer, and later than the last start. The
 * controller starts the latest missed run at once when it can, so a time that stays missed tells of one that cannot, or does not look
 * (nextScheduleTime in pkg/controller/cronjob/utils.go, 1.36). Without `timeZone` the controller goes by its own clock, mostly UTC:
 * where the last start does not fit that, the due times are known to a day only.
 */
export function missedRun({ metadata, spec, status }: CronJob, now: number): MissedRun | undefined {
  const schedule = cronSchedule(spec?.schedule ?? '');
  const createdAt = Date.parse(metadata?.creationTimestamp ?? '');
  if (schedule === undefined || Number.isNaN(createdAt)) return undefined;
  const told = Date.parse(status?.lastScheduleTime ?? '');
  const lastAt = Number.isNaN(told) ? undefined : told;
  const zone = spec?.timeZone ?? 'UTC';
  const isZoneSure =
    spec?.timeZone !== undefined || 'everyMs' in schedule || (lastAt !== undefined && isDueAt(schedule, zone, lastAt));
  const patience = Math.max(hour, (spec?.startingDeadlineSeconds ?? 0) * 1000) + (isZoneSure ? 0 : widestOffset);
  const from = Math.max(createdAt, lastAt ?? 0) + (isZoneSure ? 0 : widestOffset);
  const dueAt = lastDue(schedule, zone, from, now - patience);
  return dueAt === undefined ? undefined : { dueAt, ...(lastAt === undefined ? {} : { lastAt }) };
}
