import type { Workload } from '../rollouts/workload.ts';

/** Ordinals below the partition keep their template (apps/v1 RollingUpdateStatefulSetStrategy). */
export function keptOld({ kind, object }: Workload): number {
  return kind === 'StatefulSet' ? (object.spec?.updateStrategy?.rollingUpdate?.partition ?? 0) : 0;
}
