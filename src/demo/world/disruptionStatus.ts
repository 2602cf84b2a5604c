import type { JsonObject } from '../../core/json.ts';
import { labelSelector } from '../../kube/kinds/labelSelector.ts';
import { matches, requirementsOf } from '../../kube/selectors.ts';
import { numberAt, textAt, textMapAt, valueAt } from '../kubeObject.ts';
import { isReady } from './readiness.ts';

/**
 * The status of a PodDisruptionBudget. Source: kubernetes/pkg/controller/disruption/disruption.go.
 * @param scaleOf how many the owners of pods want. A number that must be there is compared with the pods that there are.
 */
export function withDisruptionStatus(
  budget: JsonObject,
  pods: readonly JsonObject[],
  scaleOf: (pods: readonly JsonObject[]) => number = (chosen) => chosen.length,
): JsonObject {
  const selector = labelSelector(valueAt(budget, 'spec.selector'));
  const chosen =
    selector === undefined
      ? []
      : pods.filter(
          (pod) =>
            textAt(pod, 'metadata.namespace') === textAt(budget, 'metadata.namespace') &&
            matches(textMapAt(pod, 'metadata.labels'), requirementsOf(selector)),
        );
  const currentHealthy = chosen.filter(isReady).length;
  const expectedPods = typeof valueAt(budget, 'spec.minAvailable') === 'number' ? chosen.length : scaleOf(chosen);
  const desiredHealthy =
    valueAt(budget, 'spec.minAvailable') === undefined
      ? Math.max(0, expectedPods - amount(budget, 'spec.maxUnavailable', expectedPods))
      : amount(budget, 'spec.minAvailable', expectedPods);
  const disruptionsAllowed = expectedPods === 0 ? 0 : Math.max(0, currentHealthy - desiredHealthy);
  const isAllowed = disruptionsAllowed > 0;
  return {
    ...budget,
    status: {
      conditions: [
        {
          type: 'DisruptionAllowed',
          status: isAllowed ? 'True' : 'False',
          observedGeneration: 1,
          lastTransitionTime: textAt(budget, 'metadata.creationTimestamp'),
          reason: isAllowed ? 'SufficientPods' : 'InsufficientPods',
          message: '',
        },
      ],
      currentHealthy,
      desiredHealthy,
      disruptionsAllowed,
      expectedPods,
      observedGeneration: 1,
    },
  };
}

/** A percentage is rounded up, for both fields. */
function amount(budget: JsonObject, path: string, of: number): number {
  const value = valueAt(budget, path);
  return typeof value === 'string' ? Math.ceil((of * Number.parseInt(value, 10)) / 100) : numberAt(budget, path);
}
