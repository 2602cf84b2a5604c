import { isTrue } from './conditions.ts';
import type { EndpointSlice } from './kinds/endpointSlice.ts';
import type { Pod } from './kinds/pod.ts';
import type { Service } from './kinds/service.ts';
import { familiesOf, familyOf, selectedPods } from './services.ts';

export type Endpoint = NonNullable<EndpointSlice['endpoints']>[number];

const serviceLabel = 'kubernetes.io/service-name';
const managerLabel = 'endpointslice.kubernetes.io/managed-by';

export function slicesOf({ metadata }: Service, slices: readonly EndpointSlice[]): readonly EndpointSlice[] {
  return slices.filter(
    (slice) =>
      slice.metadata?.namespace === metadata?.namespace && slice.metadata?.labels?.[serviceLabel] === metadata?.name,
  );
}

/** Written by the endpoint controller, as against slices made by hand, by a mirror or by another controller. */
export function isManaged({ metadata }: EndpointSlice): boolean {
  return metadata?.labels?.[managerLabel] === 'endpointslice-controller.k8s.io';
}

/** An absent `ready` counts as true (discovery/v1 EndpointConditions). */
export function isReadyEndpoint({ conditions }: Endpoint): boolean {
  return conditions?.ready ?? true;
}

export function endpointsOf(slices: readonly EndpointSlice[]): readonly Endpoint[] {
  return slices.flatMap(({ endpoints }) => endpoints ?? []);
}

/** One pod of a Service as the endpoint controller sees it. */
export interface ExpectedEndpoint {
  readonly pod: Pod;
  readonly addresses: readonly string[];
  /** May receive traffic: the pod is ready and not being deleted, or the Service publishes all. */
  readonly ready: boolean;
  readonly terminating: boolean;
}

/**
 * What the endpoint controller makes of the pods that a Service selects: no finished pod, none without an address, a deleted one
 * as terminating and never ready, unless `publishNotReadyAddresses`; addresses of the Service's families only.
 * Source: ShouldPodBeInEndpoints and podToEndpoint in k8s.io/endpointslice.
 */
export function expectedEndpoints(service: Service, pods: readonly Pod[]): readonly ExpectedEndpoint[] {
  const families = familiesOf(service);
  return selectedPods(service, pods).flatMap((pod) => {
    if (isFinished(pod)) return [];
    const addresses = addressesOf(pod).filter((address) => families.some((family) => family === familyOf(address)));
    if (addresses.length === 0) return [];
    const terminating = pod.metadata?.deletionTimestamp !== undefined;
    const ready = service.spec?.publishNotReadyAddresses === true || (isReadyPod(pod) && !terminating);
    return [{ pod, addresses, ready, terminating }];
  });
}

export function isReadyPod({ status }: Pod): boolean {
  return isTrue(status?.conditions, 'Ready');
}

/** Completed and failed pods are history: they serve nobody and their not being ready is no fault. */
export function isFinished({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

/** Pods that could serve now or soon: not finished, not being deleted. */
export function livePods(pods: readonly Pod[]): readonly Pod[] {
  return pods.filter((pod) => !isFinished(pod) && pod.metadata?.deletionTimestamp === undefined);
}

export function addressesOf({ status }: Pod): readonly string[] {
  const listed = (status?.podIPs ?? []).flatMap(({ ip }) => (ip === undefined ? [] : [ip]));
  if (listed.length > 0) return listed;
  return status?.podIP === undefined || status.podIP === '' ? [] : [status.podIP];
}
