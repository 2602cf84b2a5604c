import type { ObjectRef } from '../../core/objectRef.ts';
import { horizontalPodAutoscaler, type HorizontalPodAutoscaler } from '../kinds/horizontalPodAutoscaler.ts';
import { refOf } from '../metadata.ts';

export interface Autoscaler {
  /** `HorizontalPodAutoscaler cart`, or `KEDA ScaledObject cart`, whose HorizontalPodAutoscaler it is. */
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** The HorizontalPodAutoscaler. */
  readonly object: ObjectRef;
}

/** Who sets the number of replicas of a workload; undefined: nobody. */
export function autoscalerOf(
  workload: Pick<ObjectRef, 'kind' | 'namespace' | 'name'>,
  autoscalers: readonly HorizontalPodAutoscaler[],
): Autoscaler | undefined {
  const found = autoscalers.find(
    ({ metadata, spec }) =>
      metadata?.namespace === workload.namespace &&
      spec?.scaleTargetRef?.kind === workload.kind &&
      spec.scaleTargetRef.name === workload.name,
  );
  if (found === undefined) return undefined;
  const { metadata, spec } = found;
  // KEDA makes an autoscaler for each ScaledObject, and owns it (keda.sh, "Concepts: scaling deployments")
  const keda = metadata?.ownerReferences?.find(({ kind }) => kind === 'ScaledObject');
  return {
    name:
      keda === undefined ? `HorizontalPodAutoscaler ${metadata?.name ?? ''}` : `KEDA ScaledObject ${keda.name ?? ''}`,
    // The server fills in 1 where minReplicas is left out (autoscaling/v2 defaults)
    min: spec?.minReplicas ?? 1,
    max: spec?.maxReplicas ?? 0,
    object: refOf(horizontalPodAutoscaler, found),
  };
}
