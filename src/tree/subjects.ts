import type { CronJob } from '../kube/kinds/cronJob.ts';
import type { Ingress } from '../kube/kinds/ingress.ts';
import type { Job } from '../kube/kinds/job.ts';
import type { Service } from '../kube/kinds/service.ts';
import type { HasMetadata, Metadata } from '../kube/metadata.ts';
import type { Labels } from '../kube/selectors.ts';

interface Maker extends HasMetadata {
  readonly spec?: {
    readonly replicas?: number;
    readonly template?: { readonly metadata?: { readonly labels?: Labels } };
  };
}

/** Of a workload that makes pods the rules about Services read how many it wants, and the labels that they get. */
export function makerSubject({ spec }: Maker): Maker {
  const { replicas, template } = spec ?? {};
  const labels = template?.metadata?.labels;
  return {
    spec: {
      ...(replicas === undefined ? {} : { replicas }),
      ...(labels === undefined ? {} : { template: { metadata: { labels } } }),
    },
  };
}

/** A Service or an Ingress, of whose metadata rules read the times and the owner. */
export function entrySubject<T extends Service | Ingress>(object: T): T {
  return { ...object, metadata: slimMetadata(object) };
}

/** Of a Job rules read how it ended, and whose it is. */
export function jobSubject(job: Job): Job {
  const { spec, status } = job;
  const { backoffLimit, activeDeadlineSeconds } = spec ?? {};
  const { completionTime, conditions = [] } = status ?? {};
  return {
    metadata: slimMetadata(job),
    spec: {
      ...(backoffLimit === undefined ? {} : { backoffLimit }),
      ...(activeDeadlineSeconds === undefined ? {} : { activeDeadlineSeconds }),
    },
    status: {
      ...(completionTime === undefined ? {} : { completionTime }),
      conditions: conditions.filter(({ type }) => type === 'Failed' || type === 'Complete'),
    },
  };
}

/** Of a CronJob: whether it runs, and when it last did well. */
export function cronJobSubject(cronJob: CronJob): CronJob {
  const { spec, status } = cronJob;
  const { lastSuccessfulTime } = status ?? {};
  return {
    metadata: slimMetadata(cronJob),
    ...(spec?.suspend === undefined ? {} : { spec: { suspend: spec.suspend } }),
    ...(lastSuccessfulTime === undefined ? {} : { status: { lastSuccessfulTime } }),
  };
}

function slimMetadata({ metadata }: HasMetadata): Metadata {
  const { creationTimestamp, deletionTimestamp, ownerReferences } = metadata ?? {};
  return {
    ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
    ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
    ...(ownerReferences === undefined ? {} : { ownerReferences }),
  };
}
