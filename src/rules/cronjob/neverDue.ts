import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { cronSchedule, isEverDue } from '../../kube/cronSchedule.ts';
import { cronJob } from '../../kube/kinds/cronJob.ts';
import { refOf } from '../../kube/metadata.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

/** The server takes such a schedule, and the controller says nothing of it. */
export const neverDue = defineRule({
  id: 'cronjob/never-due',
  stage: 'configuration',
  severity: 'critical',
  speaks: 'The schedule of a CronJob names a day that no month has, such as 31 February.',
  silent: '29 February; schedules with a day of the week, which suffices; suspended CronJobs: information.',
  needs: { cronJobs: list(cronJob) },
  uses: {},
  judge({ cronJobs }) {
    return cronJobs.flatMap((one): Finding[] => {
      const schedule = cronSchedule(one.spec?.schedule ?? '');
      if (schedule === undefined || isEverDue(schedule)) return [];
      const object = refOf(cronJob, one);
      return [
        {
          rule: 'cronjob/never-due',
          severity: one.spec?.suspend === true ? 'info' : unlessDeleted(one, 'critical'),
          object,
          message: `The CronJob never runs: no month that "${one.spec?.schedule ?? ''}" names has such a day.`,
          evidence: [{ object, path: 'spec.schedule', value: one.spec?.schedule ?? null }],
          remedy:
            'Correct the third field (day of the month) or the fourth (month); for the last day of each month let it run daily and ask for the date in the container.',
        },
      ];
    });
  },
});
