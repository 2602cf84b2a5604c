import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { jobEnding } from '../../kube/jobEnding.ts';
import { jobsOfCronJob } from '../../kube/jobsOfCronJob.ts';
import { cronJob } from '../../kube/kinds/cronJob.ts';
import { job } from '../../kube/kinds/job.ts';
import { refOf } from '../../kube/metadata.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

export const lastRunFailed = defineRule({
  id: 'cronjob/last-run-failed',
  stage: 'start',
  severity: 'warning',
  symptom: true,
  speaks: 'Of the runs of a CronJob that have ended the newest failed.',
  silent: 'A success since; runs that go on; suspended CronJobs: information.',
  needs: { cronJobs: list(cronJob), jobs: list(job) },
  uses: {},
  judge({ cronJobs, jobs }) {
    return cronJobs.flatMap((one): Finding[] => {
      const ended = jobsOfCronJob(one, jobs).flatMap((run) => {
        const ending = jobEnding(run);
        return ending === undefined ? [] : [{ run, ending }];
      });
      const newest = ended.toSorted((a, b) => a.ending.at - b.ending.at).at(-1);
      if (newest?.ending.failed !== true) return [];
      const succeeded = one.status?.lastSuccessfulTime;
      if ((Date.parse(succeeded ?? '') || 0) > newest.ending.at) return [];
      const object = refOf(cronJob, one);
      const run = refOf(job, newest.run);
      const { reason, path } = newest.ending;
      return [
        {
          rule: 'cronjob/last-run-failed',
          severity: one.spec?.suspend === true ? 'info' : unlessDeleted(one, 'warning'),
          object,
          message: `Its newest run, Job ${run.name}, failed${reason === '' ? '' : ` (${reason})`}; ${succeeded === undefined ? 'none has succeeded' : `the last success was at ${succeeded}`}.`,
          evidence: [
            { object: run, path: `${path}.reason`, value: reason === '' ? null : reason },
            { object, path: 'status.lastSuccessfulTime', value: succeeded ?? null },
          ],
          remedy: `See the log of Job ${run.name} and mend what it says before the next run.`,
        },
      ];
    });
  },
});
