import { secondsSince } from '../kube/conditions.ts';
import { isReadyPod } from '../kube/endpoints.ts';
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
