import type { Gap } from '../../core/gap.ts';
import type { Kind } from '../../core/kind.ts';
import type { Reads } from '../../core/tool.ts';
import type { Cluster } from '../../core/ports.ts';
import { horizontalPodAutoscaler, type HorizontalPodAutoscaler } from '../kinds/horizontalPodAutoscaler.ts';
import { pod as podKind, type Pod } from '../kinds/pod.ts';
import { podDisruptionBudget, type PodDisruptionBudget } from '../kinds/podDisruptionBudget.ts';
import { resourceQuota, type ResourceQuota } from '../kinds/resourceQuota.ts';
import { service as serviceKind, type Service } from '../kinds/service.ts';
import { listOrGap } from '../listOrGap.ts';

/** What pods that come or go may touch, of one namespace; undefined: it may not be read, and a gap says so. */
export interface RadiusLists {
  readonly pods: readonly Pod[] | undefined;
  readonly budgets: readonly PodDisruptionBudget[] | undefined;
  readonly autoscalers: readonly HorizontalPodAutoscaler[] | undefined;
  readonly quotas: readonly ResourceQuota[] | undefined;
  readonly services: readonly Service[] | undefined;
  readonly gaps: readonly Gap[];
}

/** All that `readRadiusLists` reads. */
export const radiusReads: readonly Reads[] = [
  podKind,
  podDisruptionBudget,
  horizontalPodAutoscaler,
  resourceQuota,
  serviceKind,
].map((kind) => ({ kind, verbs: ['list'] }));

export async function readRadiusLists(cluster: Cluster, namespace: string, signal: AbortSignal): Promise<RadiusLists> {
  const gaps: Gap[] = [];
  const listed = <T>(kind: Kind<T>): Promise<readonly T[] | undefined> =>
    listOrGap(cluster, kind, namespace, gaps, signal);
  const [pods, budgets, autoscalers, quotas, services] = await Promise.all([
    listed(podKind),
    listed(podDisruptionBudget),
    listed(horizontalPodAutoscaler),
    listed(resourceQuota),
    listed(serviceKind),
  ]);
  return { pods, budgets, autoscalers, quotas, services, gaps };
}
