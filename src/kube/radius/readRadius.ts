import type { Gap } from '../../core/gap.ts';
import type { BlastRadius } from '../../core/plan.ts';
import type { Cluster } from '../../core/ports.ts';
import { isReadyPod } from '../endpoints.ts';
import type { Pod } from '../kinds/pod.ts';
import type { PodDisruptionBudget } from '../kinds/podDisruptionBudget.ts';
import type { Service } from '../kinds/service.ts';
import { matches, requirementsOfMap, type Labels } from '../selectors.ts';
import { selectedPods, selectorOf } from '../services.ts';
import { autoscalerOf, type Autoscaler } from './autoscalerOf.ts';
import { coversLabels } from './coversLabels.ts';
import { readRadiusLists } from './radiusLists.ts';
import { autoscalerText, budgetText, quotaText, serviceText } from './radiusTexts.ts';

export interface RadiusQuestion {
  readonly namespace: string;
  /** Whose replicas an autoscaler may set. */
  readonly workload?: { readonly kind: string; readonly name: string };
  /** Of the pods that come or go. */
  readonly labels: Labels;
  readonly podsAdded: number;
  readonly podsRemoved: number;
  /** How many of the pods there are may be away at the same time. */
  readonly awayAtOnce: number;
  readonly managedBy: readonly string[];
}

export interface Radius {
  readonly radius: BlastRadius;
  readonly autoscaler?: Autoscaler;
  readonly budget?: PodDisruptionBudget;
  /** Of the namespace; undefined: they may not be read. */
  readonly pods?: readonly Pod[];
  readonly warnings: readonly string[];
  readonly gaps: readonly Gap[];
}

/** What a change to the pods of a workload touches besides it. What may not be read is left out of the radius, with a gap. */
export async function readRadius(cluster: Cluster, question: RadiusQuestion, signal: AbortSignal): Promise<Radius> {
  const { namespace, labels, workload, podsAdded, podsRemoved, managedBy } = question;
  const { pods, budgets, autoscalers, quotas, services, gaps } = await readRadiusLists(cluster, namespace, signal);
  const budget = budgets?.find((one) => coversLabels(one, labels));
  const autoscaler =
    workload === undefined || autoscalers === undefined
      ? undefined
      : autoscalerOf({ ...workload, namespace }, autoscalers);
  const serving = services?.filter((one) => {
    const selector = selectorOf(one);
    return selector !== undefined && matches(labels, requirementsOfMap(selector));
  });
  const manager = managedBy.length === 0 ? null : managedBy.join(', ');
  return {
    radius: {
      podsAdded,
      podsRemoved,
      ...(budgets === undefined ? {} : { disruptionBudget: budget === undefined ? null : budgetText(budget) }),
      ...(autoscalers === undefined || workload === undefined
        ? {}
        : {
            autoscaler: autoscaler === undefined ? null : autoscalerText(autoscaler),
          }),
      managedBy: manager,
      ...(quotas === undefined ? {} : { quota: quotaText(quotas) }),
      ...(serving === undefined || pods === undefined
        ? {}
        : { services: serving.map((one) => textOf(one, pods, question.awayAtOnce)) }),
    },
    ...(autoscaler === undefined ? {} : { autoscaler }),
    ...(budget === undefined ? {} : { budget }),
    ...(pods === undefined ? {} : { pods }),
    warnings: manager === null ? [] : [`Managed by ${manager}: its next run brings back what it has.`],
    gaps,
  };
}

function textOf(service: Service, pods: readonly Pod[], awayAtOnce: number): string {
  const ready = selectedPods(service, pods).filter(isReadyPod).length;
  return serviceText(service.metadata?.name ?? '', ready, Math.max(0, ready - awayAtOnce));
}
