import { listAt, numberAt, textAt, type KubeObject } from '../kubeObject.ts';
import { isReady } from '../world/readiness.ts';
import { isEnding } from './owned.ts';

/** It has run, and does not run again. */
export function isOver(pod: KubeObject): boolean {
  return ['Succeeded', 'Failed'].includes(textAt(pod, 'status.phase') ?? '');
}

/** Counts as one of its owner's replicas. */
export function isActive(pod: KubeObject): boolean {
  return !isOver(pod) && !isEnding(pod);
}

/** When it will have been ready for as long as its owner wants, in milliseconds since the epoch; undefined where it is not ready. */
export function availableFrom(pod: KubeObject, minReadySeconds: number): number | undefined {
  if (!isReady(pod)) return undefined;
  const ready = listAt(pod, 'status.conditions').find((one) => textAt(one, 'type') === 'Ready');
  const since = Date.parse(textAt(ready, 'lastTransitionTime') ?? '');
  return minReadySeconds === 0 || Number.isNaN(since) ? -Infinity : since + minReadySeconds * 1000;
}

export interface Availability {
  readonly ready: number;
  readonly available: number;
  /** When the next of those that are ready is available too. */
  readonly next: number | undefined;
}

export function availabilityOf(pods: readonly KubeObject[], owner: KubeObject, now: number): Availability {
  const seconds = numberAt(owner, 'spec.minReadySeconds');
  const times = pods.map((pod) => availableFrom(pod, seconds)).filter((at) => at !== undefined);
  const later = times.filter((at) => at > now);
  return {
    ready: times.length,
    available: times.length - later.length,
    next: later.length === 0 ? undefined : Math.min(...later),
  };
}

/**
 * Who goes first where there are too many: what has no node, what waits, what is not ready, what costs least, what is youngest.
 * Source: ActivePodsWithRanks.Less, kubernetes/pkg/controller/controller_utils.go.
 */
export function firstToGo(pods: readonly KubeObject[]): readonly KubeObject[] {
  const phases = ['Pending', 'Unknown', 'Running'];
  const rank = (pod: KubeObject): readonly number[] => [
    textAt(pod, 'spec.nodeName') === undefined ? 0 : 1,
    phases.indexOf(textAt(pod, 'status.phase') ?? ''),
    isReady(pod) ? 1 : 0,
    Number(pod.metadata.annotations?.['controller.kubernetes.io/pod-deletion-cost'] ?? 0),
    pods.filter((other) => textAt(other, 'spec.nodeName') === textAt(pod, 'spec.nodeName')).length * -1,
    -Date.parse(pod.metadata.creationTimestamp ?? ''),
  ];
  return pods.toSorted((a, b) => {
    const other = rank(b);
    return rank(a).reduce((found, value, index) => (found === 0 ? value - (other[index] ?? 0) : found), 0);
  });
}
