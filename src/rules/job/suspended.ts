import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { jobEnding } from '../../kube/jobEnding.ts';
import { job } from '../../kube/kinds/job.ts';
import { refOf } from '../../kube/metadata.ts';

/** Queues (Kueue, and others) hold Jobs in this way on purpose. */
export const suspended = defineRule({
  id: 'job/suspended',
  stage: 'admission',
  severity: 'info',
  speaks: 'A Job is suspended: it has no pods until it is let go.',
  silent: 'Jobs that have ended.',
  needs: { jobs: list(job) },
  uses: {},
  judge({ jobs }) {
    return jobs.flatMap((one): Finding[] => {
      if (one.spec?.suspend !== true || jobEnding(one) !== undefined) return [];
      const object = refOf(job, one);
      return [
        {
          rule: 'job/suspended',
          severity: 'info',
          object,
          message: 'The Job is suspended and has no pods until it is let go.',
          evidence: [{ object, path: 'spec.suspend', value: true }],
          remedy: `Let it go when it is meant to run: kubectl patch job/${object.name} --type=merge -p '{"spec":{"suspend":false}}'; or ask the queue that holds it.`,
        },
      ];
    });
  },
});
