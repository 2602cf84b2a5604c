/** A Job that a CronJob made is named `<cronjob>-<minutes since the epoch>` (pkg/controller/cronjob/utils.go). */
export function isJobOf(job: string, cronJob: string): boolean {
  return job.startsWith(cronJob) && /^-\d{7,}$/.test(job.slice(cronJob.length));
}
