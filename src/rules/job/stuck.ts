import type { Finding } from '../../core/finding.ts';
import { objectPath } from '../../core/objectRef.ts';
import { defineRule, list } from '../../core/rule.ts';
import { age } from '../../kube/age.ts';
import { jobEnding } from '../../kube/jobEnding.ts';
import { job, type Job } from '../../kube/kinds/job.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { controllerOf } from '../../kube/owners.ts';
import { podsOfWorkload } from '../../kube/podsOfWorkload.ts';
import { unreadyReasons } from '../../kube/unready.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

/** Longer than the longest pause between two attempts (6 min, MaxJobPodFailureBackOff in pkg/controller/job/job_controller.go, 1.36). */
const shortest = 10 * 60 * 1000;

export const stuck = defineRule({
  id: 'job/stuck',
  stage: 'start',
  severity: 'warning',
  speaks: 'A Job has been at it for ten minutes, and longer than the runs before it took, and none of its pods runs.',
  silent: 'Jobs of which a pod runs, however long; suspended ones; runs whose duration is usual.',
  needs: { jobs: list(job), pods: list(pod) },
  uses: {},
  judge({ jobs, pods, now }) {
    const usual = usualDurations(jobs);
    return jobs.flatMap((one): Finding[] => {
      if (one.spec?.suspend === true || jobEnding(one) !== undefined) return [];
      const started = Date.parse(one.status?.startTime ?? '');
      const owner = controllerOf(one);
      const allowed = Math.max(shortest, owner === undefined ? 0 : (usual.get(objectPath(owner)) ?? 0));
      if (Number.isNaN(started) || now - started <= allowed) return [];
      const object = refOf(job, one);
      const own = podsOfWorkload(object, pods);
      if ((one.status?.active ?? 0) === 0 && own.length === 0) return [];
      const waiting = own.filter(({ status }) => status?.phase === 'Pending' || status?.phase === undefined);
      if (own.some(({ status }) => status?.phase === 'Running') || waiting.length === 0) return [];
      // Of the pods only the sick ones may be in sight, and others run
      if ((one.status?.active ?? 0) > waiting.length) return [];
      return [
        {
          rule: 'job/stuck',
          severity: unlessDeleted(one, 'warning'),
          object,
          message: `The Job started ${age(now - started)} ago and none of its pods runs: ${unreadyReasons(waiting)}.`,
          evidence: [
            { object, path: 'status.startTime', value: one.status?.startTime ?? null },
            ...waiting.slice(0, 2).map((its) => ({
              object: refOf(pod, its),
              path: 'status.phase',
              value: its.status?.phase ?? null,
            })),
          ],
          remedy: `See why pod ${waiting[0]?.metadata?.name ?? ''} does not start.`,
        },
      ];
    });
  },
});

/** By owner the longest that a run which succeeded took. */
function usualDurations(jobs: readonly Job[]): ReadonlyMap<string, number> {
  const longest = new Map<string, number>();
  for (const one of jobs) {
    const owner = controllerOf(one);
    const ending = jobEnding(one);
    const took = (ending?.at ?? Number.NaN) - Date.parse(one.status?.startTime ?? '');
    if (owner === undefined || ending?.failed !== false || !(took > 0)) continue;
    longest.set(objectPath(owner), Math.max(took, longest.get(objectPath(owner)) ?? 0));
  }
  return longest;
}
