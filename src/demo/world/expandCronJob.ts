import type { JsonObject } from '../../core/json.ts';
import { asObject, listAt, mapAt, textAt, valueAt, without } from '../kubeObject.ts';
import { serverDefaults } from './defaults.ts';
import { ownerReference } from './expandWorkload.ts';

export interface ExpandedCronJob {
  readonly cronJob: JsonObject;
  /** Documents as a world would write them, with `$pods`. */
  readonly jobs: readonly JsonObject[];
}

/**
 * A CronJob of a world carries the Jobs that it still keeps: `$jobs`, the latest first, each with `name`, `scheduled` and `pods`.
 * Source: kubernetes/pkg/controller/cronjob/utils.go (getJobFromTemplate2).
 */
export function expandCronJob(document: JsonObject): ExpandedCronJob {
  const { $jobs, ...plain } = document;
  const entries = listAt({ $jobs }, '$jobs').map(asObject);
  const cronJob = serverDefaults({ ...plain, status: cronJobStatus(entries) });
  const jobs = entries.map((entry) => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: textAt(entry, 'name'),
      namespace: textAt(document, 'metadata.namespace'),
      creationTimestamp: textAt(entry, 'scheduled'),
      labels: mapAt(document, 'spec.jobTemplate.metadata.labels'),
      annotations: {
        ...mapAt(document, 'spec.jobTemplate.metadata.annotations'),
        'batch.kubernetes.io/cronjob-scheduled-timestamp': textAt(entry, 'scheduled'),
      },
      ownerReferences: [ownerReference(cronJob)],
    },
    spec: mapAt(document, 'spec.jobTemplate.spec'),
    $pods: listAt(entry, 'pods'),
  }));
  return { cronJob: without(cronJob, '$jobs'), jobs };
}

function cronJobStatus(entries: readonly JsonObject[]): JsonObject {
  const scheduled = entries.map((entry) => textAt(entry, 'scheduled')).find((time) => time !== undefined);
  const ends = entries
    .filter((entry) => listAt(entry, 'pods').every((pod) => valueAt(pod, 'containers') === undefined))
    .flatMap((entry) => listAt(entry, 'pods').map((pod) => textAt(pod, 'ended')));
  const success = ends.find((time) => time !== undefined);
  return {
    ...(scheduled === undefined ? {} : { lastScheduleTime: scheduled }),
    ...(success === undefined ? {} : { lastSuccessfulTime: success }),
  };
}
