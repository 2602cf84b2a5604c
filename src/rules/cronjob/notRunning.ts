import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { age } from '../../kube/age.ts';
import { cronJob } from '../../kube/kinds/cronJob.ts';
import { refOf } from '../../kube/metadata.ts';
import { missedRun } from '../../kube/missedRun.ts';

/** A deadline lets the controller pass a run over for good; when the schedule was last changed is not told. */
const sureness = 0.8;

/** Not judged by Jobs, which the history limits delete. */
export const notRunning = defineRule({
  id: 'cronjob/not-running',
  stage: 'start',
  severity: 'critical',
  speaks:
    'A CronJob was due more than an hour, or its starting deadline, ago and has started no run since: a warning where an earlier run goes on and concurrencyPolicy Forbid waits for it.',
  silent:
    'Suspended CronJobs; new ones; those that are being deleted; many missed runs of which the latest was started.',
  needs: { cronJobs: list(cronJob) },
  uses: {},
  judge({ cronJobs, now }) {
    return cronJobs.flatMap((one): Finding[] => {
      const { spec, status } = one;
      if (spec?.suspend === true || one.metadata?.deletionTimestamp !== undefined) return [];
      const missed = missedRun(one, now);
      if (missed === undefined) return [];
      const object = refOf(cronJob, one);
      const active = status?.active?.[0];
      const isHeld = spec?.concurrencyPolicy === 'Forbid' && active !== undefined;
      const since =
        missed.lastAt === undefined ? 'has never started one' : `started the last one ${age(now - missed.lastAt)} ago`;
      const due = new Date(missed.dueAt).toISOString().replace('.000Z', 'Z');
      const held = isHeld ? ` Job ${active.name ?? ''} still runs, and concurrencyPolicy is Forbid.` : '';
      return [
        {
          rule: 'cronjob/not-running',
          severity: isHeld ? 'warning' : 'critical',
          object,
          message: `A run was due at ${due}, ${age(now - missed.dueAt)} ago, and the CronJob ${since}.${held}`,
          evidence: [
            { object, path: 'status.lastScheduleTime', value: status?.lastScheduleTime ?? null },
            { object, path: 'spec.schedule', value: spec?.schedule ?? null },
            ...(isHeld ? [{ object, path: 'status.active[0].name', value: active.name ?? null }] : []),
          ],
          remedy: isHeld
            ? `See why Job ${active.name ?? ''} does not end: give it activeDeadlineSeconds, or delete it.`
            : `See the events of CronJob ${object.name}, and whether kube-controller-manager runs; kubectl create job --from=cronjob/${object.name} starts a run by hand.`,
          ...(spec?.startingDeadlineSeconds === undefined || isHeld ? {} : { confidence: sureness }),
        },
      ];
    });
  },
});
