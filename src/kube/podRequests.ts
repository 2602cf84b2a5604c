import type { Kind } from '../core/kind.ts';
import { isFinished } from './endpoints.ts';
import type { Container } from './kinds/container.ts';
import { pod as podKind, type Pod } from './kinds/pod.ts';
import { quantity } from './quantity.ts';

/** What a pod takes of its node in the eyes of the scheduler. */
export interface PodRequests {
  /** Absent for a pod that is not bound. */
  readonly node?: string;
  /** Succeeded or Failed: it takes nothing any more. */
  readonly finished: boolean;
  /** In cores. */
  readonly cpu: number;
  /** In bytes. */
  readonly memory: number;
}

/** Pods, of which nothing but the requests is kept. */
export const podRequestsKind: Kind<PodRequests> = {
  ...podKind,
  project: (raw) => podRequests(podKind.project(raw)),
};

export function podRequests(pod: Pod): PodRequests {
  const { nodeName } = pod.spec ?? {};
  return {
    ...(nodeName === undefined || nodeName === '' ? {} : { node: nodeName }),
    finished: isFinished(pod),
    cpu: effectiveRequest(pod, 'cpu'),
    memory: effectiveRequest(pod, 'memory'),
  };
}

/**
 * The larger of what runs together (app containers and sidecars) and of each init container with the sidecars started before it, and
 * the overhead; a request of the pod itself takes the place of its containers'.
 * Source: PodRequests in k8s.io/component-helpers/resource/helpers.go.
 */
export function effectiveRequest(pod: Pick<Pod, 'spec'>, resource: string): number {
  return effective(pod, resource, quantity(pod.spec?.resources?.requests?.[resource]), requestOf);
}

/** The same of limits, as a quota counts them: a container without one adds nothing. */
export function effectiveLimit(pod: Pick<Pod, 'spec'>, resource: string): number {
  return effective(
    pod,
    resource,
    quantity(pod.spec?.resources?.limits?.[resource]),
    ({ resources }) => quantity(resources?.limits?.[resource]) ?? 0,
  );
}

function effective(
  { spec }: Pick<Pod, 'spec'>,
  resource: string,
  whole: number | undefined,
  amountOf: (container: Container, resource: string) => number,
): number {
  const overhead = quantity(spec?.overhead?.[resource]) ?? 0;
  if (whole !== undefined) return whole + overhead;
  let sidecars = 0;
  let peak = 0;
  for (const container of spec?.initContainers ?? []) {
    const own = amountOf(container, resource);
    if (container.restartPolicy === 'Always') sidecars += own;
    peak = Math.max(peak, container.restartPolicy === 'Always' ? sidecars : sidecars + own);
  }
  const together = (spec?.containers ?? []).reduce((sum, one) => sum + amountOf(one, resource), sidecars);
  return Math.max(together, peak) + overhead;
}

/** A limit without a request is a request (the server fills it in; a manifest may not say so). */
function requestOf({ resources }: Container, resource: string): number {
  return quantity(resources?.requests?.[resource]) ?? quantity(resources?.limits?.[resource]) ?? 0;
}
