import { isKubeError, gapOf } from '../../core/kubeError.ts';
import type { Gap } from '../../core/gap.ts';
import { resourceName, type Kind } from '../../core/kind.ts';
import type { BlastRadius } from '../../core/plan.ts';
import type { Reads } from '../../core/tool.ts';
import type { Cluster } from '../../core/ports.ts';
import { horizontalPodAutoscaler } from '../kinds/horizontalPodAutoscaler.ts';
import { pod as podKind, type Pod } from '../kinds/pod.ts';
import { podDisruptionBudget, type PodDisruptionBudget } from '../kinds/podDisruptionBudget.ts';
import { resourceQuota, type ResourceQuota } from '../kinds/resourceQuota.ts';
import { service as serviceKind, type Service } from '../kinds/service.ts';
import { isTrue } from '../conditions.ts';
import { matches, requirementsOf, requirementsOfMap, type Labels } from '../selectors.ts';
import { selectedPods, selectorOf } from '../services.ts';
import { autoscalerOf, type Autoscaler } from './autoscalerOf.ts';

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
  readonly warnings: readonly string[];
  readonly gaps: readonly Gap[];
}

/** All that `readRadius` reads. */
export const radiusReads: readonly Reads[] = [
  podKind,
  podDisruptionBudget,
  horizontalPodAutoscaler,
  resourceQuota,
  serviceKind,
].map((kind) => ({ kind, verbs: ['list'] }));

/** What a change to the pods of a workload touches besides it. What may not be read is left out of the radius, with a gap. */
export async function readRadius(cluster: Cluster, question: RadiusQuestion, signal: AbortSignal): Promise<Radius> {
  const { namespace, labels, workload, podsAdded, podsRemoved, managedBy } = question;
  const gaps: Gap[] = [];
  const listed = async <T>(kind: Kind<T>): Promise<readonly T[] | undefined> => {
    try {
      return (await cluster.list(kind, { namespace }, signal)).items;
    } catch (error) {
      if (!isKubeError(error) || error.facts.code === 'cancelled' || error.facts.code === 'unauthorized') throw error;
      gaps.push(gapOf(error, `${resourceName(kind)} in ${namespace}`));
      return undefined;
    }
  };
  const [pods, budgets, autoscalers, quotas, services] = await Promise.all([
    listed(podKind),
    listed(podDisruptionBudget),
    listed(horizontalPodAutoscaler),
    listed(resourceQuota),
    listed(serviceKind),
  ]);
  const budget = budgets?.find((one) => selects(one, labels));
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
            autoscaler: autoscaler === undefined ? null : `${autoscaler.name} (${autoscaler.min} to ${autoscaler.max})`,
          }),
      managedBy: manager,
      ...(quotas === undefined ? {} : { quota: quotaText(quotas) }),
      ...(serving === undefined || pods === undefined
        ? {}
        : { services: serving.map((one) => serviceText(one, pods, question.awayAtOnce)) }),
    },
    ...(autoscaler === undefined ? {} : { autoscaler }),
    ...(budget === undefined ? {} : { budget }),
    warnings: manager === null ? [] : [`Managed by ${manager}: its next run brings back what it has.`],
    gaps,
  };
}

function selects({ spec }: PodDisruptionBudget, labels: Labels): boolean {
  // An empty selector selects every pod of the namespace, an absent one none (policy/v1)
  return spec?.selector !== undefined && matches(labels, requirementsOf(spec.selector));
}

export function budgetText({ metadata, status }: PodDisruptionBudget): string {
  const { disruptionsAllowed = 0, currentHealthy = 0 } = status ?? {};
  return `${metadata?.name ?? ''} allows ${disruptionsAllowed} of ${currentHealthy} healthy`;
}

function quotaText(quotas: readonly ResourceQuota[]): string | null {
  const counts = quotas.flatMap(({ status }) =>
    ['pods', 'count/pods'].flatMap((key) => {
      const hard = status?.hard?.[key];
      return hard === undefined ? [] : [`pods ${status?.used?.[key] ?? 0}/${hard}`];
    }),
  );
  return counts.length === 0 ? null : [...new Set(counts)].join(', ');
}

function serviceText(service: Service, pods: readonly Pod[], awayAtOnce: number): string {
  const ready = selectedPods(service, pods).filter(({ status }) => isTrue(status?.conditions, 'Ready')).length;
  const worst = Math.max(0, ready - awayAtOnce);
  return `Service ${service.metadata?.name ?? ''} (${ready} ready now, ${worst} at worst)`;
}
