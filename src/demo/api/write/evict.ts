import type { JsonObject } from '../../../core/json.ts';
import { labelSelector } from '../../../kube/kinds/labelSelector.ts';
import { matches, requirementsOf } from '../../../kube/selectors.ts';
import { timeText } from '../../../core/timeText.ts';
import { ApiError } from '../../apiError.ts';
import { asObject, listAt, mapAt, numberAt, textAt, textMapAt, valueAt, type KubeObject } from '../../kubeObject.ts';
import { isReady } from '../../world/readiness.ts';
import { deleted } from './deleted.ts';
import { kept, type WriteContext } from './writeContext.ts';
import type { DeleteOptions } from './writeOptions.ts';
import { requireMeant } from './requireMeant.ts';

/**
 * Deletes a pod where its budget allows it. Source: kubernetes/pkg/registry/core/pod/storage/eviction.go.
 * @throws ApiError 409, 429, 500
 */
export function evicted(context: WriteContext & { readonly options: DeleteOptions }, pod: KubeObject): void {
  const { options } = context;
  if (!isDisrupted(pod)) requireBudget(context, pod);
  requireMeant(context, pod);
  if (options.dryRun) return;
  const condition = {
    type: 'DisruptionTarget',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: timeText(options.now),
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
  };
  const others = listAt(pod, 'status.conditions').filter((one) => textAt(one, 'type') !== condition.type);
  const told = kept(context, { ...pod, status: { ...mapAt(pod, 'status'), conditions: [...others, condition] } });
  const preconditions = { ...options.preconditions, resourceVersion: told.metadata.resourceVersion };
  deleted({ ...context, options: { ...options, preconditions } }, told);
}

/** Its disruption is already there: no budget has to be asked. */
function isDisrupted(pod: KubeObject): boolean {
  const phase = textAt(pod, 'status.phase') ?? '';
  return ['Succeeded', 'Failed', 'Pending'].includes(phase) || pod.metadata.deletionTimestamp !== undefined;
}

function requireBudget({ store, options }: WriteContext, pod: KubeObject): void {
  const budgets = store.list('poddisruptionbudgets.policy').filter((budget) => {
    const selector = labelSelector(valueAt(budget, 'spec.selector'));
    return (
      budget.metadata.namespace === pod.metadata.namespace &&
      selector !== undefined &&
      matches(textMapAt(pod, 'metadata.labels'), requirementsOf(selector))
    );
  });
  const [budget, second] = budgets;
  if (budget === undefined) return;
  if (second !== undefined)
    throw new ApiError(
      500,
      '',
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    );
  const number = (field: string): number => numberAt(budget, `status.${field}`);
  const { name } = budget.metadata;
  if (!isReady(pod)) {
    if (textAt(budget, 'spec.unhealthyPodEvictionPolicy') === 'AlwaysAllow') return;
    if (number('currentHealthy') >= number('desiredHealthy') && number('desiredHealthy') > 0) return;
  }
  if (number('observedGeneration') < numberAt(budget, 'metadata.generation'))
    throw tooMany(`The disruption budget ${name} is still being processed by the server.`, 10);
  if (number('disruptionsAllowed') === 0)
    throw tooMany(
      number('currentHealthy') <= number('desiredHealthy')
        ? `The disruption budget ${name} needs ${number('desiredHealthy')} healthy pods and has ${number('currentHealthy')} currently`
        : `The disruption budget ${name} does not allow evicting pods currently`,
    );
  if (options.dryRun) return;
  const left = number('disruptionsAllowed') - 1;
  const status: JsonObject = {
    ...mapAt(budget, 'status'),
    disruptionsAllowed: left,
    disruptedPods: { ...mapAt(budget, 'status.disruptedPods'), [pod.metadata.name]: timeText(options.now) },
    ...(left === 0
      ? { conditions: listAt(budget, 'status.conditions').map((one) => exhausted(asObject(one), options.now)) }
      : {}),
  };
  store.put('poddisruptionbudgets.policy', { ...budget, status });
}

function exhausted(condition: JsonObject, now: number): JsonObject {
  return condition.type === 'DisruptionAllowed'
    ? { ...condition, status: 'False', reason: 'InsufficientPods', lastTransitionTime: timeText(now) }
    : condition;
}

function tooMany(why: string, retryAfterSeconds = 0): ApiError {
  return new ApiError(429, 'TooManyRequests', "Cannot evict pod as it would violate the pod's disruption budget.", {
    details: {
      causes: [{ reason: 'DisruptionBudget', message: why }],
      ...(retryAfterSeconds === 0 ? {} : { retryAfterSeconds }),
    },
  });
}
