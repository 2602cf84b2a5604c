import { objectPath } from '../core/objectRef.ts';
import type { CronJob } from './kinds/cronJob.ts';
import { cronJob as cronJobKind } from './kinds/cronJob.ts';
import type { Job } from './kinds/job.ts';
import { refOf } from './metadata.ts';
import { controllerOf } from './owners.ts';

const indexes = new WeakMap<readonly Job[], ReadonlyMap<string, readonly Job[]>>();

/** The Jobs that a CronJob has made and that its history limits have left. The list is put in order once. */
export function jobsOfCronJob(cronJob: CronJob, jobs: readonly Job[]): readonly Job[] {
  let index = indexes.get(jobs);
  if (index === undefined) {
    const groups = new Map<string, Job[]>();
    for (const job of jobs) {
      const owner = controllerOf(job);
      if (owner?.kind !== cronJobKind.kind) continue;
      const group = groups.get(objectPath(owner));
      if (group === undefined) groups.set(objectPath(owner), [job]);
      else group.push(job);
    }
    index = groups;
    indexes.set(jobs, index);
  }
  return index.get(objectPath(refOf(cronJobKind, cronJob))) ?? [];
}
