import type { Finding } from '../../core/finding.ts';
import type { ObjectRef } from '../../core/objectRef.ts';
import type { OwnFinding } from '../../core/ownFinding.ts';
import type { Autoscaler } from '../../kube/radius/autoscalerOf.ts';

export const setByAutoscaler = {
  id: 'workload/replicas-set-by-autoscaler',
  severity: 'warning',
  speaks:
    'An autoscaler sets the number of replicas that was asked about: a warning where it would bring that number back within its limits.',
  silent: 'No replicas were asked about: an autoscaler leaves a workload alone that has none.',
  exampleInput: { namespace: 'blog', name: 'blog', replicas: 9 },
} as const satisfies OwnFinding;

/** The number that an autoscaler would make of one that it does not allow; undefined: it is within its limits. */
export function broughtBackTo({ min, max }: Autoscaler, asked: number): number | undefined {
  // It looks away while there are no replicas (pkg/controller/podautoscaler, "ScalingDisabled")
  if (asked === 0 || (asked >= min && asked <= max)) return undefined;
  return asked > max ? max : min;
}

export function autoscalerFinding(
  workload: ObjectRef,
  autoscaler: Autoscaler | undefined,
  asked: number,
): readonly Finding[] {
  if (autoscaler === undefined || asked === 0) return [];
  const { name, min, max, object } = autoscaler;
  const back = broughtBackTo(autoscaler, asked);
  return [
    {
      rule: setByAutoscaler.id,
      severity: back === undefined ? 'info' : setByAutoscaler.severity,
      object: workload,
      message: `${name} sets the replicas (${min} to ${max})${back === undefined ? ': a number set by hand does not stay' : ` and would bring ${asked} back to ${back}`}.`,
      evidence: [
        { object, path: 'spec.scaleTargetRef.name', value: workload.name },
        { object, path: 'spec.minReplicas', value: min },
        { object, path: 'spec.maxReplicas', value: max },
      ],
      remedy:
        back === undefined
          ? `Raise the minimum of ${name} to have at least that many.`
          : back === max
            ? `Raise the maximum of ${name} first.`
            : `Lower the minimum of ${name} first.`,
    },
  ];
}
