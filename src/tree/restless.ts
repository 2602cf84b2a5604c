import { secondsSince } from '../kube/conditions.ts';
import { isReadyPod } from '../kube/endpoints.ts';
import { jobEnding } from '../kube/jobEnding.ts';
import type { Job } from '../kube/kinds/job.ts';
import type { Pod } from '../kube/kinds/pod.ts';
import type { Service } from '../kube/kinds/service.ts';
import type { HasMetadata } from '../kube/metadata.ts';

const hour = 3600;

/**
 * Whether the rules may say something else after a while, though nothing changes: they give a load balancer two minutes for its
 * address, and a pod the time that its probes allow. Older objects have had it.
 */
export function isRestless(lists: ReadonlyMap<string, readonly HasMetadata[]>, now: number): boolean {
  const isYoung = ({ metadata }: HasMetadata): boolean =>
    (secondsSince(metadata?.creationTimestamp, now) ?? hour) < hour;
  const services: readonly Service[] = lists.get('Service') ?? [];
  const pods: readonly Pod[] = lists.get('Pod') ?? [];
  return (
    services.some((one) => one.spec?.type === 'LoadBalancer' && isYoung(one)) ||
    (services.length > 0 && pods.some((one) => !isReadyPod(one) && isYoung(one)))
  );
}

const day = 24 * hour * 1000;

/** When the next failure of a Job is a day old, and no trouble any more if a later run did well. Infinity for never. */
export function nextMended(lists: ReadonlyMap<string, readonly HasMetadata[]>, now: number): number {
  const jobs: readonly Job[] = lists.get('Job') ?? [];
  const ends = jobs.flatMap((one) => {
    const ending = jobEnding(one);
    return ending?.failed === true ? [ending.at + day + 1] : [];
  });
  return ends.reduce((least, at) => (at > now && at < least ? at : least), Infinity);
}
