import type { Evidence, Finding } from '../../core/finding.ts';
import { objectPath } from '../../core/objectRef.ts';
import { defineRule, list } from '../../core/rule.ts';
import { jobEnding } from '../../kube/jobEnding.ts';
import { cronJob, type CronJob } from '../../kube/kinds/cronJob.ts';
import { job, type Job } from '../../kube/kinds/job.ts';
import { pod, type Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { controllerOf } from '../../kube/owners.ts';
import { endingsOf } from '../../kube/ending/endings.ts';
import { podContainers } from '../../kube/podContainers.ts';
import { podsOfWorkload } from '../../kube/podsOfWorkload.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

const day = 24 * 60 * 60 * 1000;

/** Source: the reasons of pkg/apis/batch and pkg/controller/job/job_controller.go (1.36). */
const reasons: Readonly<Record<string, (spec: Job['spec']) => string>> = {
  BackoffLimitExceeded: (spec) => `its pods failed more often than backoffLimit ${spec?.backoffLimit ?? 6} allows`,
  DeadlineExceeded: (spec) => `it ran longer than activeDeadlineSeconds ${spec?.activeDeadlineSeconds ?? ''}`.trimEnd(),
  PodFailurePolicy: () => 'a pod failed in a way that its podFailurePolicy does not let pass',
  FailedIndexes: () => 'some of its indexes failed',
  MaxFailedIndexesExceeded: () => 'more of its indexes failed than maxFailedIndexes allows',
};

export const failed = defineRule({
  id: 'job/failed',
  stage: 'start',
  severity: 'critical',
  explains: ['cronjob/last-run-failed'],
  speaks:
    'A Job has failed: a warning where a later run of its CronJob has succeeded, and a day after that failure information.',
  silent: 'Jobs that go on, whose pods fail within the backoff limit.',
  needs: { jobs: list(job) },
  uses: { pods: list(pod), cronJobs: list(cronJob) },
  judge({ jobs, pods = [], cronJobs = [], now }) {
    const succeeded = lastSuccesses(jobs, cronJobs);
    return jobs.flatMap((one): Finding[] => {
      const ending = jobEnding(one);
      if (ending?.failed !== true) return [];
      const object = refOf(job, one);
      const owner = controllerOf(one);
      const isMended = owner !== undefined && (succeeded.get(objectPath(owner)) ?? 0) > ending.at;
      const isOld = isMended && now - ending.at > day;
      const why = reasons[ending.reason]?.(one.spec) ?? [ending.reason, ending.message].filter(Boolean).join(': ');
      const last = lastEnding(podsOfWorkload(object, pods));
      return [
        {
          rule: 'job/failed',
          severity: isOld ? 'info' : unlessDeleted(one, isMended ? 'warning' : 'critical'),
          object,
          message: `The Job failed${why === '' ? '' : `: ${why}`}.${last === undefined ? '' : ` ${last.words}`}${isMended ? ` A later run of ${owner.kind} ${owner.name} succeeded.` : ''}`,
          evidence: [
            { object, path: `${ending.path}.reason`, value: ending.reason === '' ? null : ending.reason },
            ...(last === undefined ? [] : [last.evidence]),
          ],
          remedy:
            owner?.kind === cronJob.kind
              ? `See the log of its last pod; mend what it says in ${owner.kind} ${owner.name}, or wait for the next run.`
              : 'See the log of its last pod, mend what it says, and make the Job again: a failed one does not go on.',
        },
      ];
    });
  },
});

/** When a run of each CronJob last succeeded, by its status and by the Jobs that are left of it. */
function lastSuccesses(jobs: readonly Job[], cronJobs: readonly CronJob[]): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  const note = (path: string, at: number): unknown => last.set(path, Math.max(at, last.get(path) ?? 0));
  for (const one of cronJobs)
    note(objectPath(refOf(cronJob, one)), Date.parse(one.status?.lastSuccessfulTime ?? '') || 0);
  for (const one of jobs) {
    const owner = controllerOf(one);
    const ending = jobEnding(one);
    if (owner !== undefined && ending?.failed === false) note(objectPath(owner), ending.at);
  }
  return last;
}

/** How the last of its containers that failed ended, as far as its pods are still there. */
function lastEnding(pods: readonly Pod[]): { readonly words: string; readonly evidence: Evidence } | undefined {
  const endings = pods.flatMap((its) =>
    podContainers(its).flatMap((container) =>
      endingsOf(container)
        .filter(({ exitCode }) => exitCode !== 0)
        .map((ending) => ({ its, container, ending })),
    ),
  );
  const last = endings.toSorted((a, b) => (a.ending.finishedAt ?? 0) - (b.ending.finishedAt ?? 0)).at(-1);
  if (last === undefined) return undefined;
  const { its, container, ending } = last;
  const reason = ending.reason === '' ? '' : ` (${ending.reason})`;
  return {
    words: `Container ${container.name} of its last pod ended with exit code ${ending.exitCode}${reason}.`,
    evidence: { object: refOf(pod, its), path: `${ending.path}.exitCode`, value: ending.exitCode },
  };
}
