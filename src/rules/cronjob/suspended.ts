import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { cronJob } from '../../kube/kinds/cronJob.ts';
import { refOf } from '../../kube/metadata.ts';

export const suspended = defineRule({
  id: 'cronjob/suspended',
  stage: 'admission',
  severity: 'info',
  speaks: 'A CronJob is suspended: it starts no runs.',
  silent: 'CronJobs that are not.',
  needs: { cronJobs: list(cronJob) },
  uses: {},
  judge({ cronJobs }) {
    return cronJobs.flatMap((one): Finding[] => {
      if (one.spec?.suspend !== true) return [];
      const object = refOf(cronJob, one);
      const last = one.status?.lastScheduleTime;
      return [
        {
          rule: 'cronjob/suspended',
          severity: 'info',
          object,
          message: `The CronJob is suspended and starts no runs; ${last === undefined ? 'it never started one' : `the last was that of ${last}`}.`,
          evidence: [{ object, path: 'spec.suspend', value: true }],
          remedy: `Let it go on when its runs are wanted: kubectl patch cronjob/${object.name} --type=merge -p '{"spec":{"suspend":false}}'. A run that was missed meanwhile starts at once, unless startingDeadlineSeconds forbids it.`,
        },
      ];
    });
  },
});
