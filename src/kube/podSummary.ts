import type { Kind } from '../core/kind.ts';
import { pod as podKind, type Pod } from './kinds/pod.ts';
import { workloadOf } from './owners.ts';
import { podHealth, type PodHealth } from './podHealth.ts';
import { podStatus, type PodStatus } from './podStatus.ts';

/** What a list or a tree keeps of a pod: some 200 bytes of the 10 KB that the server sends. */
export interface PodSummary extends PodStatus, PodHealth {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly node?: string;
  /** Its phase is Failed: it will not run again. */
  readonly failed?: true;
  /** `Deployment/cart`: what a person would call its owner. */
  readonly owner?: string;
}

export function podSummary(pod: Pod): PodSummary {
  const { metadata, spec, status } = pod;
  const columns = podStatus(pod);
  const owner = workloadOf(pod);
  return {
    namespace: metadata?.namespace ?? '',
    name: metadata?.name ?? '',
    uid: metadata?.uid ?? '',
    createdAt: Date.parse(metadata?.creationTimestamp ?? '') || 0,
    ...columns,
    ...podHealth(pod, columns),
    ...(status?.phase === 'Failed' ? { failed: true } : {}),
    ...(spec?.nodeName === undefined ? {} : { node: spec.nodeName }),
    ...(owner === undefined ? {} : { owner: `${owner.kind}/${owner.name}` }),
  };
}

/** Pods, of which nothing but the summary is kept. */
export const podSummaries: Kind<PodSummary> = {
  ...podKind,
  project: (raw) => podSummary(podKind.project(raw)),
};
